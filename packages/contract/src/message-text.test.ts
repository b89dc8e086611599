import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { normaliseText } from './message-text.ts';

test('line breaks of every kind become LF', () => {
  assert.equal(normaliseText('a\r\nb\rc\u2028d\u2029e\u0085f'), 'a\nb\nc\nd\ne\nf');
});

test('control characters go, tab and LF stay', () => {
  assert.equal(normaliseText('a\u0000b\u0007c\td\ne\u001bf\u007fg\u009bh'), 'abc\td\nefgh');
});

test('lone surrogates go, pairs stay', () => {
  assert.equal(normaliseText('a\ud800b\udc00c🙂'), 'abc🙂');
});

test('text is NFC', () => {
  assert.equal(normaliseText('a\u030a'), 'å');
});

test('what a line turns around ends with the line', () => {
  assert.equal(normaliseText('\u202eabc\ndef'), '\u202eabc\u202c\ndef');
  assert.equal(normaliseText('\u2067\u202eabc\ndef'), '\u2067\u202eabc\u202c\u2069\ndef');
});

test('an end that nothing opened goes', () => {
  assert.equal(normaliseText('a\u202cb\u2069c'), 'abc');
});

test('white space alone is nothing', () => {
  assert.equal(normaliseText(' \n\t \u00a0\r\n'), '');
});

test('plain text comes through as it does beside a sign that is not plain', () => {
  const plain = fc.string({ unit: fc.nat(0xff).map(code => String.fromCharCode(code)) });
  fc.assert(
    fc.property(plain, text => `${normaliseText(`x${text}x`)}🙂` === normaliseText(`x${text}x🙂`)),
    { numRuns: 2_000 },
  );
});

const nasty = fc.string({
  unit: fc.oneof(
    fc.constantFrom(
      '\r',
      '\n',
      '\u202e',
      '\u202c',
      '\u2066',
      '\u2069',
      '\u030a',
      'a',
      '\ud800',
      '\u0000',
      ' ',
      '\u2028',
      '\ufeff',
      '🙂',
    ),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  ),
});

test('a letter and its mark are composed also when what stood between them goes', () => {
  assert.equal(normaliseText('a\u202c\u030a'), 'å');
});

test('normalising twice is normalising once', () => {
  fc.assert(
    fc.property(nasty, text => assert.equal(normaliseText(normaliseText(text)), normaliseText(text))),
  );
});

test('nothing that is left is a lone surrogate or an open override', () => {
  fc.assert(
    fc.property(nasty, text => {
      const result = normaliseText(text);
      assert.ok(result.isWellFormed());
      for (const line of result.split('\n')) {
        const opens = line.match(/[\u202a\u202b\u202d\u202e\u2066-\u2068]/g)?.length ?? 0;
        const closes = line.match(/[\u202c\u2069]/g)?.length ?? 0;
        assert.equal(opens, closes);
      }
    }),
  );
});
