import { inNextTurn } from '../next-turn.ts';

/** A stream that a client has asked for and that is not over. */
export interface OpenStream {
  /** Aborted when the client wants no more of it, or the connection is over. */
  readonly signal: AbortSignal;
  /** Sends an item; the promise, if there is one, settles when the next may follow. */
  send(item: unknown): Promise<void> | undefined;
  /** Hears of a producer that was asked to return before its end, and may take its time. */
  lingers?(producer: Promise<unknown>): void;
}

/** So many items at most leave before the event loop may go on: a producer that never waits would keep it from everything else. */
const itemsInTurn = 64;

/**
 * Sends what an iterable yields, one after another, as fast as the connection takes it. Resolves at its end, or as soon as the
 * stream is cancelled, when the iterator is asked to return and not waited for. Rejects with what it throws, unless it was
 * cancelled by then.
 */
export async function streamItems(source: AsyncIterable<unknown>, stream: OpenStream): Promise<void> {
  const { signal } = stream;
  const iterator = source[Symbol.asyncIterator]();
  let stop = (): void => {};
  signal.addEventListener('abort', () => stop(), { once: true });
  const next = (): Promise<IteratorResult<unknown> | undefined> =>
    new Promise((resolve, reject) => {
      stop = () => resolve(undefined);
      if (signal.aborted) stop();
      else iterator.next().then(resolve, reject);
    });
  let whole = false;
  try {
    for (let sent = 1; ; sent += 1) {
      const result = await next();
      if (result === undefined) return;
      whole = result.done === true;
      if (whole) return;
      await stream.send(result.value);
      if (sent % itemsInTurn === 0) await new Promise<void>(inNextTurn);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    // Whoever does not look at the signal may never return.
    if (!whole) {
      const producer = Promise.resolve(iterator.return?.()).catch(() => {});
      stream.lingers?.(producer);
    }
  }
}

/** Whether a value can be read item by item. */
export function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}
