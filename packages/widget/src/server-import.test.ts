import assert from 'node:assert/strict';
import { test } from 'node:test';

test('where there is no document, as on a server, the element’s module can be imported', async () => {
  const { NaraChat } = await import('./nara-chat.ts');
  assert.deepEqual(NaraChat.all, []);
});
