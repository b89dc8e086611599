import assert from 'node:assert/strict';
import { test } from 'node:test';
import { attribute } from './embedding.ts';

test('both elements can be imported where there is no document', async () => {
  assert.equal(typeof (await import('../feedback.ts')).NaraFeedback, 'function');
  assert.equal(typeof (await import('../hours.ts')).NaraHours, 'function');
});

test('an attribute that is missing is named, unless something stands in for it', () => {
  const element = { localName: 'nara-hours', getAttribute: () => null } as unknown as Element;
  assert.throws(() => attribute(element, 'unit'), new TypeError('nara-hours: the attribute unit is missing'));
  assert.equal(attribute(element, 'hub', 'https://hub.example'), 'https://hub.example');
});
