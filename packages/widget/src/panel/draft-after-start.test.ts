import assert from 'node:assert/strict';
import { test } from 'node:test';
import { draftAfterRefusal, draftAfterSent } from './draft-after-start.ts';

test('what was sent leaves the field, what was typed since stays', () => {
  assert.equal(draftAfterSent('Hej', ' Hej\r\n'), '');
  assert.equal(draftAfterSent('Hej', 'Ett recept'), 'Ett recept');
});

test('what was refused is in the field again, once, and takes no newer text away', () => {
  assert.equal(draftAfterRefusal('Hej', ''), 'Hej');
  assert.equal(draftAfterRefusal('Hej', ' \n'), 'Hej');
  assert.equal(draftAfterRefusal('Hej', ' Hej\r\n'), ' Hej\r\n');
  assert.equal(draftAfterRefusal('Hej', 'Ett recept'), 'Hej\n\nEtt recept');
});
