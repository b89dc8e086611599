import type { Application, ConnectionIdentity } from '../application.ts';
import type { Clock } from '../clock.ts';
import { ConnectionLimits } from '../limits/connection-limits.ts';
import { ResumableTransport } from '../stateful/resumable-transport.ts';
import type { Transport, TransportSink } from '../transport.ts';
import { type Admission, admit } from './admit.ts';
import type { Answer } from './answer.ts';
import { plain } from './answer.ts';
import { answerNegotiate, ownerOf } from './answer-negotiate.ts';
import { connectionIdentity, renewIdentity } from './connection-identity.ts';
import type { Authentication } from './endpoint-options.ts';
import type { NegotiatedEntry } from './negotiated-connections.ts';
import { NegotiatedConnections } from './negotiated-connections.ts';
import { isOwnOrigin, isTooLong, type RawRequest, ReadRequest } from './read-request.ts';
import type { ConnectionSettings } from './resolve-options.ts';
import { noConnection, transportRefusal } from './transport-refusal.ts';

/** What a WebSocket that was let in opens. */
export interface SocketClaim {
  readonly entry: NegotiatedEntry;
  readonly refusal?: undefined;
  /** Begins the connection on the socket, or goes on with it there. Answers what hears the socket. */
  open(transport: Transport): TransportSink;
  /** The socket is gone before it was opened. */
  gone(): void;
}

const tooLong: Answer = { status: 414, headers: { Connection: 'close' } };

/** Who may come to one mapped path, by whatever way requests reach it: credentials, negotiate, and the connections that it made. */
export class Admissions {
  readonly negotiated: NegotiatedConnections;
  readonly #application: Application;
  readonly #settings: ConnectionSettings;
  readonly #clock: Clock;
  #isClosed = false;

  constructor(application: Application, settings: ConnectionSettings, clock: Clock) {
    this.#application = application;
    this.#settings = settings;
    this.#clock = clock;
    this.negotiated = new NegotiatedConnections(
      settings.negotiatedLifetime,
      new ConnectionLimits(settings.limits),
    );
  }

  /** Whether nothing new is let in. */
  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** The connection of a token. */
  find(token: string): NegotiatedEntry | undefined {
    return token === '' ? undefined : this.negotiated.find(token, this.#clock.monotonic());
  }

  tick(): void {
    this.negotiated.tick(this.#clock.monotonic());
  }

  /** Lets in nothing new from now on. */
  close(): void {
    this.#isClosed = true;
    this.negotiated.removeWaiting(() => true);
  }

  /** Takes back the tokens of those that the predicate names and that nobody has used, and says how many. */
  readonly forgetNegotiated = (
    predicate: (user: unknown, userIdentifier: string | undefined) => boolean,
  ): number =>
    this.negotiated.removeWaiting(({ authentication }) =>
      predicate(authentication?.user, authentication?.userIdentifier),
    );

  /** Reads a request and finds out whose it is, or why it may not go on. */
  async admit(
    request: RawRequest,
    purpose: 'negotiate' | 'connect',
    opensSocket = false,
  ): Promise<{ readonly read: ReadRequest; readonly token: string } & Admission> {
    const read = new ReadRequest(request);
    const token = purpose === 'negotiate' ? '' : read.connectionToken;
    if (isTooLong(request)) return { read, token, refusal: tooLong };
    const errand = { purpose, opensSocket, method: request.method ?? 'GET' };
    return { read, token, ...(await admit(read, errand, this.find(token), this.#settings)) };
  }

  /** Answers a negotiate request. */
  async negotiate(request: RawRequest): Promise<Answer> {
    const { read, ...admission } = await this.admit(request, 'negotiate');
    if (admission.refusal !== undefined) return admission.refusal;
    if (this.#isClosed) return plain(503);
    if (request.method !== 'POST') return plain(405);
    const { authentication } = admission;
    const monotonic = this.#clock.monotonic();
    return await answerNegotiate(read, authentication, this.negotiated, this.#settings, monotonic);
  }

  /**
   * Lets a WebSocket in, or answers why not. `isGone` is asked when all else is in its favour; undefined: it is.
   */
  async claimSocket(
    request: RawRequest,
    isGone: () => boolean,
  ): Promise<SocketClaim | { readonly refusal: Answer } | undefined> {
    if (this.#isClosed) return { refusal: plain(503) };
    const { origin, host } = request.headers;
    const { allowsOrigin, allowSkipNegotiation, transports } = this.#settings;
    if (origin !== undefined && !allowsOrigin(origin) && !isOwnOrigin(origin, host)) {
      return { refusal: plain(403) };
    }
    const { read, token, ...admission } = await this.admit(request, 'connect', true);
    if (admission.refusal !== undefined) return { refusal: admission.refusal };
    if (this.#isClosed) return { refusal: plain(503) };
    const found = this.find(token);
    if (found === undefined && (token !== '' || !allowSkipNegotiation)) {
      return { refusal: noConnection(token) };
    }
    // A connection that goes on is as one that no transport carries yet.
    const isResumed = found?.resumed?.transport.isOpen === true;
    const refusal = transportRefusal('WebSockets', isResumed ? undefined : found?.transport, transports);
    if (refusal !== undefined) return { refusal };
    if (isGone()) return undefined;
    const { authentication } = admission;
    const entry = found ?? this.#begin(read, authentication);
    if ('status' in entry) return { refusal: entry };
    if (!isResumed) this.negotiated.claim(entry, 'WebSockets');
    return {
      entry,
      open: transport => this.#open(entry, read, authentication, transport),
      gone: () => {
        if (entry.resumed === undefined) this.negotiated.remove(entry);
      },
    };
  }

  /** Makes a connection without negotiate, or answers why not. */
  #begin(read: ReadRequest, authentication: Authentication<unknown> | undefined): NegotiatedEntry | Answer {
    const owner = ownerOf(read, authentication, this.#settings);
    const now = this.#clock.monotonic();
    const who = { authentication, origin: read.origin, owner, isResumable: false };
    return this.negotiated.refusal(owner, now) ?? this.negotiated.make(who, now, true);
  }

  #open(
    entry: NegotiatedEntry,
    read: ReadRequest,
    authentication: Authentication<unknown> | undefined,
    transport: Transport,
  ): TransportSink {
    if (entry.resumed !== undefined) {
      renewIdentity(entry.resumed.identity, authentication, this.#settings.report);
      return entry.resumed.transport.carry(transport);
    }
    const identity = connectionIdentity(entry, read, authentication);
    const { resumption } = this.#settings;
    if (!entry.isResumable || resumption === undefined) return this.#begun(entry, identity, transport);
    const resumable = new ResumableTransport(resumption, this.#clock);
    entry.resumed = { transport: resumable, identity };
    resumable.attach(this.#begun(entry, identity, resumable));
    return resumable.carry(transport);
  }

  #begun(entry: NegotiatedEntry, identity: ConnectionIdentity, transport: Transport): TransportSink {
    return this.negotiated.removing(entry, this.#application.open(identity, transport));
  }
}
