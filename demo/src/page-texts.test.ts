import assert from 'node:assert/strict';
import { test } from 'node:test';
import { preferredOf, sayFrom } from '../page-texts.ts';

test('gaps are filled, and those without a value stay', () => {
  const say = sayFrom({ wait: '{{place}} före {{name}}' });
  assert.equal(say('wait', { place: 2 }), '2 före {{name}}');
});

test('a reader’s first language counts, also where the page has it of another country', () => {
  assert.equal(preferredOf(['sv-SE', 'sv-FI', 'fi', 'en'], ['sv-FI', 'fi']), 'sv-FI');
  assert.equal(preferredOf(['sv-SE', 'sv-FI', 'fi', 'en'], ['de', 'en-GB', 'fi']), 'en');
  assert.equal(preferredOf(['sv-SE', 'fi', 'en'], ['sv-FI', 'en']), 'sv-SE');
  assert.equal(preferredOf(['sv-SE', 'fi'], ['de']), 'sv-SE');
});
