import type { ConnectionIdentity } from '../application.ts';
import { IdentifiedConnection } from '../identified-connection.ts';
import type { TransferFormat } from '../protocol/hub-protocol.ts';
import { EncodedMessage } from '../protocol/hub-protocol.ts';
import type { Transport, TransportEnd, TransportSink } from '../transport.ts';
import { IncomingChunks } from './incoming-chunks.ts';
import type { ConnectionHandler, RawConnection } from './raw-connection.ts';

/** A raw connection with its handler, from the transport's begin to the end of both. */
export class HandledConnection extends IdentifiedConnection implements RawConnection, TransportSink {
  readonly #transport: Transport;
  readonly #incoming: IncomingChunks;
  readonly #aborted = new AbortController();
  /** Why the transport has cut the client off, once it has. */
  endReason: Error | undefined;

  constructor(identity: ConnectionIdentity, transport: Transport) {
    super(identity);
    this.#transport = transport;
    this.#incoming = new IncomingChunks(full => (full ? transport.pause() : transport.resume()));
  }

  get signal(): AbortSignal {
    return this.#aborted.signal;
  }

  get formats(): readonly TransferFormat[] {
    return this.#transport.formats;
  }

  [Symbol.asyncIterator](): AsyncIterator<Buffer, undefined> {
    return this.#incoming;
  }

  setFormat(format: TransferFormat): void {
    if (!this.formats.includes(format)) throw new TypeError(`format: this transport carries no ${format}`);
    this.#transport.setFormat(format);
  }

  async send(bytes: Uint8Array | string): Promise<void> {
    // A copy: the bytes leave later than this returns.
    const message = Buffer.from(bytes);
    if (message.length === 0) return;
    this.#transport.send(new EncodedMessage(message));
    await this.#transport.drained();
  }

  close(): void {
    this.#incoming.end();
    this.#transport.close();
  }

  abort(): void {
    this.#incoming.end();
    this.#transport.terminate();
  }

  receive(chunk: Buffer): void {
    this.#incoming.push(chunk);
  }

  receiveTooLarge(): void {
    this.#incoming.end();
  }

  ended({ reason }: TransportEnd = {}): void {
    this.endReason = reason;
    this.#incoming.end();
    this.#aborted.abort();
  }

  tick(monotonic: number): void {
    this.#transport.tick(monotonic);
  }

  /** Runs the handler and closes the connection after it; rejects with what it throws. */
  async run(handler: ConnectionHandler): Promise<void> {
    try {
      await handler(this);
      this.close();
    } catch (error) {
      this.#incoming.end();
      this.#transport.close(true);
      throw error;
    }
  }
}
