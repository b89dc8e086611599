import type { HubMessage } from './hub-message.ts';
import { isCounted } from './hub-message.ts';

/** How a transport carries a protocol's bytes. */
export type TransferFormat = 'Text' | 'Binary';

/** A message as bytes, its framing by the protocol included. */
export class EncodedMessage {
  readonly bytes: Uint8Array;
  /** Whether it is numbered in stateful reconnect, and kept until it is acknowledged. */
  readonly isCounted: boolean;
  /** The same as a WebSocket's frame, kept by the first connection that needs it: a broadcast is framed once. */
  frame: Uint8Array | undefined = undefined;
  /** The same as a server-sent event, likewise. */
  event: Uint8Array | undefined = undefined;

  /** `message` is what the bytes say; left out for a handshake. */
  constructor(bytes: Uint8Array, message?: HubMessage) {
    this.bytes = bytes;
    this.isCounted = message !== undefined && isCounted(message);
  }
}

/** Turns what one connection sends into messages. Chunks may split messages anywhere and hold many. */
export interface MessageReader {
  /** Takes the next bytes; they are kept, not copied. */
  push(chunk: Uint8Array): void;
  /**
   * The next whole message, or undefined until more bytes come. Messages of unknown types are passed over. Throws a
   * `SignalRError` (`invalid_data`) when a message is malformed or larger than the limit; the reader is then of no use.
   */
  next(): HubMessage | undefined;
  /** The bytes taken and not yet returned as messages. */
  readonly buffered: number;
}

/** A hub protocol: JSON, and others to come. Knows nothing of sockets or hubs. */
export interface HubProtocol {
  /** The name in the handshake. */
  readonly name: string;
  /** The highest version spoken; lower ones are accepted too. */
  readonly version: number;
  readonly transferFormat: TransferFormat;
  /** A reader for one connection; `limit` is the largest message in bytes, separator or prefix included, null for none. */
  createReader(limit: number | null): MessageReader;
  /** Throws what the serialiser throws when a value cannot be written. */
  encode(message: HubMessage): EncodedMessage;
}
