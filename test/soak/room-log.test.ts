import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RoomLog } from './room-log.ts';

function heard(...numbers: readonly number[]): RoomLog {
  const log = new RoomLog();
  log.enter(4);
  for (const n of numbers) log.hear(n);
  return log;
}

test('what comes once and in order is no fault', () => {
  const log = heard(5, 6, 7);
  log.end(7);
  assert.deepEqual(log.faults, { lost: 0, doubled: 0 });
});

test('a gap is lost, what comes again is doubled, what does not come at the end is lost', () => {
  assert.deepEqual(heard(5, 8).faults, { lost: 2, doubled: 0 });
  assert.deepEqual(heard(5, 6, 5).faults, { lost: 0, doubled: 1 });
  const log = heard(5);
  log.end(7);
  assert.deepEqual(log.faults, { lost: 2, doubled: 0 });
});

test('what was said while a member was out was not for it', () => {
  const log = heard(5);
  log.leave();
  log.hear(6);
  log.enter(9);
  log.hear(10);
  log.end(10);
  assert.deepEqual(log.faults, { lost: 0, doubled: 0 });
});

test('what comes in one piece with the answer to a member who comes in is heard', () => {
  const log = new RoomLog();
  log.hear(5);
  log.hear(6);
  log.hear(6);
  log.enter(4);
  log.hear(7);
  log.end(7);
  assert.deepEqual(log.faults, { lost: 0, doubled: 1 });
});
