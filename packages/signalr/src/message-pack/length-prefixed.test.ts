import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { LengthPrefixed, prefixed } from './length-prefixed.ts';

/** Every message that is whole after each chunk. */
function readAll(messages: LengthPrefixed, chunks: readonly Uint8Array[]): string[] {
  const found: string[] = [];
  for (const chunk of chunks) {
    messages.push(chunk);
    for (let body = messages.next(); body !== undefined; body = messages.next()) {
      found.push(Buffer.from(body).toString('latin1'));
    }
  }
  return found;
}

const read = (bytes: readonly number[], limit: number | null = null) =>
  readAll(new LengthPrefixed(limit), [Buffer.from(bytes)]);

describe('messages with their length before them', () => {
  it('come out as they went in, wherever the bytes are cut', () => {
    const bodies = fc.array(fc.uint8Array({ maxLength: 300 }));
    fc.assert(
      fc.property(bodies, fc.array(fc.nat()), (all, places) => {
        const bytes = Buffer.concat(all.map(prefixed));
        const cuts = [0, ...places.map(place => place % (bytes.length + 1)), bytes.length];
        cuts.sort((a, b) => a - b);
        const chunks = cuts.slice(1).map((end, i) => bytes.subarray(cuts[i], end));
        const messages = new LengthPrefixed(null);
        const whole = all.map(body => Buffer.from(body).toString('latin1'));
        assert.deepEqual(readAll(messages, chunks), whole);
        assert.equal(messages.buffered, 0);
      }),
    );
  });

  it('come out whole when every byte comes alone', () => {
    const bytes = [...prefixed(Buffer.alloc(100_000, 'x'))].map(byte => Buffer.of(byte));
    assert.deepEqual(readAll(new LengthPrefixed(null), bytes), ['x'.repeat(100_000)]);
  });

  const lengths: [number, number[]][] = [
    [0, [0x00]],
    [127, [0x7f]],
    [128, [0x80, 0x01]],
    [16_383, [0xff, 0x7f]],
    [16_384, [0x80, 0x80, 0x01]],
    [2_097_152, [0x80, 0x80, 0x80, 0x01]],
  ];
  for (const [length, prefix] of lengths) {
    it(`have a length of ${length} written as ${Buffer.from(prefix).toString('hex')}`, () => {
      const message = prefixed(Buffer.alloc(length));
      assert.deepEqual([...message.subarray(0, prefix.length)], prefix);
      assert.equal(message.length, prefix.length + length);
    });
  }

  it('may have a length that is written longer than it needs', () => {
    assert.deepEqual(read([0x83, 0x80, 0x80, 0x80, 0x00, 0x41, 0x42, 0x43]), ['ABC']);
  });

  for (const bytes of [[], [0x80], [0x04, 0xab, 0xcd, 0xef], [0xff, 0xff, 0xff, 0xff, 0x07]]) {
    it(`are waited for: ${Buffer.from(bytes).toString('hex') || 'nothing'}`, () =>
      assert.deepEqual(read(bytes), []));
  }

  for (const bytes of [
    [0xff, 0xff, 0xff, 0xff, 0xff],
    [0x80, 0x80, 0x80, 0x80, 0x08],
    [0x80, 0x80, 0x80, 0x80, 0x80, 0x01],
  ]) {
    it(`are refused over 2 GB: ${Buffer.from(bytes).toString('hex')}`, () => {
      const message = 'Messages over 2GB in size are not supported.';
      assert.throws(() => read(bytes), { name: 'FormatException', message });
    });
  }

  it('may be as long as the limit with their length, and are refused beyond when no more than that has come', () => {
    assert.deepEqual(read([3, 0x41, 0x42, 0x43], 4), ['ABC']);
    assert.throws(() => read([4], 4), { code: 'invalid_data', message: /size of 4B was exceeded/ });
  });

  it('are bytes of the chunk they came in, not a copy, where they came whole', () => {
    const chunk = prefixed(Buffer.from('abc'));
    const messages = new LengthPrefixed(null);
    messages.push(chunk);
    assert.equal(messages.next()?.buffer, chunk.buffer);
  });
});
