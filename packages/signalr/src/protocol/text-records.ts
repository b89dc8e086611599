import { bytes } from './bytes.ts';
import { SignalRError } from './signalr-error.ts';

/** What ends a text record: ASCII 30, RS (HubProtocol.md, "JSON encoding"). */
export const recordSeparator = 0x1e;

/** A record that comes in more pieces than this is put together on the way: a buffer of one byte costs a hundred. */
const mostPieces = 64;

/** The pieces of a record that has not begun: the same list for all, for most connections wait at the end of one. */
const none: readonly Uint8Array[] = [];

/** Splits a stream of bytes into records that end with 0x1E, wherever chunks begin and end. Each byte is searched once. */
export class TextRecords {
  readonly #limit: number | null;
  /** Chunks whose bytes begin the next record; no separator is in them. */
  #begun = none;
  #begunBytes = 0;
  #waiting: Uint8Array[] | undefined;
  #offset = 0;
  #buffered = 0;

  /** `limit` is the largest record in bytes, separator included; null for none. */
  constructor(limit: number | null) {
    this.#limit = limit;
  }

  /** The bytes taken and not yet returned. */
  get buffered(): number {
    return this.#buffered;
  }

  push(chunk: Uint8Array): void {
    if (chunk.length === 0) return;
    if (this.#waiting === undefined) this.#waiting = [chunk];
    else this.#waiting.push(chunk);
    this.#buffered += chunk.length;
  }

  /** The next whole record without its separator. Throws `invalid_data` as soon as a record must be over the limit. */
  next(): string | undefined {
    for (;;) {
      const chunk = this.#waiting?.[0];
      if (chunk === undefined) return undefined;
      const start = this.#offset;
      const end = chunk.indexOf(recordSeparator, start);
      if (end < 0) {
        const begun = [...this.#begun, start === 0 ? chunk : chunk.subarray(start)];
        this.#begun = begun.length < mostPieces ? begun : [bytes.concat(begun)];
        this.#begunBytes += chunk.length - start;
        this.#dropChunk();
        this.#check(this.#begunBytes);
        continue;
      }
      const size = this.#begunBytes + end + 1 - start;
      this.#check(size);
      this.#buffered -= size;
      const text =
        this.#begunBytes === 0
          ? bytes.toText(chunk, start, end)
          : joined([...this.#begun, chunk.subarray(start, end)]);
      this.#begun = none;
      this.#begunBytes = 0;
      if (end + 1 === chunk.length) this.#dropChunk();
      else this.#offset = end + 1;
      return text;
    }
  }

  /** Hands over the bytes that were not yet returned, and is empty after. */
  takeRest(): Uint8Array[] {
    const [first, ...others] = this.#waiting ?? none;
    const rest = [
      ...this.#begun,
      ...(first === undefined ? none : [first.subarray(this.#offset)]),
      ...others,
    ];
    this.#begun = none;
    this.#waiting = undefined;
    this.#begunBytes = this.#offset = this.#buffered = 0;
    return rest;
  }

  #dropChunk(): void {
    this.#waiting?.shift();
    if (this.#waiting?.length === 0) this.#waiting = undefined;
    this.#offset = 0;
  }

  #check(size: number): void {
    if (this.#limit !== null && size > this.#limit) throw tooLarge(this.#limit);
  }
}

function joined(pieces: readonly Uint8Array[]): string {
  const whole = bytes.concat(pieces);
  return bytes.toText(whole, 0, whole.length);
}

/** What ASP.NET Core says of a message over the limit. */
export function tooLarge(limit: number): SignalRError {
  return new SignalRError(
    'invalid_data',
    `The maximum message size of ${limit}B was exceeded. The message size can be configured in AddHubOptions.`,
  );
}
