/** Time, as the server reads it. Tests give their own. */
export interface Clock {
  /** Milliseconds that only grow; for intervals. */
  monotonic(): number;
  /** Milliseconds since 1970; for instants such as the end of a token. */
  now(): number;
  /** Calls `run` every `ms` milliseconds until the returned function is called. Does not keep the process alive. */
  every(ms: number, run: () => void): () => void;
}

/** The machine's clock. */
export const systemClock: Clock = {
  monotonic: () => performance.now(),
  now: () => Date.now(),
  every(ms, run) {
    const timer = setInterval(run, ms);
    // A browser's is a number, and keeps nothing alive.
    if (typeof timer === 'object') timer.unref();
    return () => clearInterval(timer);
  },
};
