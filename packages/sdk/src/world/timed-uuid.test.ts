import assert from 'node:assert/strict';
import { test } from 'node:test';
import { timedUuid } from './timed-uuid.ts';

// The example of RFC 9562, appendix A.6: 22 February 2022, 14:22:22 at UTC-5.
const example = Date.UTC(2022, 1, 22, 19, 22, 22);

test('begins with the time, as the RFC’s example does, and is of version 7', () => {
  assert.match(timedUuid(example), /^017f22e2-79b0-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test('no two are the same, and a later one sorts after', () => {
  const ids = Array.from({ length: 1_000 }, () => timedUuid(example));
  assert.equal(new Set(ids).size, ids.length);
  assert.ok(ids.every(id => id < timedUuid(example + 1)));
});
