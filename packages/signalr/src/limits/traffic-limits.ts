import type { Clock } from '../clock.ts';
import { Buckets } from './buckets.ts';
import type { ConnectionOwner } from './connection-limits.ts';
import { type Rate, TokenBucket } from './token-bucket.ts';

/** So much a second from one connection, from all of one address, and from all of one user. What is left out has no bound. */
export interface TrafficRate {
  readonly connection?: number;
  readonly address?: number;
  readonly user?: number;
}

/** Bounds on what the connections of one path may send. */
export interface TrafficBounds {
  readonly messagesPerSecond: TrafficRate;
  readonly bytesPerSecond: TrafficRate;
}

/** What one connection may send now. */
export interface Allowance {
  /** Bytes came. They are here already: more than is allowed makes the messages wait the longer. */
  receive(bytes: number): void;
  /** Takes one message; false: not yet, and nothing has been taken. */
  takeMessage(): boolean;
}

/** A client that was quiet for so many seconds may send what it could have sent, at once. */
const burst = 5;

/** What the connections of one path may send, each and together. */
export class TrafficLimits {
  readonly #messages: ScopedRate;
  readonly #bytes: ScopedRate;
  readonly #clock: Clock;

  constructor({ messagesPerSecond, bytesPerSecond }: TrafficBounds, clock: Clock) {
    this.#messages = new ScopedRate(messagesPerSecond);
    this.#bytes = new ScopedRate(bytesPerSecond);
    this.#clock = clock;
  }

  /** What the owner's new connection may send; undefined: whatever it likes. */
  of(owner: ConnectionOwner): Allowance | undefined {
    const now = this.#clock.monotonic();
    const messages = this.#messages.of(owner, now);
    const bytes = this.#bytes.of(owner, now);
    if (messages.length + bytes.length === 0) return undefined;
    return new BucketAllowance(messages, bytes, this.#clock);
  }

  /** Forgets those that have long sent nothing. */
  tick(now: number): void {
    this.#messages.tick(now);
    this.#bytes.tick(now);
  }
}

/** A bucket as it is at a time: shared ones are forgotten while they are full. */
type BucketAt = (now: number) => TokenBucket;

class BucketAllowance implements Allowance {
  readonly #messages: readonly BucketAt[];
  readonly #bytes: readonly BucketAt[];
  readonly #clock: Clock;

  constructor(messages: readonly BucketAt[], bytes: readonly BucketAt[], clock: Clock) {
    this.#messages = messages;
    this.#bytes = bytes;
    this.#clock = clock;
  }

  receive(count: number): void {
    const now = this.#clock.monotonic();
    for (const bucketAt of this.#bytes) bucketAt(now).owe(count, now);
  }

  takeMessage(): boolean {
    const now = this.#clock.monotonic();
    const mayTake = (bucketAt: BucketAt): boolean => bucketAt(now).mayTake(now);
    if (!this.#messages.every(mayTake) || !this.#bytes.every(mayTake)) return false;
    for (const bucketAt of this.#messages) bucketAt(now).take(1, now);
    return true;
  }
}

class ScopedRate {
  readonly #connection: Rate | undefined;
  readonly #byAddress: Buckets | undefined;
  readonly #byUser: Buckets | undefined;

  constructor({ connection, address, user }: TrafficRate) {
    this.#connection = rateOf(connection);
    this.#byAddress = bucketsOf(address);
    this.#byUser = bucketsOf(user);
  }

  of({ address, userIdentifier }: ConnectionOwner, now: number): readonly BucketAt[] {
    const own = this.#connection === undefined ? undefined : new TokenBucket(this.#connection, now);
    return [
      own && (() => own),
      sharedBucket(this.#byAddress, address),
      sharedBucket(this.#byUser, userIdentifier),
    ].filter(bucketAt => bucketAt !== undefined);
  }

  tick(now: number): void {
    this.#byAddress?.tick(now);
    this.#byUser?.tick(now);
  }
}

function sharedBucket(buckets: Buckets | undefined, key: string | undefined): BucketAt | undefined {
  return buckets === undefined || key === undefined ? undefined : now => buckets.of(key, now);
}

function bucketsOf(perSecond: number | undefined): Buckets | undefined {
  const rate = rateOf(perSecond);
  return rate && new Buckets(rate);
}

function rateOf(perSecond: number | undefined): Rate | undefined {
  return perSecond === undefined ? undefined : { perSecond, burst: perSecond * burst };
}
