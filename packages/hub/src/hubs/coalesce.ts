import type { Clock } from '../clock.ts';

/** Work that is asked for by key and done at most once an interval for each. */
export interface Coalesced {
  ask(key: string): void;
  stop(): void;
}

/**
 * Runs `work` for each key that was asked for, in the next turn of the event loop, and no sooner than `interval` milliseconds
 * after the last time: what is asked for meanwhile is done once, then.
 */
export function coalesce(clock: Clock, interval: number, work: (key: string) => void): Coalesced {
  const next = new Map<string, number>();
  const waiting = new Map<string, () => void>();
  const run = (key: string): void => {
    waiting.delete(key);
    next.set(key, clock.monotonic() + interval);
    work(key);
  };
  return {
    ask(key) {
      if (waiting.has(key)) return;
      const wait = (next.get(key) ?? 0) - clock.monotonic();
      if (wait > 0) {
        waiting.set(
          key,
          clock.after(wait, () => run(key)),
        );
        return;
      }
      next.delete(key);
      waiting.set(
        key,
        clock.nextTurn(() => run(key)),
      );
    },
    stop() {
      for (const cancel of waiting.values()) cancel();
      waiting.clear();
    },
  };
}
