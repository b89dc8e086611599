import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Buckets } from './buckets.ts';
import { TokenBucket } from './token-bucket.ts';

const rate = { perSecond: 2, burst: 4 };

test('a bucket gives its burst, then its rate, and is never fuller than its burst', () => {
  const bucket = new TokenBucket(rate, 0);
  const taken = (times: number, now: number) =>
    Array.from({ length: times }, () => bucket.take(1, now)).filter(Boolean).length;
  assert.equal(taken(10, 0), 4);
  assert.equal(taken(10, 1_000), 2);
  assert.equal(taken(10, 60_000), 4);
});

test('what takes more than is left makes those after it wait for it', () => {
  const bucket = new TokenBucket(rate, 0);
  assert.equal(bucket.take(10, 0), true);
  assert.equal(bucket.wait(0), 3_500);
  assert.equal(bucket.take(1, 3_000), false);
  assert.equal(bucket.take(1, 3_500), true);
});

test('each has a bucket of its own, which is forgotten when it is full again', () => {
  const buckets = new Buckets(rate);
  for (let times = 0; times < 4; times += 1) buckets.of('a', 0).take(1, 0);
  assert.equal(buckets.of('a', 0).mayTake(0), false);
  assert.equal(buckets.of('b', 0).mayTake(0), true);
  buckets.tick(1_000);
  assert.equal(buckets.size, 1);
  assert.equal(buckets.of('a', 1_000).take(3, 1_000), true);
  buckets.tick(60_000);
  assert.equal(buckets.size, 0);
});
