import assert from 'node:assert/strict';
import { test } from 'node:test';
import { launcherName } from './launcher-words.ts';

test('the launcher speaks the page’s language: exactly, else by language, else English', () => {
  assert.equal(launcherName('sv'), 'Chatta med vården');
  assert.equal(launcherName('sv-SE'), 'Chatta med vården');
  assert.equal(launcherName('sv-FI'), 'Öppna chatten');
  assert.equal(launcherName('fi-FI'), 'Avaa chat');
  assert.equal(launcherName('de'), 'Open the chat');
  assert.equal(launcherName(''), 'Open the chat');
});
