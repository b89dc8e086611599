import type { DeskView, Instant, LoggedOut, StaffSessionView } from '@nara/contract';
import type { Abortable } from '../abort/until-aborted.ts';
import type { CaseRef } from '../case/case-view.ts';
import type { OnHappening } from '../client/happenings.ts';
import type { ConnectionState } from '../connection/connection-state.ts';
import type { Storage } from '../outbox/storage.ts';
import type { Loadable } from '../ref/loadable.ts';
import type { Ref } from '../ref/ref.ts';
import type { ClientNetwork } from '../world/real-world.ts';

/** What a staff client is set to. The session is the cookie of the page's own origin. */
export interface StaffClientOptions {
  /** The staff origin of the hub, which is the page's own. */
  readonly hub: string;
  /** The region's id. */
  readonly region: string;
  /** Keeps messages over a reload and a new login, for the member of staff that `readSession` tells of. Default: memory only. */
  readonly storage?: Storage | undefined;
  /** Headers for every request and for the socket's upgrade, outside browsers only (`Cookie`, `Origin`). Default: none. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** What the hub is reached by. Default: the machine's network. */
  readonly network?: ClientNetwork | undefined;
}

/** The desk of one commission. Nothing is fetched and no connection made before something is subscribed to or sent. */
export interface StaffClient {
  readonly connection: Ref<ConnectionState>;
  /** The clinic's work list, replaced as it changes while subscribed to. */
  readonly desk: Ref<Loadable<DeskView>>;
  /** A handle to a case; the same one for the same id. */
  case(caseId: string): StaffCaseRef;
  /**
   * The session, or undefined when nobody is logged in. From then on the client is of this session alone: when somebody else logs in
   * in the same browser, it finds itself logged out. Read it before anything else.
   */
  readSession(options?: Abortable): Promise<StaffSessionView | undefined>;
  /** Moves the session's idle end: the person is still there. Rejects with `session_ended`. */
  extendSession(options?: Abortable): Promise<StaffSessionView>;
  /** Ends the session and the connection. */
  logout(options?: Abortable): Promise<LoggedOut>;
  readonly sessionEnding: Ref<{ readonly at: Instant } | undefined>;
  /** Hears what happens once: a message, the end of a case, of the session. */
  readonly on: OnHappening;
  /** Tries now instead of at `retryAt`; while an attempt is being made, soon after it, should it fail. */
  retryNow(): void;
  close(options?: Abortable): Promise<void>;
}

/** A member of staff's handle to a case. Aborting an act takes it back if it has not left; what is on its way may still be done. */
export interface StaffCaseRef extends CaseRef {
  /** Takes the case out of the queue. Rejects with `already_taken` (`handler` says who has it). */
  take(options?: Abortable): Promise<void>;
  /** Closes the case, after what is still unsent in it. */
  close(options?: Abortable): Promise<void>;
  /** Writes an internal note, which the resident never sees. */
  addNote(text: string, options?: Abortable): Promise<void>;
  /** The whole identity number. The hub keeps a record of it. */
  revealIdentity(options?: Abortable): Promise<string>;
}
