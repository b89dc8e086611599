import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRateLimit } from './rate-limit.ts';

const minute = 60_000;

test('a burst of a minute’s worth is let through, then what fills again', () => {
  let now = 0;
  const limit = createRateLimit(3, { monotonic: () => now });
  assert.deepEqual(
    [1, 2, 3, 4].map(() => limit.admit('a')),
    [true, true, true, false],
  );
  assert.equal(limit.admit('b'), true);
  now += minute / 3 - 1;
  assert.equal(limit.admit('a'), false);
  now += 1;
  assert.deepEqual([limit.admit('a'), limit.admit('a')], [true, false]);
});

test('what a session has used is remembered beside thousands of others, whose full buckets go', () => {
  let now = 0;
  const limit = createRateLimit(2, { monotonic: () => now });
  const used = (session: string) => [limit.admit(session), limit.admit(session), limit.admit(session)];
  for (let each = 0; each < 25_000; each += 1) limit.admit(`early ${each}`);
  now += minute;
  assert.deepEqual(used('a'), [true, true, false]);
  for (let each = 0; each < 50_000; each += 1) limit.admit(`late ${each}`);
  assert.equal(limit.admit('a'), false);
  assert.deepEqual(used('early 7'), [true, true, false]);
});
