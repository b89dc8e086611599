import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { contrast, toHex, toOklch } from './colour.ts';

const hex = fc.integer({ min: 0, max: 0xffffff }).map(value => `#${value.toString(16).padStart(6, '0')}`);

test('a colour is the same after the way through OKLCH and back', () => {
  fc.assert(fc.property(hex, colour => assert.equal(toHex(toOklch(colour)), colour)));
});

test('red is where CSS Color 4 has it', () => {
  const { l, c, h } = toOklch('#ff0000');
  assert.deepEqual(
    [l.toFixed(3), c.toFixed(3), ((h * 180) / Math.PI).toFixed(1)],
    ['0.628', '0.258', '29.2'],
  );
});

test('a colour that sRGB lacks keeps its hue and gives up chroma', () => {
  const wanted = { l: 0.8, c: 0.4, h: 0.5 };
  const { l, c, h } = toOklch(toHex(wanted));
  assert.ok(Math.abs(l - wanted.l) < 0.01 && Math.abs(h - wanted.h) < 0.05 && c < 0.2);
});

test('contrast is WCAG’s ratio, whichever is on the other', () => {
  assert.equal(contrast('#000000', '#ffffff').toFixed(2), '21.00');
  assert.equal(contrast('#777777', '#ffffff').toFixed(2), '4.48');
  assert.equal(contrast('#ffffff', '#777777').toFixed(2), '4.48');
});
