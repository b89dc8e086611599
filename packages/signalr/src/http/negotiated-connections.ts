import type { ConnectionLimits, ConnectionOwner } from '../limits/connection-limits.ts';
import type { LongPollingTransport } from '../long-polling/long-polling-transport.ts';
import { bytes } from '../protocol/bytes.ts';
import type { ResumableTransport } from '../stateful/resumable-transport.ts';
import type { TransportEnd, TransportName, TransportSink } from '../transport.ts';
import type { Answer } from './answer.ts';
import type { RenewableIdentity } from './connection-identity.ts';
import type { Authentication } from './endpoint-options.ts';
import type { EarlyBytes, Intake } from './intake.ts';

/** A connection that negotiate made, or that a WebSocket without negotiate began. */
export interface NegotiatedEntry {
  readonly connectionId: string;
  /** The secret that requests name the connection by. Equal to the id under negotiate version 0. */
  readonly token: string;
  readonly authentication: Authentication<unknown> | undefined;
  readonly origin: string | undefined;
  /** Whose it is, as far as limits care. */
  readonly owner: ConnectionOwner;
  /** Monotonic milliseconds. */
  readonly madeAt: number;
  /** The transport that carries it; undefined until one does. */
  transport: TransportName | undefined;
  /** What comes by POST; there from the first POST on, or from the first request of a transport that needs it. */
  intake: Intake | undefined;
  /** What carries it if that is long polling, and whose it is. */
  polling: { readonly transport: LongPollingTransport; readonly identity: RenewableIdentity } | undefined;
  /** Whether a WebSocket that carries it may be followed by another. */
  readonly isResumable: boolean;
  /** What outlives its WebSockets then, and whose it is. */
  resumed: { readonly transport: ResumableTransport; readonly identity: RenewableIdentity } | undefined;
}

/** The connections of one endpoint by their tokens. An entry opens one transport and is gone when that ends. */
export class NegotiatedConnections {
  readonly #lifetime: number;
  readonly #limits: ConnectionLimits;
  readonly #byToken = new Map<string, NegotiatedEntry>();
  readonly early: EarlyBytes = { held: 0 };
  /** How many have no transport yet. */
  #waiting = 0;

  /** `lifetime` is how long an entry waits for a transport, in milliseconds. */
  constructor(lifetime: number, limits: ConnectionLimits) {
    this.#lifetime = lifetime;
    this.#limits = limits;
  }

  get waiting(): number {
    return this.#waiting;
  }

  /** Why nobody may make an entry for this owner now; undefined: they may, and are expected to. */
  refusal(owner: ConnectionOwner, monotonic: number): Answer | undefined {
    return this.#limits.refusal(owner, monotonic);
  }

  /** Makes an entry. With `secret` its token differs from its id. */
  make(
    who: Pick<NegotiatedEntry, 'authentication' | 'origin' | 'owner' | 'isResumable'>,
    madeAt: number,
    secret: boolean,
  ): NegotiatedEntry {
    const connectionId = newConnectionId();
    const entry: NegotiatedEntry = {
      connectionId,
      token: secret ? newConnectionId() : connectionId,
      authentication: who.authentication,
      origin: who.origin,
      owner: who.owner,
      madeAt,
      isResumable: who.isResumable,
      transport: undefined,
      intake: undefined,
      polling: undefined,
      resumed: undefined,
    };
    this.#byToken.set(entry.token, entry);
    this.#limits.add(entry.owner);
    this.#waiting += 1;
    return entry;
  }

  /** The entry of a token that is open or has not lapsed. */
  find(token: string, monotonic: number): NegotiatedEntry | undefined {
    const entry = this.#byToken.get(token);
    if (entry === undefined || !this.#hasLapsed(entry, monotonic)) return entry;
    this.remove(entry);
    return undefined;
  }

  /** Gives an entry that waits to a transport. */
  claim(entry: NegotiatedEntry, transport: TransportName): void {
    entry.transport = transport;
    this.#waiting -= 1;
  }

  remove(entry: NegotiatedEntry): void {
    if (this.#byToken.get(entry.token) !== entry) return;
    this.#byToken.delete(entry.token);
    this.#limits.remove(entry.owner);
    if (entry.transport === undefined) this.#waiting -= 1;
    entry.intake?.close();
  }

  /** The sink of an entry's connection, which is forgotten when that ends. */
  removing(entry: NegotiatedEntry, sink: TransportSink): TransportSink {
    return new RemovingSink(this, entry, sink);
  }

  /** Removes what has waited too long, and looks at what is sent to the others. */
  tick(monotonic: number): void {
    this.#limits.tick(monotonic);
    this.removeWaiting(entry => {
      if (this.#hasLapsed(entry, monotonic)) return true;
      entry.intake?.tick(monotonic);
      return false;
    });
  }

  /** Removes entries without a transport that the predicate names, and says how many. */
  removeWaiting(predicate: (entry: NegotiatedEntry) => boolean): number {
    if (this.#waiting === 0) return 0;
    let count = 0;
    for (const entry of this.#byToken.values()) {
      if (entry.transport !== undefined || !predicate(entry)) continue;
      this.remove(entry);
      count += 1;
    }
    return count;
  }

  #hasLapsed(entry: NegotiatedEntry, monotonic: number): boolean {
    return entry.transport === undefined && monotonic - entry.madeAt > this.#lifetime;
  }
}

class RemovingSink implements TransportSink {
  readonly #negotiated: NegotiatedConnections;
  readonly #entry: NegotiatedEntry;
  readonly #sink: TransportSink;

  constructor(negotiated: NegotiatedConnections, entry: NegotiatedEntry, sink: TransportSink) {
    this.#negotiated = negotiated;
    this.#entry = entry;
    this.#sink = sink;
  }

  receive(chunk: Uint8Array): void {
    this.#sink.receive(chunk);
  }

  receiveTooLarge(): void {
    this.#sink.receiveTooLarge();
  }

  ended(end?: TransportEnd): void {
    this.#negotiated.remove(this.#entry);
    this.#sink.ended(end);
  }
}

/** 128 random bits in base64url: 22 characters. */
export function newConnectionId(): string {
  return bytes.toBase64Url(crypto.getRandomValues(new Uint8Array(16)));
}
