import type { CaseSnapshot, Entry, Instant } from '@nara/contract';
import type { Abortable } from '../abort/until-aborted.ts';
import type { NaraFailure } from '../errors/nara-error.ts';
import type { Ref } from '../ref/ref.ts';
import type { HistoryOptions } from './case-history.ts';

/** A message that the hub has not confirmed. `waiting`: it goes when the connection, or the hub's store, is back. */
export interface PendingMessage {
  readonly commandId: string;
  readonly text: string;
  readonly at: Instant;
  readonly state: 'sending' | 'waiting' | 'failed';
  readonly error?: NaraFailure;
}

/** A case as it is drawn: what the hub has confirmed, and after it what it has not. */
export interface CaseView {
  /** `gone`: there is no such case, or the person may not see it. */
  readonly status: 'loading' | 'ready' | 'gone';
  readonly snapshot?: CaseSnapshot;
  readonly pending: readonly PendingMessage[];
  /** The other side is writing. Staff are named. */
  readonly typing?: { readonly name?: string };
  readonly error?: NaraFailure;
}

/** A handle to a case. Having one does no I/O: the first subscription opens the case, the last to end leaves it. */
export interface CaseRef extends Ref<CaseView> {
  readonly caseId: string;
  /**
   * Sends a message: it is in `pending` at once, and in `snapshot` when the hub has it. Throws a `TypeError` when the text is no
   * string, a `NaraError` `invalid_input` (empty or too long, path `text`) or `too_large` before anything is sent.
   */
  send(text: string): PendingMessage;
  /** Tries a failed message again, under the same id. */
  retry(commandId: string): void;
  /** Takes a message that is waiting or has failed out of the outbox. */
  cancel(commandId: string): void;
  /**
   * Puts older entries before those of `snapshot`, a page at a time; resolves when they are there, with whether there are still older
   * ones (`snapshot.earlier`). Calls that meet share one request. Rejects with `unreachable` while there is no connection, or no
   * snapshot yet.
   */
  loadMore(options?: Abortable): Promise<boolean>;
  /**
   * Reads the whole history without subscribing: newest entry first, a page at a time as they are taken, from the newest or from the
   * event number `from`. Waits for the connection; throws `unreachable` when it is offline or lost, and can be taken up again with
   * `from`. The hub keeps a record of each page, unless the case is subscribed to.
   */
  history(options?: HistoryOptions): AsyncGenerator<Entry, void, undefined>;
  /** Says that the person is writing, or has stopped. Call it on every key: it is rate-limited, and lapses by itself. */
  setTyping(typing: boolean): void;
  /** Says that the other side's messages up to this number have been on the screen. Delivered marks are sent by the SDK. */
  markShown(number: number): void;
}
