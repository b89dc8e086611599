import { retryDelay } from '../connection/retry-delay.ts';
import { failureOf, naraError } from '../errors/failures.ts';
import { NaraError } from '../errors/nara-error.ts';
import type { Loadable } from '../ref/loadable.ts';
import { createCell, type Ref, readOnly } from '../ref/ref.ts';
import type { World } from '../world/world.ts';

/** A value of the hub's that is read while somebody listens: at the first listener, on each connection and when told that it has changed. */
export interface WatchedValue<T> {
  readonly ref: Ref<Loadable<T>>;
  online(connected: boolean): void;
  /** It may have changed: reads it again soon, if anybody listens. */
  stale(): void;
  /** Changes the value by what the hub or another view says of it, unless the change knows it to be newer. */
  patch(change: (value: T) => T): void;
}

/** What a watched value is made of. */
export interface WatchedValueParts<T> {
  readonly world: Pick<World, 'after' | 'random'>;
  readonly read: () => Promise<T>;
  /** Asks for the connection. */
  readonly want: () => void;
}

/** How long several changes are gathered into one reading. Milliseconds. */
const gather = 300;

/** Makes a watched value; no I/O happens before it is subscribed to. */
export function createWatchedValue<T>({ world, read, want }: WatchedValueParts<T>): WatchedValue<T> {
  let connected = false;
  let reading = false;
  let due = false;
  let failures = 0;
  /** What came while the value was being read: it may be newer than the answer, so it goes on top of it. */
  let meanwhile: ((value: T) => T)[] = [];
  let cancel: (() => void) | undefined;
  const cell = createCell<Loadable<T>>(
    { status: 'idle' },
    {
      first() {
        if (cell.get().value === undefined) cell.set({ status: 'loading' });
        due = true;
        want();
        void run();
      },
      last() {
        due = false;
        cancel?.();
        cancel = undefined;
      },
    },
  );

  function later(milliseconds: number): void {
    cancel?.();
    cancel = world.after(milliseconds, () => {
      cancel = undefined;
      void run();
    });
  }

  async function run(): Promise<void> {
    if (!due || !connected || reading || cancel !== undefined) return;
    due = false;
    reading = true;
    meanwhile = [];
    try {
      const answer = await read();
      failures = 0;
      cell.set({ status: 'ready', value: meanwhile.reduce<T>((value, change) => change(value), answer) });
    } catch (error) {
      failed(error instanceof NaraError ? error : naraError('internal', {}, error));
    } finally {
      reading = false;
    }
    void run();
  }

  function failed(error: NaraError): void {
    const { value } = cell.get();
    if (error.code !== 'unreachable') {
      cell.set({ status: 'error', error: failureOf(error), ...(value === undefined ? {} : { value }) });
    }
    if (!error.retryable || cell.listeners === 0) return;
    due = true;
    later(retryDelay(failures, world.random()));
    failures += 1;
  }

  return {
    ref: readOnly(cell),
    online(now) {
      connected = now;
      cancel?.();
      cancel = undefined;
      if (cell.listeners > 0) due = true;
      void run();
    },
    stale() {
      if (cell.listeners === 0 || due) return;
      due = true;
      if (cancel === undefined) later(gather);
    },
    patch(change) {
      if (reading) meanwhile.push(change);
      const { value } = cell.get();
      if (value !== undefined) cell.set({ status: 'ready', value: change(value) });
    },
  };
}
