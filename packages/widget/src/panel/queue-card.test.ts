import assert from 'node:assert/strict';
import { test } from 'node:test';
import { secondsUntil } from './panel-notices.ts';
import { queueNews } from './queue-card.ts';

const at = '2026-11-24T09:30:00.000Z';

test('a place is told when it is new, not again while it stands, and not within a minute', () => {
  const first = queueNews(undefined, { place: 3, at }, 0);
  assert.deepEqual(first, { place: 3, at: 0 });
  assert.equal(queueNews(first, { place: 3, at }, 90_000), undefined);
  assert.equal(queueNews(first, { place: 2, at }, 59_999), undefined);
  assert.deepEqual(queueNews(first, { place: 1, at }, 60_000), { place: 1, at: 60_000 });
});

test('a countdown never says that it is over', () => {
  assert.equal(secondsUntil(undefined, 0), undefined);
  assert.equal(secondsUntil('1970-01-01T00:00:08.000Z', 500), 8);
  assert.equal(secondsUntil('1970-01-01T00:00:08.000Z', 9_000), 1);
});
