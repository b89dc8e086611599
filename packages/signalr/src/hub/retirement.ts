/** How a server that stops ends a connection: at a moment of its own, when the calls under way are over, or at the latest some time after. */
export class Retirement {
  readonly #at: number;
  readonly #latest: number;

  /** Monotonic milliseconds. */
  constructor(at: number, latest: number) {
    this.#at = at;
    this.#latest = latest;
  }

  /** Whether calls may still begin. */
  takesCalls(now: number): boolean {
    return now < this.#at;
  }

  isDue(now: number, isIdle: boolean): boolean {
    return now >= this.#at && (isIdle || now >= this.#latest);
  }
}
