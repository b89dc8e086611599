import { type Answer, plain } from '../http/answer.ts';
import { Buckets } from './buckets.ts';

/** Bounds on the connections of one path. Undefined: none. */
export interface ConnectionBounds {
  readonly maximumConnections: number | undefined;
  readonly maximumConnectionsPerAddress: number | undefined;
  readonly maximumConnectionsPerUser: number | undefined;
  /** How many connections one address may begin in a minute. */
  readonly beginningsPerMinute: number | undefined;
}

/** Whose a connection is, as far as limits care. */
export interface ConnectionOwner {
  readonly address: string | undefined;
  readonly userIdentifier: string | undefined;
}

/** Counts the connections of one path, those that wait for their transport too, and says when there are too many. */
export class ConnectionLimits {
  readonly #bounds: ConnectionBounds;
  readonly #beginnings: Buckets | undefined;
  readonly #byAddress = new Map<string, number>();
  readonly #byUser = new Map<string, number>();
  #all = 0;

  constructor(bounds: ConnectionBounds) {
    const { beginningsPerMinute: perMinute } = bounds;
    this.#bounds = bounds;
    this.#beginnings =
      perMinute === undefined ? undefined : new Buckets({ perSecond: perMinute / 60, burst: perMinute });
  }

  /**
   * Why a connection may not begin: 503 when the path is full, 429 when its address or user has enough, with `Retry-After` when it is
   * only too soon. Undefined: it may, and has been counted as a beginning.
   */
  refusal({ address, userIdentifier }: ConnectionOwner, now: number): Answer | undefined {
    const { maximumConnections, maximumConnectionsPerAddress, maximumConnectionsPerUser } = this.#bounds;
    if (isFull(this.#all, maximumConnections)) return plain(503);
    if (isFull(countOf(this.#byAddress, address), maximumConnectionsPerAddress)) return plain(429);
    if (isFull(countOf(this.#byUser, userIdentifier), maximumConnectionsPerUser)) return plain(429);
    if (address === undefined || this.#beginnings === undefined) return undefined;
    const bucket = this.#beginnings.of(address, now);
    if (bucket.take(1, now)) return undefined;
    return plain(429, '', { 'Retry-After': String(Math.ceil(bucket.wait(now) / 1_000)) });
  }

  add({ address, userIdentifier }: ConnectionOwner): void {
    this.#all += 1;
    change(this.#byAddress, address, 1);
    change(this.#byUser, userIdentifier, 1);
  }

  remove({ address, userIdentifier }: ConnectionOwner): void {
    this.#all -= 1;
    change(this.#byAddress, address, -1);
    change(this.#byUser, userIdentifier, -1);
  }

  /** Forgets addresses that have long begun nothing. */
  tick(now: number): void {
    this.#beginnings?.tick(now);
  }
}

function isFull(count: number, bound: number | undefined): boolean {
  return bound !== undefined && count >= bound;
}

function countOf(counts: ReadonlyMap<string, number>, key: string | undefined): number {
  return key === undefined ? 0 : (counts.get(key) ?? 0);
}

function change(counts: Map<string, number>, key: string | undefined, by: number): void {
  if (key === undefined) return;
  const count = (counts.get(key) ?? 0) + by;
  if (count > 0) counts.set(key, count);
  else counts.delete(key);
}
