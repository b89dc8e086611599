import type {
  Audience,
  CloseReason,
  Instant,
  Marks,
  ReturnReason,
  ServiceLanguage,
  StaffView,
} from '@nara/contract';

/** What happened in a case, as stored: codes and ids, no names of units or services (those come from configuration at reading). */
export type DomainEvent =
  | {
      readonly kind: 'started';
      readonly at: Instant;
      readonly caseId: string;
      readonly reference: string;
      readonly personKey: string;
      readonly unitId: string;
      readonly providerId: string;
      readonly register: 'health' | 'social';
      readonly serviceId: string;
      readonly language: ServiceLanguage;
      /** The version of the region's text that the person agreed to, where it had one. */
      readonly consent?: string;
    }
  | { readonly kind: 'queued'; readonly at: Instant }
  | {
      readonly kind: 'message';
      readonly at: Instant;
      readonly id: string;
      readonly number: number;
      readonly side: Audience;
      readonly author?: StaffView;
      readonly text: string;
      readonly commandId: string;
    }
  | {
      readonly kind: 'note';
      readonly at: Instant;
      readonly id: string;
      readonly author: StaffView;
      readonly text: string;
      readonly commandId: string;
    }
  | { readonly kind: 'taken'; readonly at: Instant; readonly handler: StaffView }
  | { readonly kind: 'returned'; readonly at: Instant; readonly reason: ReturnReason }
  | { readonly kind: 'marked'; readonly at: Instant; readonly side: Audience; readonly marks: Marks }
  | {
      readonly kind: 'closed';
      readonly at: Instant;
      readonly by: Audience | 'system';
      readonly reason: CloseReason;
    };

/** A {@link DomainEvent} of one kind. */
export type DomainEventOf<K extends DomainEvent['kind']> = Extract<DomainEvent, { readonly kind: K }>;

const everyone: readonly Audience[] = ['resident', 'staff'];
const staffOnly: readonly Audience[] = ['staff'];

/** Who may see an event, and so whose numbers it takes. Staff see every event of a case. */
export function audiencesOf(event: DomainEvent): readonly Audience[] {
  return event.kind === 'note' ? staffOnly : everyone;
}
