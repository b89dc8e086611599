import assert from 'node:assert/strict';
import { test } from 'node:test';
import { purityFaults } from './check-purity.ts';

test('a rule that reads the clock is a fault, a server file or a test may', () => {
  const text = 'const now = Date.now();';
  assert.match(purityFaults([{ path: 'packages/rules/src/a.ts', text }])[0] ?? '', /a\.ts:1 uses Date\.now/);
  assert.deepEqual(purityFaults([{ path: 'packages/server/src/a.ts', text }]), []);
  assert.deepEqual(purityFaults([{ path: 'packages/rules/src/a.test.ts', text }]), []);
});
