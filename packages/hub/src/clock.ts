/** Time and turns, as the hub reads them. Tests give their own. Also fits as the clock of the hubs. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Milliseconds that only grow; for intervals. */
  monotonic(): number;
  /** Calls `run` every `ms` milliseconds until the returned function is called. Does not keep the process alive. */
  every(ms: number, run: () => void): () => void;
  /** Calls `run` once after `ms` milliseconds unless the returned function is called before. Does not keep the process alive. */
  after(ms: number, run: () => void): () => void;
  /** Calls `run` once in the next turn of the event loop, unless the returned function is called before. */
  nextTurn(run: () => void): () => void;
  /** Calls `run` once when all that waits for what is settled now has run: in the same turn where the machine can. */
  whenSettled(run: () => void): void;
}
