import type { CaseEvent, Entry, MessageView } from './case-events.ts';
import type {
  AddNote,
  CaseInput,
  CloseCase,
  EventsSince,
  History,
  LeaveQueue,
  Mark,
  SendMessage,
  SetTyping,
  StartCase,
  TakeCase,
} from './commands.ts';
import type { Answer } from './errors.ts';
import type { CaseSnapshot, DeskView, Overview, WorkList } from './snapshots.ts';
import type { Audience, Instant, QueueView } from './views.ts';

/**
 * How far each watched case has come; a client whose own number is lower asks for what it lacks. The first notice on a connection, before
 * any answer. Another epoch: the store was restored, read all anew and send again what is held of the last hour.
 */
export interface Heads {
  readonly epoch: string;
  readonly cases: readonly { readonly caseId: string; readonly n: number }[];
}

/** New events of one case, in order, each `n` one above the one before. */
export interface CaseEvents {
  readonly caseId: string;
  readonly events: readonly CaseEvent[];
}

/** Who is writing in a case now; replaces the value before. Staff are named, the resident is not. */
export interface Typing {
  readonly caseId: string;
  readonly side: Audience;
  readonly name?: string;
  readonly typing: boolean;
}

/** A case's place in the queue; absent when it is no longer queued. Replaces the value before. */
export interface QueueChange {
  readonly caseId: string;
  readonly queue?: QueueView;
}

/** Why a session is over: idle, its longest time, logged out (here or elsewhere), or rights that ended. */
export type SessionEndReason = 'idle' | 'absolute' | 'logout' | 'revoked';

/** The events above the number asked for. `reset`: too far behind (or another epoch), read the snapshot instead. */
export interface EventsAnswer {
  readonly events: readonly CaseEvent[];
  readonly n: number;
  readonly reset: boolean;
}

/** Older entries of a case in order, each once, and whether there are still older ones. */
export interface HistoryAnswer {
  readonly epoch: string;
  readonly entries: readonly Entry[];
  readonly earlier: boolean;
}

/** What both audiences may call. */
interface CaseMethods {
  /** Subscribes to the case and reads it with its newest entries: one audit record. */
  openCase(input: CaseInput): Answer<CaseSnapshot>;
  /** Ends the subscription. */
  leaveCase(input: CaseInput): Answer<null>;
  eventsSince(input: EventsSince): Answer<EventsAnswer>;
  /** Reads older entries: covered by the record of `openCase` while the caller has the case open, else one audit record. */
  history(input: History): Answer<HistoryAnswer>;
  sendMessage(input: SendMessage): Answer<{ readonly message: MessageView; readonly n: number }>;
  mark(input: Mark): Answer<{ readonly n: number }>;
  setTyping(input: SetTyping): Answer<null>;
}

/** What both audiences may hear. */
interface CaseNotices {
  caseEvents(notice: CaseEvents): void;
  heads(notice: Heads): void;
  typing(notice: Typing): void;
  /** The session ends unless the person does something: at this instant of the hub's clock, so many seconds after the notice was sent. */
  sessionEnding(notice: { readonly at: Instant; readonly seconds: number }): void;
  sessionEnded(notice: { readonly reason: SessionEndReason }): void;
}

/** The resident hub, at `/r/{region}/hub/resident`. */
export interface ResidentHub {
  server: CaseMethods & {
    /** Reads the person's cases and listing: one audit record. Also subscribes to heads of all of them. */
    overview(): Answer<Overview>;
    startCase(
      input: StartCase,
    ): Answer<{ readonly caseId: string; readonly reference: string; readonly n: number }>;
    leaveQueue(input: LeaveQueue): Answer<{ readonly n: number }>;
  };
  client: CaseNotices & {
    queue(notice: QueueChange): void;
  };
}

/** The staff hub, at `/r/{region}/hub/staff`. */
export interface StaffHub {
  server: CaseMethods & {
    /** Reads the work list of the commission's clinic, names included, and subscribes to it: one audit record. */
    openDesk(): Answer<DeskView>;
    takeCase(input: TakeCase): Answer<{ readonly n: number }>;
    closeCase(input: CloseCase): Answer<{ readonly n: number }>;
    addNote(input: AddNote): Answer<{ readonly n: number }>;
    /** The whole identity number, which the desk shows masked: one audit record. */
    revealIdentity(input: CaseInput): Answer<{ readonly identity: string }>;
  };
  client: CaseNotices & {
    workList(notice: WorkList): void;
  };
}
