import type { Clock } from '@nara/hub';

/** The longest delay that timers take, in milliseconds. */
const longest = 2 ** 31 - 1;

/** The machine's clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  every(ms, run) {
    const timer = setInterval(run, Math.min(ms, longest));
    timer.unref();
    return () => clearInterval(timer);
  },
  after(ms, run) {
    const timer = setTimeout(run, Math.min(Math.max(ms, 0), longest));
    timer.unref();
    return () => clearTimeout(timer);
  },
  nextTurn(run) {
    const immediate = setImmediate(run);
    return () => clearImmediate(immediate);
  },
  whenSettled: run => process.nextTick(run),
};
