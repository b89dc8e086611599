import { type Entry, type History, type HistoryAnswer, limits } from '@nara/contract';
import { type Abortable, untilAborted } from '../abort/until-aborted.ts';

/** Where a reading of a case's history begins. */
export interface HistoryOptions extends Abortable {
  /** The event number of the first entry to come; the newest of the case when it is left out. */
  readonly from?: number | undefined;
}

/** What reading a history needs. */
export interface HistoryParts {
  readonly caseId: string;
  /** Asks for a connection; resolves once it is there. */
  readonly online: (signal: AbortSignal | undefined) => Promise<void>;
  readonly read: (input: History) => Promise<HistoryAnswer>;
}

/** The entries of a case one by one, newest first, read page by page as they are taken. */
export async function* readHistory(
  { caseId, online, read }: HistoryParts,
  { from, signal }: HistoryOptions,
): AsyncGenerator<Entry, void, undefined> {
  if (from !== undefined && !(Number.isSafeInteger(from) && from > 0)) {
    throw new TypeError('from: the number of an event is expected');
  }
  let before = from === undefined ? undefined : from + 1;
  for (let earlier = true; earlier; ) {
    await online(signal);
    const page = await untilAborted(
      read({ caseId, limit: limits.historyPage, ...(before === undefined ? {} : { before }) }),
      signal,
    );
    for (const entry of page.entries.toReversed()) {
      yield entry;
      signal?.throwIfAborted();
    }
    before = page.entries[0]?.n;
    earlier = page.earlier && before !== undefined;
  }
}
