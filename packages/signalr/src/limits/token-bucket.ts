/** So much may be taken a second, and after a pause up to `burst` at once. Times are monotonic milliseconds. */
export interface Rate {
  readonly perSecond: number;
  readonly burst: number;
}

/** One, less what adding up tenths loses. */
const one = 1 - 1e-9;

/** What is left of a {@link Rate}. */
export class TokenBucket {
  readonly #rate: Rate;
  #left: number;
  #at: number;

  constructor(rate: Rate, now: number) {
    this.#rate = rate;
    this.#left = rate.burst;
    this.#at = now;
  }

  /** Takes so much if one is left. More than is left may be taken: what follows then waits the longer. */
  take(amount: number, now: number): boolean {
    if (!this.mayTake(now)) return false;
    this.owe(amount, now);
    return true;
  }

  /** Takes so much, whatever is left. */
  owe(amount: number, now: number): void {
    this.#fill(now);
    this.#left -= amount;
  }

  mayTake(now: number): boolean {
    this.#fill(now);
    return this.#left >= one;
  }

  /** Milliseconds until one may be taken. */
  wait(now: number): number {
    this.#fill(now);
    return this.#left >= one ? 0 : Math.ceil(((1 - this.#left) * 1_000) / this.#rate.perSecond);
  }

  /** Whether it is as at its beginning: nothing is lost by forgetting it. */
  isFull(now: number): boolean {
    this.#fill(now);
    return this.#left >= this.#rate.burst;
  }

  #fill(now: number): void {
    const { perSecond, burst } = this.#rate;
    this.#left = Math.min(burst, this.#left + ((now - this.#at) * perSecond) / 1_000);
    this.#at = now;
  }
}
