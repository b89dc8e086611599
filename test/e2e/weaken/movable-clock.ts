import type { Clock } from '@nara/hub';

/** The machine's clock, which a test can move on. */
export interface MovableClock extends Clock {
  /**
   * Milliseconds. What is due by then runs before it returns, the earliest first and each at its time; what repeats runs once, after,
   * as on a machine that slept.
   */
  move(ms: number): void;
}

interface Timer {
  readonly due: number;
  readonly repeats: boolean;
  readonly ring: () => void;
}

/** A clock that begins at an instant, milliseconds since 1970, or at the machine's time. */
export function createMovableClock(start = Date.now()): MovableClock {
  const timers = new Set<Timer>();
  const shift = start - performance.now();
  let ahead = 0;
  const monotonic = (): number => performance.now() + ahead;

  function wait(ms: number, repeats: boolean, run: () => void): () => void {
    const stop = () => {
      clearTimeout(real);
      timers.delete(timer);
    };
    const ring = () => {
      stop();
      run();
    };
    const real = setTimeout(ring, Math.min(Math.max(ms, 0), 2 ** 31 - 1)).unref();
    const timer = { due: monotonic() + ms, repeats, ring };
    timers.add(timer);
    return stop;
  }

  /** The first that is due by then. */
  const next = (end: number, repeats: boolean): Timer | undefined =>
    [...timers]
      .filter(timer => timer.repeats === repeats && timer.due <= performance.now() + end)
      .sort((one, other) => one.due - other.due)[0];

  return {
    // Whole, and never behind a timer that rings at its instant.
    now: () => Math.ceil(monotonic() + shift),
    monotonic,
    after: (ms, run) => wait(ms, false, run),
    every(ms, run) {
      let stop = () => {};
      const begin = () => {
        stop = wait(ms, true, () => {
          begin();
          run();
        });
      };
      begin();
      return () => stop();
    },
    nextTurn(run) {
      const immediate = setImmediate(run);
      return () => clearImmediate(immediate);
    },
    whenSettled: run => process.nextTick(run),
    move(ms) {
      const end = ahead + ms;
      for (let timer = next(end, false); timer !== undefined; timer = next(end, false)) {
        ahead = Math.max(ahead, timer.due - performance.now());
        timer.ring();
      }
      ahead = end;
      for (let timer = next(end, true); timer !== undefined; timer = next(end, true)) timer.ring();
    },
  };
}
