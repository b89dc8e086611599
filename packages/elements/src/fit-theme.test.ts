import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { contrast, toOklch } from './colour.ts';
import { colourIn, fitTheme, type Palette } from './fit-theme.ts';
import { presetPalette, presets } from './preset-palettes-testing.ts';
import { themeTokens } from './theme-tokens.ts';
import { themedPairs } from './token-pairs.ts';

const presetOf = (name: (typeof presets)[number]) => ({
  light: presetPalette(name, 'light'),
  dark: presetPalette(name, 'dark'),
});
const neutral = presetOf('neutral');
const hex = fc.integer({ min: 0, max: 0xffffff }).map(value => `#${value.toString(16).padStart(6, '0')}`);
const colourTokens = [...themeTokens].filter(([, kind]) => kind === 'colour').map(([name]) => name);
const themes = fc.dictionary(fc.constantFrom(...colourTokens), fc.oneof(hex, fc.tuple(hex, hex)));

/** The pairs that fail in what is shown. */
function failing(shown: Palette, preset: Palette): string[] {
  const colourOf = (token: string) => colourIn(token, shown, preset) ?? '';
  return themedPairs.flatMap(({ token, on, also = [], least }) =>
    [...on, ...also]
      .filter(ground => contrast(colourOf(token), colourOf(ground)) < least)
      .map(ground => `${token} on ${ground}`),
  );
}

test('whatever colours a page sets, every pair that is shown reaches its contrast', () => {
  fc.assert(
    fc.property(themes, fc.constantFrom(...presets), (theme, name) => {
      const preset = presetOf(name);
      const { light, dark } = fitTheme(theme, preset);
      assert.deepEqual([failing(light, preset.light), failing(dark, preset.dark)], [[], []]);
    }),
    { numRuns: 40 },
  );
});

test('a colour that gives way is the nearest of its hue: half the way back it fails', () => {
  const { light, faults } = fitTheme({ 'ink-2': '#7aa7d9' }, neutral);
  const [given, shown] = [toOklch('#7aa7d9'), toOklch(light['ink-2'] ?? '')];
  assert.ok(Math.abs(given.h - shown.h) < 0.02);
  const grounds = ['surface', 'canvas', 'surface-2', 'surface-3'].map(name => neutral.light[name] ?? '');
  const least = Math.min(...grounds.map(ground => contrast(light['ink-2'] ?? '', ground)));
  assert.ok(least >= 4.5 && least < 4.65, String(least));
  assert.deepEqual(
    faults.map(({ scheme, token, on, least: needed, given: was }) => [scheme, token, on, needed, was]),
    [['light', 'ink-2', 'surface-3', 4.5, '#7aa7d9']],
  );
});

test('colours that pass stay as they are, and nothing is said', () => {
  const theme = { primary: ['#1a4787', '#8ebef9'], 'on-primary': ['#ffffff', '#07162c'] };
  const { light, dark, faults } = fitTheme(theme, neutral);
  assert.deepEqual([light['primary'], dark['primary'], faults], ['#1a4787', '#8ebef9', []]);
});

test('one colour is for light: in dark its hue is at the preset’s lightness', () => {
  const { light, dark, faults } = fitTheme({ primary: '#8a1f4d' }, neutral);
  const [given, preset, shown] = [light['primary'], neutral.dark['primary'], dark['primary']].map(colour =>
    toOklch(colour ?? ''),
  );
  assert.equal(light['primary'], '#8a1f4d');
  assert.ok(Math.abs((preset?.l ?? 0) - (shown?.l ?? 1)) < 0.01);
  assert.ok(Math.abs((given?.h ?? 0) - (shown?.h ?? 1)) < 0.02);
  assert.deepEqual(faults, []);
});

test('what goes with the first colour follows it, unless it is set', () => {
  const se = presetOf('se');
  const { light } = fitTheme({ primary: '#8a1f4d', link: '#13509e' }, se);
  assert.equal(light['header'], '#8a1f4d');
  assert.equal(light['link'], '#13509e');
  for (const token of ['primary-hover', 'primary-soft', 'primary-soft-2']) {
    const { h } = toOklch(light[token] ?? '');
    assert.ok(Math.abs(h - toOklch('#8a1f4d').h) < 0.1, token);
  }
  assert.deepEqual(Object.keys(fitTheme({ 'radius-m': 4 }, se).light), []);
});

test('what gives way in one scheme alone has the preset’s colour in the other', () => {
  const { light, dark } = fitTheme({ surface: ['#404040', '#151d1c'] }, neutral);
  assert.notEqual(light['ink'], neutral.light['ink']);
  assert.equal(dark['ink'], neutral.dark['ink']);
  assert.deepEqual(Object.keys(light), Object.keys(dark));
});

test('a text that the page has not chosen gives way without a word', () => {
  const { light, faults } = fitTheme({ primary: '#a07800' }, neutral);
  assert.ok(contrast(light['on-primary'] ?? '', light['primary'] ?? '') >= 4.5);
  assert.deepEqual(faults, []);
});
