import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countsIn, summary } from './counts.ts';

test('the last summary line of an output counts', () => {
  assert.deepEqual(countsIn('1 passed, 1 failed\nnoise 9 passed, 9 failed\n12 passed, 0 failed\n'), {
    passed: 12,
    failed: 0,
  });
  assert.equal(countsIn('all good'), undefined);
  assert.deepEqual(countsIn(summary({ passed: 3, failed: 2 })), { passed: 3, failed: 2 });
});
