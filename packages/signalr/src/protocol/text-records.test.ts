import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { TextRecords } from './text-records.ts';

const record = fc.string({ unit: 'binary' }).map(text => text.replaceAll('\u001e', ''));

/** Cuts bytes at the given places. */
function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const sorted = [0, ...places.map(place => place % (bytes.length + 1)), bytes.length].sort((a, b) => a - b);
  return sorted.slice(1).map((end, i) => bytes.subarray(sorted[i], end));
}

function readAll(records: TextRecords): string[] {
  const found: string[] = [];
  for (let text = records.next(); text !== undefined; text = records.next()) found.push(text);
  return found;
}

describe('text records', () => {
  it('come out as they went in, wherever the bytes are cut', () => {
    fc.assert(
      fc.property(fc.array(record), fc.array(fc.nat()), (texts, places) => {
        const bytes = Buffer.from(texts.map(text => `${text}\u001e`).join(''));
        const whole = texts.map(text => Buffer.from(text).toString());
        const records = new TextRecords(null);
        const found = cut(bytes, places).flatMap(chunk => {
          records.push(chunk);
          return readAll(records);
        });
        assert.deepEqual(found, whole);
        assert.equal(records.buffered, 0);
      }),
    );
  });

  it('come out whole when every byte comes alone, a character of four bytes too', () => {
    const records = new TextRecords(null);
    const text = `${'å🙂'.repeat(40)}x`;
    const found = [...Buffer.from(`${text}\u001e`)].flatMap(byte => {
      records.push(Buffer.of(byte));
      return readAll(records);
    });
    assert.deepEqual(found, [text]);
  });

  it('may be as large as the limit, the separator counted', () => {
    const records = new TextRecords(5);
    records.push(Buffer.from('abcd\u001eefgh\u001e'));
    assert.deepEqual(readAll(records), ['abcd', 'efgh']);
    records.push(Buffer.from('abcde\u001e'));
    assert.throws(() => records.next(), { code: 'invalid_data', message: /^The maximum message size of 5B/ });
  });

  it('are refused as soon as they must be over the limit, before their separator comes', () => {
    const records = new TextRecords(5);
    records.push(Buffer.from('abc'));
    assert.equal(records.next(), undefined);
    records.push(Buffer.from('de'));
    assert.equal(records.next(), undefined);
    records.push(Buffer.from('f'));
    assert.throws(() => records.next(), { code: 'invalid_data' });
  });

  it('hand over the bytes behind the last record read', () => {
    const records = new TextRecords(null);
    records.push(Buffer.from('first\u001esec'));
    records.push(Buffer.from('ond\u001e'));
    assert.equal(records.next(), 'first');
    assert.equal(Buffer.concat(records.takeRest()).toString(), 'second\u001e');
    assert.equal(records.buffered, 0);
    assert.equal(records.next(), undefined);
  });
});
