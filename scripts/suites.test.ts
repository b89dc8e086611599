import assert from 'node:assert/strict';
import { test } from 'node:test';
import { filesMatching } from './run-node-tests.ts';
import { testFiles } from './suites.ts';

test('every test file is in one suite, and in one only', () => {
  const inSuites = Object.values(testFiles).flatMap(files => files());
  assert.deepEqual(inSuites.sort(), filesMatching('**/*.test.ts'));
});
