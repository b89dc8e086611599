import assert from 'node:assert/strict';
import { test } from 'node:test';
import { grows } from './harness/growth.ts';

test('a heap that is collected again and again does not grow, one that keeps something does', () => {
  assert.equal(grows([10, 40, 12, 38, 11, 41, 10, 39, 12], 5), false);
  assert.equal(grows([10, 40, 12, 48, 21, 51, 30, 59, 32], 5), true);
  assert.equal(grows([10, 90], 5), false);
});
