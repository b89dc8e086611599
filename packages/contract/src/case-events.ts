import type { Audience, Instant, Marks, ServiceLanguage, ServiceView, StaffView, UnitView } from './views.ts';

/** A message, as both sides see it. `number` counts the messages of the case from 1; `commandId` lets its author find it again. */
export interface MessageView {
  readonly id: string;
  readonly number: number;
  readonly side: Audience;
  /** Absent for the resident's own messages. */
  readonly author?: StaffView;
  readonly text: string;
  readonly at: Instant;
  readonly commandId: string;
}

/** An internal note: staff see it, residents never do. */
export interface NoteView {
  readonly id: string;
  readonly author: StaffView;
  readonly text: string;
  readonly at: Instant;
  readonly commandId: string;
}

/** Why a case went back to the queue: whoever handled it was not connected for as long as the region allows. */
export type ReturnReason = 'handler_away';

/** Why a case ended: the resident left the queue, or staff closed it. */
export type CloseReason = 'left_queue' | 'done';

interface Numbered {
  /** Gap-free from 1 for each case and audience. */
  readonly n: number;
  readonly at: Instant;
}

/** The case began, at this unit. */
export interface StartedEvent extends Numbered {
  readonly kind: 'started';
  readonly reference: string;
  readonly unit: UnitView;
  readonly service: ServiceView;
  readonly language: ServiceLanguage;
}

/** The case stands in the unit's queue. */
export interface QueuedEvent extends Numbered {
  readonly kind: 'queued';
}

/** Somebody wrote. */
export interface MessageEvent extends Numbered {
  readonly kind: 'message';
  readonly message: MessageView;
}

/** Staff wrote an internal note. Staff only. */
export interface NoteEvent extends Numbered {
  readonly kind: 'note';
  readonly note: NoteView;
}

/** A member of staff has taken the case. */
export interface TakenEvent extends Numbered {
  readonly kind: 'taken';
  readonly handler: StaffView;
}

/** The case is in the queue again, at the place it had: nobody handles it. */
export interface ReturnedEvent extends Numbered {
  readonly kind: 'returned';
  readonly reason: ReturnReason;
}

/** One side's devices have received, or shown, the other side's messages up to a number. */
export interface MarkedEvent extends Numbered {
  readonly kind: 'marked';
  readonly side: Audience;
  readonly marks: Marks;
}

/** The case ended. */
export interface ClosedEvent extends Numbered {
  readonly kind: 'closed';
  readonly by: Audience | 'system';
  readonly reason: CloseReason;
}

/** What happens in a case, as one audience sees it. A kind that a client does not know is skipped, its number counted. */
export type CaseEvent =
  | StartedEvent
  | QueuedEvent
  | MessageEvent
  | NoteEvent
  | TakenEvent
  | ReturnedEvent
  | MarkedEvent
  | ClosedEvent;

/** The events that stand in the conversation for good; marks only change how messages look. */
export type Entry = Exclude<CaseEvent, MarkedEvent>;
