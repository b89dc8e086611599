import type { ServerResponse } from 'node:http';
import type { Clock } from '../clock.ts';
import type { Answer } from '../http/answer.ts';
import { noStore, plain } from '../http/answer.ts';
import type { Intake } from '../http/intake.ts';
import { writeAnswer } from '../http/write-answer.ts';
import type { EncodedMessage, TransferFormat } from '../protocol/hub-protocol.ts';
import { flushAfterTurn } from '../sending/flush-turn.ts';
import type { SendBounds } from '../sending/send-bounds.ts';
import { streamBoundOf } from '../sending/send-bounds.ts';
import { leftTooMuch, tookNothing } from '../sending/slow-client.ts';
import { StallWatch } from '../sending/stall-watch.ts';
import type { Transport, TransportSink } from '../transport.ts';

/** What a long-polling connection is set to; see the options of the same names. */
export interface PollSettings extends SendBounds {
  readonly pollTimeout: number;
  readonly disconnectTimeout: number;
}

const formats: readonly TransferFormat[] = ['Text', 'Binary'];

/** Nothing came in time. */
const timedOut = plain(200, '', noStore);
/** A newer poll is there, or the connection is over. */
const noMore = plain(204, '', noStore);
/** A newer poll waits already. */
const conflict = plain(409, '', noStore);
/** What ran on the connection threw. */
const failure = plain(500, '', noStore);

/**
 * Carries a connection over one poll after another (TransportProtocols.md, "Long Polling"): what waits for the client is the
 * answer to its next poll; the client's bytes come by POST. One poll is served at a time, and one may wait for the end of that.
 * Of a poll's answer nothing is forgotten until the operating system has taken all of it: a client that has gone before
 * finds it in its next poll.
 */
export class LongPollingTransport implements Transport {
  readonly name = 'LongPolling';
  readonly formats = formats;
  readonly hasInherentKeepAlive = true;
  readonly #intake: Intake;
  readonly #settings: PollSettings;
  readonly #clock: Clock;
  readonly #stall = new StallWatch();
  #sink: TransportSink | undefined;
  /** The poll that is being served, until its answer is written or its client is gone. */
  #poll: ServerResponse | undefined;
  /** Whether that poll has no answer yet. */
  #waits = false;
  /** A poll that came meanwhile. */
  #next: ServerResponse | undefined;
  /** When the poll came, or the last one ended. */
  #since: number;
  #pending: Uint8Array[] = [];
  #pendingBytes = 0;
  /** What the poll's answer holds. */
  #leaving: Buffer | undefined;
  #flushes = false;
  #closed = false;
  #failed = false;
  #over = false;
  #drained: PromiseWithResolvers<void> | undefined;

  constructor(intake: Intake, settings: PollSettings, clock: Clock) {
    this.#intake = intake;
    this.#settings = settings;
    this.#clock = clock;
    this.#since = clock.monotonic();
  }

  /** Takes the first poll, which is answered at once and empty, and hands what comes to the sink from now on. */
  attach(sink: TransportSink, response: ServerResponse): void {
    this.#sink = sink;
    this.#occupy(response);
    this.#write(response, Buffer.alloc(0));
    this.#intake.open(sink);
  }

  /** Takes a later poll. It ends the one before it; of two that would do that at a time, the second is refused. */
  poll(response: ServerResponse): void {
    if (this.#next !== undefined) writeAnswer(response, conflict);
    else if (this.#poll === undefined) this.#serve(response);
    else {
      this.#next = response;
      response.once('close', () => {
        if (this.#next === response) this.#next = undefined;
      });
      if (this.#waits) this.#answer(noMore);
    }
  }

  /** Ends the connection; what waits for the client is dropped. */
  end(reason?: Error): void {
    if (this.#over) return;
    this.#over = true;
    this.#closed = true;
    this.#pending = [];
    this.#pendingBytes = 0;
    this.#drained?.resolve();
    if (this.#waits) this.#answer(noMore);
    if (this.#next !== undefined) writeAnswer(this.#next, noMore);
    this.#sink?.ended({ reason });
  }

  get bufferedBytes(): number {
    return this.#pendingBytes + (this.#leaving?.length ?? 0);
  }

  drained(): Promise<void> | undefined {
    if (this.#over || !this.#isFull) return undefined;
    this.#drained ??= Promise.withResolvers();
    return this.#drained.promise;
  }

  setFormat(): void {
    // An answer's bytes are the same in both.
  }

  send(message: EncodedMessage): void {
    if (this.#closed) return;
    if (!this.#flushes) {
      if (this.bufferedBytes > this.#settings.maximumSendBuffer) {
        this.terminate(leftTooMuch(this.#settings));
        return;
      }
      this.#flushes = true;
      flushAfterTurn(this);
    }
    this.#pending.push(message.bytes);
    this.#pendingBytes += message.bytes.length;
  }

  /** Answers the poll that waits with all that there is. */
  flush(): void {
    this.#flushes = false;
    if (this.#waits && this.#pendingBytes > 0) this.#deliver();
  }

  /** Ends a poll that has waited long enough, and a connection that nobody polls, or whose answer nobody takes. */
  tick(monotonic: number): void {
    this.#intake.tick(monotonic);
    const elapsed = monotonic - this.#since;
    const socket = this.#poll?.socket;
    if (this.#poll === undefined) {
      if (elapsed > this.#settings.disconnectTimeout) this.end();
    } else if (this.#waits) {
      if (elapsed >= this.#settings.pollTimeout) this.#answer(timedOut);
    } else if (socket) {
      const stalled = this.#stall.stalledFor(socket.bytesWritten, socket.writableLength, monotonic);
      if (stalled > this.#settings.sendTimeout) this.terminate(tookNothing(this.#settings));
    }
  }

  pause(): void {
    this.#intake.pause();
  }

  resume(): void {
    this.#intake.resume();
  }

  close(failed = false): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#failed = failed;
    this.#intake.detach();
    if (this.#waits) this.#serveWaiting();
  }

  terminate(reason?: Error): void {
    const written = this.#waits ? undefined : this.#poll;
    this.end(reason);
    written?.destroy();
  }

  get #isFull(): boolean {
    return this.bufferedBytes > streamBoundOf(this.#settings);
  }

  #serve(response: ServerResponse): void {
    this.#occupy(response);
    this.#waits = true;
    this.#serveWaiting();
  }

  #serveWaiting(): void {
    if (this.#failed) this.#answer(failure);
    else if (this.#pendingBytes > 0) this.#deliver();
    else if (this.#closed) this.end();
  }

  #occupy(response: ServerResponse): void {
    this.#poll = response;
    this.#since = this.#clock.monotonic();
    response.once('close', () => this.#release());
  }

  #deliver(): void {
    if (this.#poll === undefined) return;
    const answer = Buffer.concat(this.#pending, this.#pendingBytes);
    this.#pending = [];
    this.#pendingBytes = 0;
    this.#leaving = answer;
    this.#write(this.#poll, answer);
  }

  #write(response: ServerResponse, bytes: Buffer): void {
    this.#waits = false;
    response.once('finish', () => {
      this.#leaving = undefined;
    });
    response.writeHead(200, {
      ...noStore,
      'Content-Type': 'application/octet-stream',
      'Content-Length': bytes.length,
    });
    response.end(bytes);
  }

  #answer(answer: Answer): void {
    if (this.#poll === undefined) return;
    this.#waits = false;
    writeAnswer(this.#poll, answer);
  }

  /** The poll is done with. */
  #release(): void {
    this.#poll = undefined;
    this.#waits = false;
    this.#since = this.#clock.monotonic();
    if (this.#over) return;
    if (this.#leaving !== undefined) {
      this.#pending.unshift(this.#leaving);
      this.#pendingBytes += this.#leaving.length;
      this.#leaving = undefined;
    }
    if (!this.#isFull) {
      this.#drained?.resolve();
      this.#drained = undefined;
    }
    // Not at once, so that of polls that came together one wins, whatever their order in this turn of the event loop.
    if (this.#next !== undefined) setImmediate(() => this.#serveNext());
  }

  #serveNext(): void {
    const next = this.#next;
    if (next === undefined || this.#over) return;
    this.#next = undefined;
    this.#serve(next);
  }
}
