import { inNextTurn } from '../next-turn.ts';
import { bytes } from '../protocol/bytes.ts';
import type { EncodedMessage, TransferFormat } from '../protocol/hub-protocol.ts';
import type { Transport, TransportEnd, TransportSink } from '../transport.ts';

/** What a WebSocket carries, by the kind of its frame. */
export type FrameData = string | ArrayBuffer;

/** RFC 6455, section 7.4.1: as it was meant to, and without a close frame. */
export const closeCode = { normal: 1000, lost: 1006 } as const;

/** The end of a socket that a client holds. */
export interface ClientEnd {
  receive(data: FrameData): void;
  closed(code: number): void;
}

const formats: readonly TransferFormat[] = ['Text', 'Binary'];

/**
 * The hub's end of a socket that is no socket. Both ends hear of what the other sent in a later turn of the event loop, in order,
 * as over a network: nobody's call is answered before it returns.
 */
export class HubEnd implements Transport {
  readonly name = 'WebSockets';
  readonly formats = formats;
  readonly hasInherentKeepAlive = false;
  readonly bufferedBytes = 0;
  readonly #client: ClientEnd;
  readonly #over: () => void;
  #sink: TransportSink | undefined;
  #format: TransferFormat = 'Text';
  #closed = false;
  #paused = false;
  /** What has come and not been read: it waits while the client is asked to. */
  #arrived: FrameData[] = [];

  /** `over` is called once, when the connection is over. */
  constructor(client: ClientEnd, over: () => void) {
    this.#client = client;
    this.#over = over;
  }

  attach(sink: TransportSink): void {
    this.#sink = sink;
  }

  /** The client sends a frame. */
  accept(data: FrameData): void {
    inNextTurn(() => {
      this.#arrived.push(data);
      this.#read();
    });
  }

  /** The client has closed its end. */
  left(): void {
    inNextTurn(() => this.#end());
  }

  /** The network between the two is gone: both ends lose the other at once. */
  cut(): void {
    if (this.#sink === undefined) return;
    this.#end({ wasCut: true });
    this.#client.closed(closeCode.lost);
  }

  setFormat(format: TransferFormat): void {
    this.#format = format;
  }

  send({ bytes: sent }: EncodedMessage): void {
    if (this.#closed) return;
    const data = this.#format === 'Text' ? bytes.toText(sent, 0, sent.length) : copyOf(sent);
    inNextTurn(() => {
      if (this.#sink !== undefined) this.#client.receive(data);
    });
  }

  drained(): undefined {
    return undefined;
  }

  pause(): void {
    this.#paused = true;
  }

  resume(): void {
    this.#paused = false;
    inNextTurn(() => this.#read());
  }

  tick(): void {}

  close(): void {
    this.#finish(closeCode.normal, {});
  }

  terminate(reason?: Error): void {
    this.#finish(closeCode.lost, { reason });
  }

  #finish(code: number, end: TransportEnd): void {
    if (this.#closed) return;
    this.#closed = true;
    inNextTurn(() => {
      if (this.#sink === undefined) return;
      this.#end(end);
      this.#client.closed(code);
    });
  }

  #read(): void {
    while (!this.#paused) {
      const data = this.#arrived.shift();
      if (data === undefined) return;
      this.#sink?.receive(typeof data === 'string' ? bytes.fromText(data) : bytes.from(data));
    }
  }

  #end(end: TransportEnd = {}): void {
    const sink = this.#sink;
    if (sink === undefined) return;
    this.#sink = undefined;
    this.#closed = true;
    this.#over();
    sink.ended(end);
  }
}

function copyOf(sent: Uint8Array): ArrayBuffer {
  const copy = new ArrayBuffer(sent.length);
  new Uint8Array(copy).set(sent);
  return copy;
}
