import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { ManualClock } from '../manual-clock.ts';
import { coalesce } from './coalesce.ts';

test('what is asked for many times is done once, in the next turn, and no sooner than the interval again', async () => {
  const clock = new ManualClock();
  const done: string[] = [];
  const work = coalesce(clock, 250, key => done.push(key));
  work.ask('a');
  work.ask('a');
  work.ask('b');
  assert.deepEqual(done, []);
  await nextTurn();
  assert.deepEqual(done, ['a', 'b']);
  work.ask('a');
  work.ask('a');
  await nextTurn();
  clock.advance(249);
  assert.deepEqual(done, ['a', 'b']);
  clock.advance(1);
  assert.deepEqual(done, ['a', 'b', 'a']);
});

test('nothing is done after the stop', async () => {
  const clock = new ManualClock();
  const done: string[] = [];
  const work = coalesce(clock, 250, key => done.push(key));
  work.ask('a');
  work.stop();
  await nextTurn();
  clock.advance(1_000);
  assert.deepEqual(done, []);
});
