import { bytes } from '../protocol/bytes.ts';
import { SignalRError } from '../protocol/signalr-error.ts';
import { tooLarge } from '../protocol/text-records.ts';

/** The longest length, in bytes: five hold the 31 bits of 2 GB (HubProtocol.md, "Binary encoding"). */
const longestPrefix = 5;

/** So many pieces of one message are kept as they came, and any number of large ones. */
const mostPieces = 64;

/** What a piece costs beside its bytes is not worth putting together from this size up. */
const largePiece = 1_024;

/** Splits a stream of bytes into messages that have their length before them as a VarInt, wherever chunks begin and end. */
export class LengthPrefixed {
  readonly #limit: number | null;
  #chunks: Uint8Array[] = [];
  /** Where the next message begins in the first chunk. */
  #offset = 0;
  #buffered = 0;
  #prefix = 0;
  /** The size of the next message with its length, as soon as that is known. */
  #size: number | undefined;

  /** `limit` is the largest message in bytes, its length included; null for none. */
  constructor(limit: number | null) {
    this.#limit = limit;
  }

  /** The bytes taken and not yet returned. */
  get buffered(): number {
    return this.#buffered;
  }

  push(chunk: Uint8Array): void {
    if (chunk.length === 0) return;
    this.#chunks.push(chunk);
    this.#buffered += chunk.length;
    const pieces = this.#chunks.length;
    if (pieces > mostPieces && this.#buffered < pieces * largePiece) this.#join();
  }

  /**
   * The next whole message without its length. Throws as soon as a length says that its message is over the limit
   * (`invalid_data`), or over 2 GB (`bad_format`). Nothing is set aside for a message that has only been announced.
   */
  next(): Uint8Array | undefined {
    this.#size ??= this.#readLength();
    if (this.#size === undefined || this.#buffered < this.#size) return undefined;
    let first = this.#chunks[0];
    if (first === undefined || first.length - this.#offset < this.#size) first = this.#join();
    const end = this.#offset + this.#size;
    const message = first.subarray(this.#offset + this.#prefix, end);
    this.#buffered -= this.#size;
    this.#size = undefined;
    this.#offset = end;
    if (end === first.length) {
      this.#chunks.shift();
      this.#offset = 0;
    }
    return message;
  }

  #readLength(): number | undefined {
    let first = this.#chunks[0];
    if (first === undefined) return undefined;
    if (first.length - this.#offset < longestPrefix && this.#chunks.length > 1) first = this.#join();
    let length = 0;
    for (let i = 0; i < longestPrefix; i++) {
      const byte = first[this.#offset + i];
      if (byte === undefined) return undefined;
      if (i === longestPrefix - 1 && byte > 7) break;
      length |= (byte & 0x7f) << (7 * i);
      if (byte >= 0x80) continue;
      this.#prefix = i + 1;
      const size = length + this.#prefix;
      if (this.#limit !== null && size > this.#limit) throw tooLarge(this.#limit);
      return size;
    }
    throw new SignalRError('bad_format', 'Messages over 2GB in size are not supported.');
  }

  #join(): Uint8Array {
    const joined = bytes.concat(this.#chunks).subarray(this.#offset);
    this.#chunks = [joined];
    this.#offset = 0;
    return joined;
  }
}

/** A body with its length before it. */
export function prefixed(body: Uint8Array): Uint8Array {
  const prefix: number[] = [];
  for (let rest = body.length; ; rest >>>= 7) {
    prefix.push(rest > 0x7f ? (rest & 0x7f) | 0x80 : rest);
    if (rest <= 0x7f) break;
  }
  return bytes.concat([Uint8Array.from(prefix), body]);
}
