import { type Rate, TokenBucket } from './token-bucket.ts';

/** A bucket for each address, or each user. */
export class Buckets {
  readonly #rate: Rate;
  readonly #byKey = new Map<string, TokenBucket>();

  constructor(rate: Rate) {
    this.#rate = rate;
  }

  /** How many are remembered. */
  get size(): number {
    return this.#byKey.size;
  }

  of(key: string, now: number): TokenBucket {
    const known = this.#byKey.get(key);
    if (known !== undefined) return known;
    const made = new TokenBucket(this.#rate, now);
    this.#byKey.set(key, made);
    return made;
  }

  /** Forgets those that nobody has taken from for a while. */
  tick(now: number): void {
    for (const [key, bucket] of this.#byKey) if (bucket.isFull(now)) this.#byKey.delete(key);
  }
}
