import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { readPalette } from '@nara/elements/read-palette.ts';
import { adoptTokens } from '@nara/elements/tokens.ts';
import { themeSheet, wearTheme } from './panel-theme.ts';

const { warn } = console;
let said: string[] = [];
beforeEach(() => {
  said = [];
  console.warn = (text: string) => said.push(text);
});
afterEach(() => {
  console.warn = warn;
});

/** Where a panel is on a page, with the look's own colours. */
async function place() {
  const element = document.createElement('div');
  element.dataset['naraPreset'] = 'neutral';
  const sheets = element.attachShadow({ mode: 'open' });
  document.body.append(element);
  await adoptTokens(sheets);
  return {
    element,
    sheets,
    colour: (token: string, scheme: 'light' | 'dark') => readPalette(sheets, scheme, [token])[token],
  };
}

test('a theme is worn in both schemes, and another one after it in its place', async () => {
  const here = await place();
  const before = here.colour('link', 'light');
  wearTheme({ primary: ['#8a1f4d', '#f3a6c8'], 'radius-m': 3, font: ['Open Sans', 'serif'] }, here);
  assert.deepEqual([here.colour('primary', 'light'), here.colour('primary', 'dark')], ['#8a1f4d', '#f3a6c8']);
  const style = getComputedStyle(here.element);
  assert.equal(style.getPropertyValue('--nara-radius-m').trim(), '3px');
  assert.equal(style.getPropertyValue('--nara-font').trim(), '"Open Sans", serif');
  const sheets = here.sheets.adoptedStyleSheets.length;
  wearTheme({ focus: '#7a0000' }, here);
  assert.deepEqual(
    [here.colour('link', 'light'), here.colour('focus', 'light'), here.sheets.adoptedStyleSheets.length],
    [before, '#7a0000', sheets],
  );
  assert.deepEqual(said, []);
});

test('a colour that cannot be read gives way, and the console says which, once', async () => {
  const here = await place();
  for (let times = 0; times < 2; times++) wearTheme({ 'ink-2': '#b0b0b0' }, here);
  assert.notEqual(here.colour('ink-2', 'light'), '#b0b0b0');
  assert.equal(said.length, 1);
  assert.match(
    said[0] ?? '',
    /^nara: --nara-ink-2 #b0b0b0 on --nara-surface-3 has a contrast of 1\.\d\d in light, 4\.5 is needed: #[0-9a-f]{6} is shown instead$/,
  );
});

test('hostile values change nothing', async () => {
  const here = await place();
  const before = here.colour('primary', 'light');
  const hostile = {
    primary: 'red;}*{display:none',
    surface: 'url(//evil.example)',
    'radius-m': 1e9,
    'x}*{': '#000000',
  };
  wearTheme(hostile, here);
  assert.equal(here.colour('primary', 'light'), before);
  assert.deepEqual(
    [...(here.sheets.adoptedStyleSheets.at(-1)?.cssRules ?? [])].map(rule => rule.cssText.includes('--nara')),
    [false, false, false],
  );
});

test('who asks for more contrast keeps what that gives, and forced colours are the system’s', () => {
  const palette = { 'ink-2': '#111111', primary: '#222222' };
  const [, always = '', plainly = ''] = themeSheet(
    {},
    { light: palette, dark: palette, faults: [] },
    false,
  ).split('\n');
  assert.match(always, /^@media \(forced-colors: none\) \{.*--nara-primary: #222222;/);
  assert.doesNotMatch(always, /ink-2/);
  assert.match(plainly, /not \(prefers-contrast: more\)\) \{.*--nara-ink-2: #111111;/);
});
