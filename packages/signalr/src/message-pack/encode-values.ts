import { Encoder, ExtensionCodec } from '@msgpack/msgpack';
import { deepest } from './value-reader.ts';
import { widened } from './wide-integers.ts';

/** Around a value are its list of arguments and its message; innermost is what is no list itself. */
const maxDepth = deepest + 3;

/** An encoder keeps its buffer, which grows with what it wrote: one that has grown beyond this is let go. */
const largestKept = 1_048_576;

/** Thrown on the way to a bigint, for it takes another encoder. */
const bigintMet = new Error('a bigint');

const codec: Pick<ExtensionCodec, 'tryToEncode' | 'decode'> = {
  tryToEncode(object, context) {
    if (typeof object === 'bigint') throw bigintMet;
    if (object instanceof Date && Number.isNaN(object.getTime())) throw new RangeError('Invalid Date');
    return ExtensionCodec.defaultCodec.tryToEncode(object, context);
  },
  decode: (data, type, context) => ExtensionCodec.defaultCodec.decode(data, type, context),
};

const options = { extensionCodec: codec, maxDepth, ignoreUndefined: true } as const;

let encoder = new Encoder(options);

/**
 * Values as one MessagePack array, each in its shortest form: undefined as nil (as a member of an object it is left out), `Date` as a timestamp, bytes as
 * bin, bigints as 64-bit integers. Throws what cannot be written: functions, symbols, what is nested too deep or in itself.
 */
export function encodeValues(values: readonly unknown[]): Uint8Array {
  try {
    const bytes = encoder.encode(values);
    if (bytes.length > largestKept) encoder = new Encoder(options);
    return bytes;
  } catch (error) {
    if (error !== bigintMet) throw error;
    return new Encoder({ ...options, useBigInt64: true }).encode(widened(values));
  }
}
