import type { Duplex } from 'node:stream';
import type { EncodedMessage, TransferFormat } from '../protocol/hub-protocol.ts';
import { flushAfterTurn } from '../sending/flush-turn.ts';
import type { SendBounds } from '../sending/send-bounds.ts';
import { streamBoundOf } from '../sending/send-bounds.ts';
import { leftTooMuch, tookNothing } from '../sending/slow-client.ts';
import { StallWatch } from '../sending/stall-watch.ts';
import { untilDrained } from '../sending/until-drained.ts';
import type { Transport, TransportSink } from '../transport.ts';
import { dataFrame, opcode } from './frame.ts';
import type { HubSocket, SocketListener } from './hub-socket.ts';
import { closeCode } from './hub-socket.ts';

/** What `ws` says of a WebSocket that ended without a close frame (RFC 6455, section 7.1.5). */
const noFarewell = 1006;

const formats: readonly TransferFormat[] = ['Text', 'Binary'];

/**
 * Carries a connection over a WebSocket. What is sent by one callback of the event loop, with all promises that it settles,
 * is written in one write, each message in a frame of its own. Frames are made here and written to the socket directly: without
 * compression, which this server does not negotiate, `ws` would do the same once per connection where this does it once
 * per message.
 */
export class WebSocketTransport implements Transport, SocketListener {
  readonly name = 'WebSockets';
  readonly formats = formats;
  readonly hasInherentKeepAlive = false;
  readonly #webSocket: HubSocket;
  readonly #socket: Duplex;
  readonly #bounds: SendBounds;
  #opcode: (typeof opcode)[keyof typeof opcode] = opcode.text;
  #sink: TransportSink | undefined;
  /** What waits for the end of the turn. */
  #pending: Uint8Array[] | undefined;
  #pendingBytes = 0;
  #closed = false;
  /** Why the peer was cut off. */
  #reason: Error | undefined;
  /** Bytes given to the socket so far. */
  #written = 0;
  /** There while something waits that was written. */
  #stall: StallWatch | undefined;
  #drained: Promise<void> | undefined;

  constructor(webSocket: HubSocket, socket: Duplex, bounds: SendBounds) {
    this.#webSocket = webSocket;
    this.#socket = socket;
    this.#bounds = bounds;
  }

  /** Hands what comes to the sink from now on. */
  attach(sink: TransportSink): void {
    this.#sink = sink;
    this.#webSocket.attach(this);
  }

  received(data: Buffer): void {
    this.#sink?.receive(data);
  }

  receivedTooLarge(): void {
    this.#sink?.receiveTooLarge();
  }

  closed(code: number): void {
    this.#closed = true;
    this.#pending = undefined;
    this.#sink?.ended({ wasCut: code === noFarewell, reason: this.#reason });
  }

  get bufferedBytes(): number {
    return this.#pendingBytes + this.#socket.writableLength;
  }

  drained(): Promise<void> | undefined {
    const bound = streamBoundOf(this.#bounds);
    if (this.#closed || this.bufferedBytes <= bound) return undefined;
    this.flush();
    if (this.#socket.writableLength <= bound) return undefined;
    this.#drained ??= untilDrained(this.#socket).then(() => {
      this.#drained = undefined;
    });
    return this.#drained;
  }

  setFormat(format: TransferFormat): void {
    this.#opcode = format === 'Text' ? opcode.text : opcode.binary;
  }

  send(message: EncodedMessage): void {
    if (this.#closed) return;
    message.frame ??= dataFrame(message.bytes, this.#opcode);
    this.#pendingBytes += message.frame.length;
    if (this.#pending === undefined) {
      this.#pending = [message.frame];
      flushAfterTurn(this);
    } else this.#pending.push(message.frame);
  }

  /** Writes what waits. Cuts a client off instead that has left too much of what was written before. */
  flush(): void {
    const frames = this.#pending;
    if (frames === undefined) return;
    const bytes = this.#pendingBytes;
    this.#pending = undefined;
    this.#pendingBytes = 0;
    if (this.#webSocket.readyState !== this.#webSocket.OPEN) return;
    if (this.#socket.writableLength > this.#bounds.maximumSendBuffer) {
      this.terminate(leftTooMuch(this.#bounds));
      return;
    }
    this.#written += bytes;
    this.#socket.write(frames.length === 1 ? frames[0] : Buffer.concat(frames, bytes));
  }

  /** Ends a connection that has taken none of its waiting bytes for longer than the send timeout. */
  tick(monotonic: number): void {
    const waiting = this.#socket.writableLength;
    this.#stall = waiting === 0 ? undefined : (this.#stall ?? new StallWatch());
    const stalled = this.#stall?.stalledFor(this.#written, waiting, monotonic) ?? 0;
    if (stalled > this.#bounds.sendTimeout) this.terminate(tookNothing(this.#bounds));
  }

  pause(): void {
    this.#webSocket.pause();
  }

  resume(): void {
    this.#webSocket.resume();
  }

  close(failed = false): void {
    if (this.#closed) return;
    this.flush();
    this.#closed = true;
    this.#webSocket.resume();
    this.#webSocket.close(failed ? closeCode.failed : closeCode.normal);
  }

  terminate(reason?: Error): void {
    this.#reason ??= reason;
    this.#closed = true;
    this.#pending = undefined;
    this.#webSocket.terminate();
  }
}
