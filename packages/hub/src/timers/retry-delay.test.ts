import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { longestRetryDelay, retryDelay } from './retry-delay.ts';

test('the delay begins with two seconds and doubles to a quarter of an hour', () => {
  const wholes = [1, 2, 3, 9, 10, 99].map(attempts => retryDelay(attempts, 1));
  assert.deepEqual(wholes, [2_000, 4_000, 8_000, 512_000, 900_000, 900_000]);
});

test('chance takes off at most half, and the delay never grows past its longest', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1_000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (attempts, chance) => {
        const delay = retryDelay(attempts, chance);
        const whole = retryDelay(attempts, 1);
        assert.ok(delay >= whole / 2 && delay <= whole && whole <= longestRetryDelay);
      },
    ),
  );
});
