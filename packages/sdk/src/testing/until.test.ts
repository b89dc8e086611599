import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createCell } from '../ref/ref.ts';
import { until } from './until.ts';

test('what does not come in time is an error that shows what there was, and nobody listens any more', async () => {
  const cell = createCell({ cases: 1 });
  const waiting = until(cell, ({ cases }) => cases === 3, { within: 20 });
  cell.set({ cases: 2 });
  await assert.rejects(waiting, /did not come in time, the last was \{"cases":2\}/);
  assert.equal(cell.listeners, 0);
});

test('what is wanted may be there already, or come later', async () => {
  const cell = createCell(1);
  assert.equal(await until(cell, value => value === 1), 1);
  const waiting = until(cell, value => value === 2, { within: Number.POSITIVE_INFINITY });
  cell.set(2);
  assert.equal(await waiting, 2);
  assert.equal(cell.listeners, 0);
});
