import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseHostMessage } from './host-message.ts';

const hello = {
  nara: 1,
  type: 'hello',
  locale: 'sv',
  page: 'https://region.example/',
  scheme: 'dark',
  theme: {},
};

test('the host’s messages are read, and nothing else is', () => {
  assert.deepEqual(parseHostMessage(hello), hello);
  assert.deepEqual(parseHostMessage({ nara: 1, type: 'open', more: 1 }), { nara: 1, type: 'open' });
  for (const data of [null, 'open', { type: 'open' }, { nara: 2, type: 'open' }, { nara: 1, type: 'eval' }])
    assert.equal(parseHostMessage(data), undefined);
  assert.equal(parseHostMessage({ ...hello, locale: 'sv"><' }), undefined);
  assert.equal(parseHostMessage({ nara: 1, type: 'scheme', scheme: 'red' }), undefined);
});

test('whether the person asked for the panel is yes or nothing', () => {
  assert.deepEqual(parseHostMessage({ ...hello, open: true }), { ...hello, open: true });
  assert.deepEqual(parseHostMessage({ ...hello, open: false }), { ...hello, open: false });
  assert.deepEqual(parseHostMessage({ ...hello, open: 'yes' }), hello);
});

test('a code that is not one is left out', () => {
  const code = 'a'.repeat(43);
  assert.deepEqual(parseHostMessage({ ...hello, code }), { ...hello, code });
  assert.deepEqual(parseHostMessage({ ...hello, code: 'short' }), hello);
});

test('a preset is one of three or nothing, and a theme may come later', () => {
  assert.deepEqual(parseHostMessage({ ...hello, preset: 'fi' }), { ...hello, preset: 'fi' });
  assert.deepEqual(parseHostMessage({ ...hello, preset: 'url(x)' }), hello);
  const theme = { primary: '#1a4787' };
  assert.deepEqual(parseHostMessage({ nara: 1, type: 'theme', theme, preset: 'x' }), {
    nara: 1,
    type: 'theme',
    theme,
  });
  assert.deepEqual(parseHostMessage({ nara: 1, type: 'theme', theme: null }), {
    nara: 1,
    type: 'theme',
    theme: {},
  });
});
