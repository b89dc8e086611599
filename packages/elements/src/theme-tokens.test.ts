import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { readTheme, themeTokens } from './theme-tokens.ts';

test('a colour, a pair of them, a length, a factor and families of type come through', () => {
  const theme = {
    primary: '#1A4787',
    link: ['#1a4787', '#8ebef9'],
    'radius-m': 4,
    scale: 1.25,
    font: ['Open Sans', '-apple-system', 'sans-serif'],
  };
  assert.deepEqual(readTheme(theme), theme);
});

test('nothing but values of a token’s own type comes through', () => {
  const hostile = [
    'url(https://evil.example)',
    'var(--nara-ink)',
    'red',
    '#fff',
    '#1a4787; } * { display: none',
    'expression(alert(1))',
    'env(x)',
    ['#1a4787'],
    ['#1a4787', 'url(x)'],
    ['#1a4787', '#1a4787', '#1a4787'],
    { toString: () => '#1a4787' },
    1,
    null,
  ];
  for (const primary of hostile) assert.deepEqual(readTheme({ primary }), {}, String(primary));
  for (const length of [-1, 33, 1e9, Number.NaN, Number.POSITIVE_INFINITY, '4px', 'calc(1px)', [4]])
    assert.deepEqual(readTheme({ 'radius-m': length }), {}, String(length));
  for (const scale of [0, 0.99, 1.51, '1']) assert.deepEqual(readTheme({ scale }), {}, String(scale));
  const families = [
    'Arial',
    [],
    ['Arial;'],
    ['a"b'],
    ['url(x)'],
    ['a\\'],
    [''],
    ['x'.repeat(42)],
    Array(9).fill('Arial'),
  ];
  for (const font of families) assert.deepEqual(readTheme({ font }), {}, String(font));
});

test('no token but those that a theme may set', () => {
  const others = [
    'emergency',
    'warning',
    'success',
    'z',
    'target',
    'fast',
    '__proto__',
    'constructor',
    'x}*{',
  ];
  for (const name of others) assert.deepEqual(readTheme(JSON.parse(`{"${name}":"#000000"}`)), {}, name);
  assert.deepEqual(readTheme(Object.create({ primary: '#000000' })), {});
  for (const theme of [null, undefined, 'primary', 5, []]) assert.deepEqual(readTheme(theme), {});
});

test('the documents name every token that a theme may set, and no other', () => {
  const page = readFileSync(new URL('../../../docs/theme.md', import.meta.url), 'utf8');
  const named = [...page.matchAll(/^\| `--nara-([\w-]+)`/gm)].map(([, name = '']) => name);
  assert.deepEqual(named.toSorted(), [...themeTokens.keys()].toSorted());
});
