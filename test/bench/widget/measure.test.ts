import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Contestant, nara } from './contestants.ts';
import { measure } from './measure.ts';

/**
 * Stands in for a peer, which would have to be fetched: a field in the page that keeps the main thread for a while. In a task of its own: Chromium
 * tells of no long task that was under way before somebody listened, such as one that takes up a document and runs its scripts at once.
 */
const standIn: Contestant = {
  name: 'stand-in',
  embed: () => `<textarea id="field"></textarea><script>addEventListener('load', () => setTimeout(() => {
  for (const end = performance.now() + 100; performance.now() < end; ) ;
}))</script>`,
  way: { presses: [], field: { in: 'page', path: ['#field'] } },
};

test('ours in its frame and a widget in the page can be measured', async () => {
  const rows = await measure({ rounds: 1, folder: '', contestants: [nara, standIn] });
  const [own, other] = rows;
  assert.deepEqual([own?.name, other?.name], ['nara', 'stand-in']);
  for (const { rest, opened } of rows) {
    assert.ok(rest.pageHeap > 0, JSON.stringify(rest));
    assert.ok(opened !== undefined && opened.fromNavigation > 0, JSON.stringify(opened));
  }
  // Before use ours is one file and no frame; then the frame's requests and heap are counted, too.
  assert.deepEqual([own?.rest.requests, own?.rest.frameHeap], [1, 0]);
  assert.ok((own?.opened?.cost.frameHeap ?? 0) > 0 && (own?.opened?.cost.requests ?? 0) > 1);
  assert.ok(own?.fromPress !== undefined && own.fromPress > 0);
  assert.deepEqual(
    [other?.rest.requests, other?.fromPress, other?.opened?.cost.frameHeap],
    [0, undefined, 0],
  );
  assert.ok((other?.rest.pageBlocking ?? 0) > 0);
});
