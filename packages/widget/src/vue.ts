import type { HTMLAttributes } from 'vue';
import type {
  ChatAttributes,
  ChatListeners,
  ChatProperties,
  FeedbackAttributes,
  HoursAttributes,
} from './element-attributes.ts';

/** What Vue's tools want to know of an element: what its tag takes. */
type Taking<Props> = new () => { readonly $props: Props };

/**
 * Types alone: with `import '@nara/widget/vue'` Vue's templates know the three elements, and `@unread` has its detail. Tell the compiler
 * that they are elements: `isCustomElement: tag => tag.startsWith('nara-')`.
 */
declare module 'vue' {
  interface GlobalComponents {
    'nara-chat': Taking<HTMLAttributes & ChatAttributes & ChatProperties & ChatListeners<'on', true>>;
    'nara-feedback': Taking<HTMLAttributes & FeedbackAttributes>;
    'nara-hours': Taking<HTMLAttributes & HoursAttributes>;
  }
}
