import { bytes } from '../protocol/bytes.ts';
import { SignalRError } from '../protocol/signalr-error.ts';
import { format, formatName, timestampType } from './format.ts';

/** How deep .NET's reader goes into what it does not trust. */
export const deepest = 500;

/**
 * Reads MessagePack values (spec.md), one behind another. Made for what strangers send: what an array or a map declares is compared with
 * the bytes that are there before anything is made for it; integers beyond JavaScript's safe range become bigints, never other
 * numbers; text that is no UTF-8 is read with U+FFFD, as .NET does. Throws a `SignalRError`: `end_of_bytes`, `unexpected_code`, or
 * `invalid_data` for a value that is well formed and not to be had here.
 */
export class ValueReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  constructor(data: Uint8Array) {
    this.#bytes = data;
    this.#view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  }

  /** The length of an array, whose items follow. */
  arrayLength(): number {
    const code = this.#code();
    const length =
      code >= 0x90 && code < 0xa0
        ? code - 0x90
        : code === format.array16
          ? this.#unsigned(2)
          : code === format.array32
            ? this.#unsigned(4)
            : unexpected(code);
    // Each item is a byte at least.
    this.#need(length);
    return length;
  }

  /** The number of a map's pairs, which follow, each a key and a value. */
  mapLength(): number {
    const code = this.#code();
    const length =
      code >= 0x80 && code < 0x90
        ? code - 0x80
        : code === format.map16
          ? this.#unsigned(2)
          : code === format.map32
            ? this.#unsigned(4)
            : unexpected(code);
    this.#need(2 * length);
    return length;
  }

  /** An integer in any of the forms; a bigint where a number would not be exact. */
  integer(): number | bigint {
    const code = this.#code();
    if (code < 0x80) return code;
    if (code >= 0xe0) return code - 0x100;
    switch (code) {
      case format.uint8:
        return this.#unsigned(1);
      case format.uint16:
        return this.#unsigned(2);
      case format.uint32:
        return this.#unsigned(4);
      case format.uint64:
        return this.#wide(false);
      case format.int8:
        return this.#signed(1);
      case format.int16:
        return this.#signed(2);
      case format.int32:
        return this.#signed(4);
      case format.int64:
        return this.#wide(true);
      default:
        return unexpected(code);
    }
  }

  boolean(): boolean {
    const code = this.#code();
    return code === format.true || (code === format.false ? false : unexpected(code));
  }

  /** A text, or null for nil. */
  text(): string | null {
    const code = this.#code();
    if (code === format.nil) return null;
    if (code >= 0xa0 && code < format.nil) return this.#text(code - 0xa0);
    switch (code) {
      case format.str8:
        return this.#text(this.#unsigned(1));
      case format.str16:
        return this.#text(this.#unsigned(2));
      case format.str32:
        return this.#text(this.#unsigned(4));
      default:
        return unexpected(code);
    }
  }

  /**
   * Any value: nil as null, bin as a `Uint8Array` of its own, timestamps as `Date`, maps as objects. A map's keys are texts or integers; members
   * called `__proto__` are left out. Not to be had are what is nested deeper than .NET reads, other keys, other extensions,
   * and instants that no `Date` can hold.
   */
  value(depth = 0): unknown {
    const code = this.#peek();
    if (code < 0x80 || code >= 0xe0) return this.integer();
    if (code < 0x90) return this.#map(depth + 1);
    if (code < 0xa0) return this.#array(depth + 1);
    if (code <= format.nil) return this.text();
    switch (code) {
      case format.false:
      case format.true:
        return this.boolean();
      case format.bin8:
      case format.bin16:
      case format.bin32:
        this.#at += 1;
        // A view would keep the whole message, and all that came with it, for a few bytes.
        return new Uint8Array(this.#take(this.#unsigned(2 ** (code - format.bin8))));
      case format.float32:
        this.#at += 1;
        return this.#view.getFloat32(this.#pass(4));
      case format.float64:
        this.#at += 1;
        return this.#view.getFloat64(this.#pass(8));
      case format.str8:
      case format.str16:
      case format.str32:
        return this.text();
      case format.array16:
      case format.array32:
        return this.#array(depth + 1);
      case format.map16:
      case format.map32:
        return this.#map(depth + 1);
      case format.ext8:
      case format.ext16:
      case format.ext32:
        this.#at += 1;
        return this.#extension(this.#unsigned(2 ** (code - format.ext8)));
      case format.fixext1:
      case format.fixext2:
      case format.fixext4:
      case format.fixext8:
      case format.fixext16:
        this.#at += 1;
        return this.#extension(2 ** (code - format.fixext1));
      default:
        return this.integer();
    }
  }

  #array(depth: number): unknown[] {
    checkDepth(depth);
    const length = this.arrayLength();
    const items: unknown[] = [];
    for (let i = 0; i < length; i++) items.push(this.value(depth));
    return items;
  }

  #map(depth: number): object {
    checkDepth(depth);
    const length = this.mapLength();
    const map: { [key: string]: unknown } = {};
    for (let i = 0; i < length; i++) {
      const key = this.#key();
      const value = this.value(depth);
      if (key !== '__proto__') map[key] = value;
    }
    return map;
  }

  #key(): string {
    const code = this.#peek();
    const isText = (code >= 0xa0 && code < format.nil) || (code >= format.str8 && code <= format.str32);
    const key = isText ? this.text() : this.integer();
    return String(key);
  }

  #extension(length: number): Date {
    const type = this.#signed(1);
    const data = this.#take(length);
    const instant = type === timestampType ? readTimestamp(data) : undefined;
    if (instant !== undefined) return instant;
    throw new SignalRError('invalid_data', `An extension of type ${type} cannot be read.`);
  }

  #text(length: number): string {
    const start = this.#pass(length);
    return bytes.toText(this.#bytes, start, this.#at);
  }

  #wide(signed: boolean): number | bigint {
    const at = this.#pass(8);
    const high = signed ? this.#view.getInt32(at) : this.#view.getUint32(at);
    const value = high * 2 ** 32 + this.#view.getUint32(at + 4);
    if (Number.isSafeInteger(value)) return value;
    return signed ? this.#view.getBigInt64(at) : this.#view.getBigUint64(at);
  }

  #unsigned(size: number): number {
    const at = this.#pass(size);
    if (size === 1) return this.#view.getUint8(at);
    return size === 2 ? this.#view.getUint16(at) : this.#view.getUint32(at);
  }

  #signed(size: number): number {
    const at = this.#pass(size);
    if (size === 1) return this.#view.getInt8(at);
    return size === 2 ? this.#view.getInt16(at) : this.#view.getInt32(at);
  }

  #take(length: number): Uint8Array {
    const start = this.#pass(length);
    return this.#bytes.subarray(start, this.#at);
  }

  /** Goes on behind so many bytes, and answers where they begin. */
  #pass(length: number): number {
    this.#need(length);
    const start = this.#at;
    this.#at += length;
    return start;
  }

  #code(): number {
    const code = this.#peek();
    this.#at += 1;
    return code;
  }

  #peek(): number {
    return this.#bytes[this.#at] ?? endOfBytes();
  }

  #need(length: number): void {
    if (this.#bytes.length - this.#at < length) endOfBytes();
  }
}

/** An instant to the millisecond, or undefined where there is none. */
function readTimestamp(data: Uint8Array): Date | undefined {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  let seconds: number;
  let nanoseconds: number;
  switch (data.length) {
    case 4:
      [seconds, nanoseconds] = [view.getUint32(0), 0];
      break;
    case 8:
      // 30 bits of nanoseconds, 34 of seconds.
      seconds = (view.getUint32(0) & 3) * 2 ** 32 + view.getUint32(4);
      nanoseconds = view.getUint32(0) >>> 2;
      break;
    case 12:
      [seconds, nanoseconds] = [Number(view.getBigInt64(4)), view.getUint32(0)];
      break;
    default:
      return undefined;
  }
  const instant = new Date(seconds * 1_000 + Math.floor(nanoseconds / 1e6));
  return Number.isNaN(instant.getTime()) ? undefined : instant;
}

function checkDepth(depth: number): void {
  if (depth > deepest) throw new SignalRError('invalid_data', 'The value is nested too deep.');
}

function unexpected(code: number): never {
  const text = `Unexpected msgpack code ${code} (${formatName(code)}) encountered.`;
  throw new SignalRError('unexpected_code', text);
}

function endOfBytes(): never {
  throw new SignalRError('end_of_bytes', 'Attempted to read past the end of the stream.');
}
