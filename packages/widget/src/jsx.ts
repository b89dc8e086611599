/// <reference types="react" />
/// <reference types="preact" />
/// <reference types="solid-js" />
import type {
  ChatAttributes,
  ChatListeners,
  ChatProperties,
  FeedbackAttributes,
  HoursAttributes,
} from './element-attributes.ts';
import type { NaraFeedback } from './feedback.ts';
import type { NaraHours } from './hours.ts';
import type { NaraChat } from './nara-chat.ts';

/** What takes the element itself, in React and in Preact. */
type Ref<Self> = ((self: Self | null) => unknown) | { current: Self | null } | null | undefined;

/** What any element takes, and what one of ours does. */
type Tag<Any, Own, Self> = Omit<Any, 'ref' | keyof Own> & Own & { ref?: Ref<Self> };

type Chat = ChatAttributes & ChatProperties & ChatListeners<'on'>;

/**
 * Types alone: with `import '@nara/widget/jsx'` the three elements can be written in JSX of React 19, Preact and Solid, whichever of them is
 * installed. Listeners are `onunread` in React and Preact, `on:unread` in Solid.
 */
declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'nara-chat': Tag<this['span'], Chat, NaraChat>;
      'nara-feedback': Tag<this['span'], FeedbackAttributes, NaraFeedback>;
      'nara-hours': Tag<this['span'], HoursAttributes, NaraHours>;
    }
  }
}

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'nara-chat': Tag<this['span'], Chat, NaraChat>;
      'nara-feedback': Tag<this['span'], FeedbackAttributes, NaraFeedback>;
      'nara-hours': Tag<this['span'], HoursAttributes, NaraHours>;
    }
  }
}

declare module 'solid-js' {
  namespace JSX {
    interface IntrinsicElements {
      'nara-chat': HTMLAttributes<NaraChat> &
        ChatAttributes &
        ChatListeners<'on:'> & { 'prop:theme'?: ChatProperties['theme'] };
      'nara-feedback': HTMLAttributes<NaraFeedback> & FeedbackAttributes;
      'nara-hours': HTMLAttributes<NaraHours> & HoursAttributes;
    }
  }
}
