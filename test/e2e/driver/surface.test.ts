import assert from 'node:assert/strict';
import { test } from 'node:test';
import { until } from './surface.ts';

const access = { screenshot: async () => {} };

test('waiting ends with the first answer, errors on the way are reasons to wait', async () => {
  const answers = [() => 'not yet', () => Promise.reject(new Error('replaced')), () => ({ value: 7 })];
  assert.equal(await until('seven', access, async () => answers.shift()?.() ?? 'none left'), 7);
});

test('waiting fails at the deadline, and says what for, why and where the picture is', async () => {
  await assert.rejects(
    until('seven', access, async () => 'only six', 0),
    /seven: only six \(after 0 s, see .*failed-.*\.png\)/,
  );
});
