import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { bytes, webBytes } from './bytes.ts';

/** What any client may have sent: also halves of surrogates, and bytes that are no UTF-8. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('\ud800', 'a\udc00b', '\ufefftext', ''),
);
const anyBytes = fc.uint8Array({ maxLength: 40 });

describe('bytes', () => {
  it('are the same by Buffer and by what the web has', () => {
    assert.notEqual(bytes, webBytes, 'Node has a Buffer');
    fc.assert(
      fc.property(anyText, anyBytes, (text, raw) => {
        const [here, there] = [bytes.fromText(text), webBytes.fromText(text)];
        assert.deepEqual([...here], [...there]);
        for (const one of [here, there, raw]) {
          const [from, to] = [one.length >> 2, one.length - (one.length >> 3)];
          assert.equal(bytes.toText(one, from, to), webBytes.toText(one, from, to));
          assert.equal(bytes.toBase64(one), webBytes.toBase64(one));
          assert.equal(bytes.toBase64Url(one), webBytes.toBase64Url(one));
        }
        assert.deepEqual([...bytes.concat([here, raw, there])], [...webBytes.concat([here, raw, there])]);
      }),
    );
  });

  it('of a part of a larger buffer are that part alone', () => {
    const part = new TextEncoder().encode('before inside after').subarray(7, 13);
    for (const one of [bytes, webBytes]) {
      assert.equal(one.toText(part, 0, part.length), 'inside');
      assert.equal(one.toBase64(part), 'aW5zaWRl');
    }
  });

  it('keep a byte order mark: it is a part of the text', () => {
    for (const one of [bytes, webBytes])
      assert.equal(one.toText(Uint8Array.of(0xef, 0xbb, 0xbf), 0, 3), '\ufeff');
  });
});
