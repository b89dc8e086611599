import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contrast } from './colour.ts';
import { presetPalette, presets } from './preset-palettes-testing.ts';
import { fixedPairs, themedPairs } from './token-pairs.ts';

const pairs = [...themedPairs, ...fixedPairs].flatMap(({ token, on, also = [], least }) =>
  [...on, ...also].map(ground => ({ token, ground, least })),
);
const combinations = presets.flatMap(preset =>
  (['light', 'dark'] as const).map(scheme => ({ preset, scheme })),
);

test('every pair of tokens that meet reaches its contrast, in each preset, light and dark, plain and with more contrast', () => {
  const faults: string[] = [];
  let lookedAt = 0;
  for (const { preset, scheme } of combinations)
    for (const mode of ['plain', 'more'] as const) {
      const palette = presetPalette(preset, scheme, mode);
      for (const { token, ground, least } of pairs) {
        const [over, under] = [palette[token], palette[ground]];
        assert.ok(over !== undefined && under !== undefined, `${token} or ${ground} is no colour`);
        lookedAt += 1;
        const ratio = contrast(over, under);
        if (ratio < least)
          faults.push(`${preset} ${scheme} ${mode}: ${token} on ${ground} ${ratio.toFixed(2)}, not ${least}`);
      }
    }
  assert.deepEqual(faults, []);
  assert.equal(lookedAt, pairs.length * 12);
});

test('who asks for more contrast gets 7 for the text that is grey otherwise, and for edges and focus', () => {
  for (const { preset, scheme } of combinations) {
    const palette = presetPalette(preset, scheme, 'more');
    for (const token of ['ink-2', 'line-strong', 'focus'])
      for (const ground of ['surface', 'canvas'])
        assert.ok(contrast(palette[token] ?? '', palette[ground] ?? '') >= 7, `${preset} ${scheme} ${token}`);
  }
});

/** Colours of a system that are made to be seen on each other (CSS Color 4, 6.2). */
const madeForEachOther = new Set([
  'CanvasText Canvas',
  'LinkText Canvas',
  'GrayText Canvas',
  'Highlight Canvas',
  'ButtonText Canvas',
  'Canvas CanvasText',
  'ButtonFace ButtonText',
  'HighlightText Highlight',
]);

test('in forced colours what meets is a pair of the system’s own', () => {
  for (const { preset, scheme } of combinations) {
    const palette = presetPalette(preset, scheme, 'forced');
    const strange = pairs
      .map(({ token, ground }) => `${palette[token]} ${palette[ground]}`)
      .filter(pair => !madeForEachOther.has(pair));
    assert.deepEqual([...new Set(strange)], [], `${preset} ${scheme}`);
  }
});
