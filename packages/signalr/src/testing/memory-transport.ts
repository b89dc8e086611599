import type { EncodedMessage, TransferFormat } from '../protocol/hub-protocol.ts';
import type { Transport } from '../transport.ts';

/** A transport that keeps what is sent. */
export class MemoryTransport implements Transport {
  readonly name = 'WebSockets';
  readonly formats: readonly TransferFormat[];
  readonly hasInherentKeepAlive = false;
  /** What was sent and not yet taken. */
  readonly messages: EncodedMessage[] = [];
  format: TransferFormat = 'Text';
  paused = false;
  closed = false;

  constructor(formats: readonly TransferFormat[] = ['Text', 'Binary']) {
    this.formats = formats;
  }

  get bufferedBytes(): number {
    return 0;
  }

  /** While it is there, streams wait for it. */
  full: Promise<void> | undefined;

  drained(): Promise<void> | undefined {
    return this.full;
  }

  /** What was sent since the last call. */
  takeBytes(): Buffer {
    return Buffer.concat(this.messages.splice(0).map(({ bytes }) => bytes));
  }

  /** What was sent since the last call, as records without their separators. */
  take(): string[] {
    return this.takeBytes()
      .toString()
      .split('\u001e')
      .filter(record => record !== '');
  }

  setFormat(format: TransferFormat): void {
    this.format = format;
  }

  send(message: EncodedMessage): void {
    if (!this.closed) this.messages.push(message);
  }

  tick(): void {}

  pause(): void {
    this.paused = true;
  }

  resume(): void {
    this.paused = false;
  }

  close(): void {
    this.closed = true;
  }

  terminate(): void {
    this.closed = true;
  }
}
