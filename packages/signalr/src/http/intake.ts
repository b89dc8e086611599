import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../clock.ts';
import type { TransportSink } from '../transport.ts';
import type { Answer } from './answer.ts';
import { plain } from './answer.ts';
import { writeAnswer } from './write-answer.ts';

/** Bounds on what a connection's client may send by POST. */
export interface IntakeBounds {
  /** The largest body, in bytes. */
  readonly maximumBodySize: number;
  /** How many POSTs of one connection may wait for the one before them. */
  readonly maximumWaitingSends: number;
}

/** Bytes that came by POST before their connections had a transport, over all connections of an endpoint. */
export interface EarlyBytes {
  held: number;
}

/** Bytes kept for a connection without a transport before its POSTs wait; ASP.NET Core's ApplicationMaxBufferSize. */
const keptBound = 65_536;

/** The same over all connections of an endpoint. */
const earlyBound = 16_777_216;

/** A body must come at this many bytes a second, on the whole, when these milliseconds have passed; Kestrel's MinRequestBodyDataRate. */
const leastRate = 240;
const rateGrace = 5_000;

const taken = plain(200);
/** Also the answer where the connection ends while the POST waits. */
const gone = plain(404);
const tooMany = plain(429);
/** ASP.NET Core's answer to a body that is too large or too slow. The rest of it is not waited for. */
const refused = plain(400, '', { Connection: 'close' });

/** A POST whose body is being taken, or waits for that. */
interface Post {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Bytes of the body so far. */
  received: number;
  /** Whether all of it has come. */
  whole: boolean;
}

/**
 * Takes what a connection's client sends by POST: one body after another, each answered when all of it was taken. What comes
 * before the connection has a transport is kept. While the connection wants no more, bodies are not read.
 */
export class Intake {
  readonly #bounds: IntakeBounds;
  readonly #early: EarlyBytes;
  readonly #clock: Clock;
  #sink: TransportSink | undefined;
  #kept: Buffer[] = [];
  #keptBytes = 0;
  /** The first is being taken. */
  #posts: Post[] = [];
  #paused = false;
  #closed = false;
  /** Since when, and how much of the first body came since then. */
  #measuredSince = 0;
  #measured = 0;

  constructor(bounds: IntakeBounds, early: EarlyBytes, clock: Clock) {
    this.#bounds = bounds;
    this.#early = early;
    this.#clock = clock;
  }

  /** Takes a POST's body when those before it are taken, and answers it. Throws a `TypeError` if somebody else has read the body. */
  accept(request: IncomingMessage, response: ServerResponse): void {
    if (request.readableDidRead) throw new TypeError('request: its body was read before it came here');
    const refusal = this.#refusal(request);
    if (refusal !== undefined) {
      writeAnswer(response, refusal);
      return;
    }
    const post: Post = { request, response, received: 0, whole: false };
    request.once('close', () => {
      if (!post.whole) this.#drop(post);
    });
    this.#posts.push(post);
    if (this.#posts.length === 1) this.#begin();
  }

  /** Hands bytes to the sink from now on, first of all what came before. */
  open(sink: TransportSink): void {
    this.#sink = sink;
    const kept = this.#kept;
    this.#forgetKept();
    for (const chunk of kept) sink.receive(chunk);
    this.#advance();
  }

  /** The sink wants nothing more: what comes is kept, up to the bound, for nobody. */
  detach(): void {
    this.#sink = undefined;
  }

  /** The connection is gone: what waits is answered. */
  close(): void {
    const held = this.#holdsBack;
    this.#closed = true;
    this.#forgetKept();
    for (const { request, response, received } of this.#posts.splice(0)) {
      request.removeAllListeners('data').resume();
      // The last bytes may have ended the connection themselves; they were taken.
      const whole = received === Number(request.headers['content-length'] ?? Number.NaN);
      writeAnswer(response, whole && !held ? taken : gone);
    }
  }

  pause(): void {
    this.#paused = true;
  }

  resume(): void {
    this.#paused = false;
    this.#advance();
  }

  /** Refuses a body that comes too slowly; called about once a second. */
  tick(monotonic: number): void {
    const [post] = this.#posts;
    if (post === undefined) return;
    if (this.#holdsBack || post.whole || post.request.isPaused()) {
      this.#measuredSince = monotonic;
      this.#measured = 0;
      // Another connection may have made room.
      this.#advance();
      return;
    }
    const elapsed = monotonic - this.#measuredSince;
    if (elapsed > rateGrace && this.#measured * 1_000 < leastRate * elapsed) this.#finish(post, refused);
  }

  get #holdsBack(): boolean {
    if (this.#closed) return false;
    if (this.#paused) return true;
    return this.#sink === undefined && (this.#keptBytes >= keptBound || this.#early.held >= earlyBound);
  }

  #refusal(request: IncomingMessage): Answer | undefined {
    if (this.#closed) return gone;
    if (Number(request.headers['content-length'] ?? 0) > this.#bounds.maximumBodySize) return refused;
    return this.#posts.length > this.#bounds.maximumWaitingSends ? tooMany : undefined;
  }

  #begin(): void {
    const [post] = this.#posts;
    if (post === undefined) return;
    const { request } = post;
    this.#measuredSince = this.#clock.monotonic();
    this.#measured = 0;
    if (this.#holdsBack) request.pause();
    request.on('data', (chunk: Buffer) => this.#take(post, chunk));
    request.once('end', () => {
      post.whole = true;
      this.#advance();
    });
  }

  #take(post: Post, chunk: Buffer): void {
    post.received += chunk.length;
    this.#measured += chunk.length;
    if (post.received > this.#bounds.maximumBodySize) {
      this.#finish(post, refused);
      return;
    }
    if (this.#sink !== undefined) this.#sink.receive(chunk);
    else {
      this.#kept.push(chunk);
      this.#keptBytes += chunk.length;
      this.#early.held += chunk.length;
    }
    if (this.#holdsBack) post.request.pause();
  }

  /** Reads on, or answers what was read. */
  #advance(): void {
    const [post] = this.#posts;
    if (post === undefined || this.#holdsBack) return;
    if (post.whole) this.#finish(post, taken);
    else post.request.resume();
  }

  #finish(post: Post, answer: Answer): void {
    post.request.removeAllListeners('data').resume();
    writeAnswer(post.response, answer);
    this.#drop(post);
  }

  #drop(post: Post): void {
    const index = this.#posts.indexOf(post);
    if (index < 0) return;
    this.#posts.splice(index, 1);
    if (index === 0) this.#begin();
  }

  #forgetKept(): void {
    this.#early.held -= this.#keptBytes;
    this.#kept = [];
    this.#keptBytes = 0;
  }
}
