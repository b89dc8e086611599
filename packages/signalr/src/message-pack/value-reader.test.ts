import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decode, encode } from '@msgpack/msgpack';
import fc from 'fast-check';
import { SignalRError } from '../protocol/signalr-error.ts';
import { deepest, ValueReader } from './value-reader.ts';

const bytesOf = (hex: string) => Buffer.from(hex.replaceAll(' ', ''), 'hex');
/** Of bytes that are no `Buffer`, as in a browser. */
const read = (bytes: Uint8Array) => new ValueReader(new Uint8Array(bytes)).value();
const nested = (depth: number) => Buffer.concat([Buffer.alloc(depth, 0x91), Buffer.of(0xc0)]);

describe('a reader of MessagePack values', () => {
  const values: [string, unknown][] = [
    ['c0', null],
    ['c2', false],
    ['c3', true],
    ['7f', 127],
    ['e0', -32],
    ['cc ff', 255],
    ['cd ffff', 65_535],
    ['ce ffffffff', 4_294_967_295],
    ['d0 80', -128],
    ['d1 8000', -32_768],
    ['d2 80000000', -2_147_483_648],
    ['cf 0000000000000005', 5],
    ['cf 001fffffffffffff', Number.MAX_SAFE_INTEGER],
    ['cf 0020000000000000', 9_007_199_254_740_992n],
    ['cf ffffffffffffffff', 18_446_744_073_709_551_615n],
    ['d3 ffffffffffffffff', -1],
    ['d3 ffe0000000000001', Number.MIN_SAFE_INTEGER],
    ['d3 ffe0000000000000', -9_007_199_254_740_992n],
    ['d3 8000000000000000', -9_223_372_036_854_775_808n],
    ['ca 42280000', 42],
    ['cb 3ff8000000000000', 1.5],
    ['a0', ''],
    ['a3 c3a561', 'åa'],
    ['d9 01 61', 'a'],
    ['da 0001 61', 'a'],
    ['db 00000001 61', 'a'],
    ['a2 c328', '\ufffd('],
    ['c4 02 0102', new Uint8Array([1, 2])],
    ['c5 0002 0102', new Uint8Array([1, 2])],
    ['c6 00000002 0102', new Uint8Array([1, 2])],
    ['92 01 c0', [1, null]],
    ['dc 0001 01', [1]],
    ['dd 00000001 01', [1]],
    ['82 a161 01 a162 80', { a: 1, b: {} }],
    ['de 0001 a161 01', { a: 1 }],
    ['df 00000001 a161 01', { a: 1 }],
    ['82 01 a161 cf0020000000000000 a162', { 1: 'a', 9007199254740992: 'b' }],
    ['82 a161 01 a161 02', { a: 2 }],
    ['d6 ff 58ec1c80', new Date('2017-04-11T00:00:00Z')],
    ['d7 ff 1dcd6500 58ec1c80', new Date('2017-04-11T00:00:00.125Z')],
    ['c7 0c ff 3b9ac9ff ffffffffffffffff', new Date(-1)],
  ];
  for (const [hex, value] of values) {
    it(`reads ${hex}`, () => assert.deepEqual(read(bytesOf(hex)), value));
  }

  it('leaves out members called __proto__ at every depth', () => {
    const found = read(bytesOf('82 a161 81 a95f5f70726f746f5f5f 81 a178 01 a95f5f70726f746f5f5f 80'));
    assert.deepEqual(found, { a: {} });
    const { a } = found as { a: { x?: unknown } };
    assert.equal(a.x, undefined);
  });

  it('gives bytes of their own, which do not keep the message', () => {
    const bytes = bytesOf('c4 02 0102');
    const found = new ValueReader(bytes).value();
    assert(found instanceof Uint8Array && !Buffer.isBuffer(found));
    bytes.fill(0);
    assert.deepEqual([...found], [1, 2]);
  });

  const faults: [string, string][] = [
    ['', 'EndOfStreamException: Attempted to read past the end of the stream.'],
    ['c1', 'MessagePackSerializationException: Unexpected msgpack code 193 ((never used)) encountered.'],
    ['da 0010 61', 'EndOfStreamException: Attempted to read past the end of the stream.'],
    ['92 01', 'EndOfStreamException: Attempted to read past the end of the stream.'],
    ['81 c0 01', 'MessagePackSerializationException: Unexpected msgpack code 192 (nil) encountered.'],
    [
      '81 ca00000000 01',
      'MessagePackSerializationException: Unexpected msgpack code 202 (float 32) encountered.',
    ],
    ['d4 05 01', 'InvalidDataException: An extension of type 5 cannot be read.'],
    ['d4 fe 01', 'InvalidDataException: An extension of type -2 cannot be read.'],
    ['d5 ff 0000', 'InvalidDataException: An extension of type -1 cannot be read.'],
    ['c7 0c ff 00000000 7fffffffffffffff', 'InvalidDataException: An extension of type -1 cannot be read.'],
  ];
  for (const [hex, fault] of faults) {
    it(`refuses ${hex || 'nothing'}`, () =>
      assert.throws(
        () => read(bytesOf(hex)),
        (error: unknown) => error instanceof SignalRError && `${error.name}: ${error.message}` === fault,
      ));
  }

  for (const code of [
    'dd ffffffff',
    'df ffffffff',
    'df 80000000',
    'c6 ffffffff',
    'c9 ffffffff 05',
    'db ffffffff',
  ]) {
    it(`makes nothing of what ${code} declares, which is not there`, () => {
      // Inside one another such declarations would multiply.
      const bytes = Buffer.concat(Array.from({ length: 400 }, () => bytesOf(`${code} 00`)));
      const before = process.memoryUsage();
      assert.throws(() => read(bytes), { code: 'end_of_bytes' });
      const after = process.memoryUsage();
      assert.ok(after.heapUsed + after.external - before.heapUsed - before.external < 10e6);
    });
  }

  it('reads as deep as .NET, and no deeper', () => {
    assert.ok(Array.isArray(read(nested(deepest))));
    assert.throws(() => read(nested(deepest + 1)), { code: 'invalid_data' });
    assert.throws(() => read(nested(1_000_000)), { code: 'invalid_data' });
  });

  it('reads what the library writes', () => {
    const any = fc.anything({ withDate: true, withTypedArray: false, withNullPrototype: false });
    fc.assert(
      fc.property(any, value => {
        let bytes: Uint8Array;
        try {
          bytes = encode(value, { ignoreUndefined: true });
        } catch {
          return;
        }
        const text = Buffer.from(bytes).toString('latin1');
        // The library reads a text that is no UTF-8 in its own way, and refuses what is left out here.
        fc.pre(!/[\x80-\xff]|__proto__/.test(text.replace(/[^ -~]/g, '')) && isWellFormed(value));
        assert.deepEqual(read(Buffer.from(bytes)), decode(bytes));
      }),
    );
  });

  it('throws nothing but its own error, whatever comes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), bytes => {
        try {
          read(Buffer.from(bytes));
        } catch (error) {
          assert(error instanceof SignalRError);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});

/** Whether every text and every date in a value is what it seems. */
function isWellFormed(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed();
  if (value instanceof Date) return !Number.isNaN(value.getTime());
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(([key, member]) => key.isWellFormed() && isWellFormed(member));
}
