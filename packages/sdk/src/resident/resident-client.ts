import type { Instant, Overview, ServiceLanguage } from '@nara/contract';
import type { Abortable } from '../abort/until-aborted.ts';
import type { CaseRef } from '../case/case-view.ts';
import type { OnHappening } from '../client/happenings.ts';
import type { ConnectionState } from '../connection/connection-state.ts';
import type { NaraFailure } from '../errors/nara-error.ts';
import type { Storage } from '../outbox/storage.ts';
import type { Loadable } from '../ref/loadable.ts';
import type { Ref } from '../ref/ref.ts';
import type { ClientNetwork } from '../world/real-world.ts';

/** What a resident's client is set to. */
export interface ResidentClientOptions {
  /** The hub's origin: `https://hub.example.se`. */
  readonly hub: string;
  /** The region's id. */
  readonly region: string;
  /**
   * The session's token. Asked for anew at each negotiate, so at every reconnect; it travels in a header only. Rejecting with a
   * `NaraError` `session_ended` ends the connection; any other rejection is an attempt that failed, and is made again later.
   */
  readonly getToken: () => string | Promise<string>;
  /** Keeps over a reload what is unsent and, for an hour, what was sent; needs `personKey`. Default: memory only. */
  readonly storage?: Storage | undefined;
  /** Whose outbox it is: `SessionView.person.key`. */
  readonly personKey?: string | undefined;
  /** Headers for every request and for the socket's upgrade, outside browsers only (`Origin`). Default: none. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** What the hub is reached by. Default: the machine's network. */
  readonly network?: ClientNetwork | undefined;
}

/**
 * What a case begins with. `unitId` is for a person who is listed nowhere and has chosen a clinic, `consent` the version of the
 * region's text (`RegionView.consent`) that the person has agreed to.
 */
export interface StartCaseInput {
  readonly serviceId: string;
  readonly unitId?: string | undefined;
  readonly language: ServiceLanguage;
  readonly text: string;
  readonly consent?: string | undefined;
}

/** A case that the hub has begun. */
export interface StartedCase {
  readonly caseId: string;
  readonly reference: string;
}

/** A case that the hub has not confirmed. */
export interface PendingStart extends StartCaseInput {
  readonly commandId: string;
  readonly at: Instant;
  readonly state: 'sending' | 'waiting' | 'failed';
  readonly error?: NaraFailure;
}

/** A resident's cases. Nothing is fetched and no connection made before something is subscribed to, started or sent. */
export interface ResidentClient {
  readonly connection: Ref<ConnectionState>;
  /** The person's cases and clinic; kept up to date while subscribed to. */
  readonly overview: Ref<Loadable<Overview>>;
  /** A handle to a case; the same one for the same id. */
  case(caseId: string): ResidentCaseRef;
  /**
   * Begins a case. Sent again under the same id over a lost connection, and after a reload when there is a storage. Rejects with a
   * `NaraError`: `unit_needed` when a clinic must be chosen, `consent_needed` when the region's text must be agreed to. Aborting takes it back if it has not left this device; else it stays
   * in `starting` and may still be done.
   */
  startCase(input: StartCaseInput, options?: Abortable): Promise<StartedCase>;
  /** Cases that are being started, also those found in the storage after a reload. */
  readonly starting: Ref<readonly PendingStart[]>;
  /**
   * Waits for a start that was found in the storage, and settles as `startCase` would have: one that is refused, or was before the
   * reload, rejects and is gone from `starting`. Rejects with `not_found` when there is no such start.
   */
  awaitStart(commandId: string): Promise<StartedCase>;
  /** Drops a start that is waiting or has failed; its promise rejects with `unreachable`. */
  cancelStart(commandId: string): void;
  /** When the session ends unless the person does something, by this device's clock. */
  readonly sessionEnding: Ref<{ readonly at: Instant } | undefined>;
  /** Tell it when the session was extended (`SessionApi.extendSession`): the warning goes. Any command that is done does the same. */
  sessionExtended(): void;
  /** Hears what happens once: a message, the end of a case, of the session. */
  readonly on: OnHappening;
  /** Tries now instead of at `retryAt`; while an attempt is being made, soon after it, should it fail. */
  retryNow(): void;
  /** Ends the connection for good. What is unsent stays in the storage. */
  close(options?: Abortable): Promise<void>;
}

/** A resident's handle to a case. */
export interface ResidentCaseRef extends CaseRef {
  /** Gives up the place in the queue, which closes the case. Rejects with `not_queued` when it is too late. */
  leaveQueue(options?: Abortable): Promise<void>;
}
