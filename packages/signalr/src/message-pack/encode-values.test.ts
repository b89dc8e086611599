import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { encodeValues } from './encode-values.ts';
import { deepest, ValueReader } from './value-reader.ts';

const written = (value: unknown) =>
  Buffer.from(encodeValues([value]))
    .toString('hex')
    .slice(2);
const back = (value: unknown) => {
  const reader = new ValueReader(Buffer.from(encodeValues([value])));
  assert.equal(reader.arrayLength(), 1);
  return reader.value();
};

/** Arrays inside one another, nothing in the innermost. */
function nested(depth: number): unknown[] {
  let value: unknown[] = [];
  for (let i = 1; i < depth; i++) value = [value];
  return value;
}

describe('values written as MessagePack', () => {
  const forms: [unknown, string][] = [
    [undefined, 'c0'],
    [null, 'c0'],
    [42, '2a'],
    [-1, 'ff'],
    [4_294_967_296, 'cf0000000100000000'],
    [-2_147_483_649, 'd3ffffffff7fffffff'],
    [1.5, 'cb3ff8000000000000'],
    ['å', 'a2c3a5'],
    [new Uint8Array([1, 2]), 'c4020102'],
    [Buffer.from([1, 2]), 'c4020102'],
    [{ a: 1, b: undefined }, '81a16101'],
    [[undefined, 1], '92c001'],
    [new Date('2017-04-11T00:00:00Z'), 'd6ff58ec1c80'],
    [5n, 'cf0000000000000005'],
    [-5n, 'd3fffffffffffffffb'],
    [18_446_744_073_709_551_615n, 'cfffffffffffffffff'],
    // Beside a bigint, too, what is whole is written as an integer.
    [[1n, 4_294_967_296, 7], '93cf0000000000000001cf000000010000000007'],
    [
      { a: 1n, b: -4_294_967_296, c: 1.5 },
      '83a161cf0000000000000001a162d3ffffffff00000000a163cb3ff8000000000000',
    ],
    [[1n, new Date('2017-04-11T00:00:00Z'), new Uint8Array([1])], '93cf0000000000000001d6ff58ec1c80c40101'],
  ];
  for (const [value, hex] of forms) it(`have the form ${hex}`, () => assert.equal(written(value), hex));

  for (const value of [2n ** 64n, -(2n ** 63n) - 1n, new Date(Number.NaN), () => {}, Symbol('x')]) {
    it(`cannot be ${typeof value} ${String(value)}`, () => assert.throws(() => written(value)));
  }

  it('cannot hold themselves, and may be as deep as what is read', () => {
    const ring: unknown[] = [];
    ring.push(ring);
    assert.throws(() => written(ring));
    const deep = nested(deepest);
    assert.deepEqual(back(deep), deep);
  });

  it('can be written after one that could not', () => {
    assert.throws(() => written(new Date(Number.NaN)));
    assert.equal(written([1n]), '91cf0000000000000001');
    assert.equal(written(1), '01');
  });

  it('are integers again, of any size, alone and inside others', () => {
    const whole = fc.oneof(fc.maxSafeInteger(), fc.bigInt({ min: -(2n ** 63n), max: 2n ** 64n - 1n }));
    fc.assert(
      fc.property(fc.array(whole), values => {
        const safe = values.map(value => (Number.isSafeInteger(Number(value)) ? Number(value) : value));
        assert.deepEqual(
          back(values),
          safe.map(value => (Object.is(value, -0) ? 0 : value)),
        );
        assert.deepEqual(back({ values }), { values: back(values) });
      }),
    );
  });
});
