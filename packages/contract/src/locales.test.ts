import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pickText, resolveLocale } from './locales.ts';

test('sv means the region’s own Swedish', () => {
  assert.equal(resolveLocale('sv', ['sv-SE', 'en']), 'sv-SE');
  assert.equal(resolveLocale('sv', ['fi', 'sv-FI', 'en']), 'sv-FI');
});

test('a language is asked for by name, in any case', () => {
  assert.equal(resolveLocale('SV-fi', ['sv-SE', 'sv-FI']), 'sv-FI');
  assert.equal(resolveLocale('en-GB', ['sv-SE', 'en']), 'en');
});

test('an unknown language falls to the region’s first', () => {
  assert.equal(resolveLocale('de', ['fi', 'sv-FI']), 'fi');
  assert.equal(resolveLocale('', ['fi', 'sv-FI']), 'fi');
});

test('a text comes in the nearest language there is, and says which', () => {
  assert.deepEqual(pickText({ 'sv-SE': 'vårdcentral' }, 'sv-FI'), { text: 'vårdcentral', locale: 'sv-SE' });
  assert.deepEqual(pickText({ fi: 'terveysasema', en: 'clinic' }, 'en'), { text: 'clinic', locale: 'en' });
  assert.deepEqual(pickText({}, 'en'), { text: '', locale: 'en' });
});
