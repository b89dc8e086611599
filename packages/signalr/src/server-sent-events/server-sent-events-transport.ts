import type { ServerResponse } from 'node:http';
import type { Intake } from '../http/intake.ts';
import type { EncodedMessage, TransferFormat } from '../protocol/hub-protocol.ts';
import { flushAfterTurn } from '../sending/flush-turn.ts';
import type { SendBounds } from '../sending/send-bounds.ts';
import { streamBoundOf } from '../sending/send-bounds.ts';
import { leftTooMuch, tookNothing } from '../sending/slow-client.ts';
import { StallWatch } from '../sending/stall-watch.ts';
import { untilDrained } from '../sending/until-drained.ts';
import type { Transport, TransportSink } from '../transport.ts';
import { eventOf } from './event.ts';

const formats: readonly TransferFormat[] = ['Text'];

/** ASP.NET Core's, and a word to nginx, which would hold the events back until a buffer is full. */
const headers = {
  'Content-Type': 'text/event-stream',
  'Cache-Control': 'no-cache,no-store',
  Pragma: 'no-cache',
  'Content-Encoding': 'identity',
  'X-Accel-Buffering': 'no',
};

/** A comment: Firefox tells its page that the stream is open when the first bytes come. */
const opening = ':\r\n';

/**
 * Carries a connection over one long answer to the client, each message an event of its own (TransportProtocols.md,
 * "Server-Sent Events"); the client's bytes come by POST. Text only. The end of the answer is the end of the connection.
 */
export class ServerSentEventsTransport implements Transport {
  readonly name = 'ServerSentEvents';
  readonly formats = formats;
  readonly hasInherentKeepAlive = false;
  readonly #response: ServerResponse;
  readonly #intake: Intake;
  readonly #bounds: SendBounds;
  readonly #stall = new StallWatch();
  #pending: Uint8Array[] = [];
  #pendingBytes = 0;
  #closed = false;
  /** Why the peer was cut off. */
  #reason: Error | undefined;
  #drained: Promise<void> | undefined;

  constructor(response: ServerResponse, intake: Intake, bounds: SendBounds) {
    this.#response = response;
    this.#intake = intake;
    this.#bounds = bounds;
  }

  /** Begins the answer, and hands what comes to the sink from now on. */
  attach(sink: TransportSink): void {
    const response = this.#response;
    response.writeHead(200, headers);
    response.write(opening);
    response.once('close', () => {
      this.#closed = true;
      this.#pending = [];
      sink.ended({ reason: this.#reason });
    });
    this.#intake.open(sink);
  }

  get bufferedBytes(): number {
    return this.#pendingBytes + this.#response.writableLength;
  }

  drained(): Promise<void> | undefined {
    const bound = streamBoundOf(this.#bounds);
    if (this.#closed || this.bufferedBytes <= bound) return undefined;
    this.flush();
    const { socket } = this.#response;
    if (socket === null || socket.writableLength <= bound) return undefined;
    this.#drained ??= untilDrained(socket).then(() => {
      this.#drained = undefined;
    });
    return this.#drained;
  }

  setFormat(): void {
    // There is but one.
  }

  send(message: EncodedMessage): void {
    if (this.#closed) return;
    message.event ??= eventOf(message.bytes);
    if (this.#pending.length === 0) flushAfterTurn(this);
    this.#pending.push(message.event);
    this.#pendingBytes += message.event.length;
  }

  /** Writes what waits. Cuts a client off instead that has left too much of what was written before. */
  flush(): void {
    if (this.#pending.length === 0) return;
    const events = Buffer.concat(this.#pending, this.#pendingBytes);
    this.#pending = [];
    this.#pendingBytes = 0;
    if (this.#response.writableLength > this.#bounds.maximumSendBuffer)
      this.terminate(leftTooMuch(this.#bounds));
    else this.#response.write(events);
  }

  /** Ends a connection that has taken none of its waiting bytes for longer than the send timeout. */
  tick(monotonic: number): void {
    this.#intake.tick(monotonic);
    const { socket } = this.#response;
    if (socket === null) return;
    const stalled = this.#stall.stalledFor(socket.bytesWritten, socket.writableLength, monotonic);
    if (stalled > this.#bounds.sendTimeout) this.terminate(tookNothing(this.#bounds));
  }

  pause(): void {
    this.#intake.pause();
  }

  resume(): void {
    this.#intake.resume();
  }

  close(): void {
    if (this.#closed) return;
    this.flush();
    this.#closed = true;
    this.#intake.detach();
    this.#response.end();
  }

  terminate(reason?: Error): void {
    this.#reason ??= reason;
    this.#closed = true;
    this.#pending = [];
    this.#response.destroy();
  }
}
