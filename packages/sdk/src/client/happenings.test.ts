import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createHappenings } from './happenings.ts';

const at = '2026-11-24T09:30:00.000Z';

test('a happening is told to those who listen for it, until they end', () => {
  const { on, tell } = createHappenings();
  const heard: string[] = [];
  const end = on('sessionEnding', ({ at: when }) => heard.push(when));
  on('sessionEnded', ({ reason }) => heard.push(reason ?? ''));
  tell('sessionEnding', { at });
  end();
  end();
  tell('sessionEnding', { at });
  tell('sessionEnded', { reason: 'idle' });
  assert.deepEqual(heard, [at, 'idle']);
});

test('what is no happening, or no function, is a TypeError that says so', () => {
  const { on } = createHappenings();
  assert.throws(() => on('messages' as 'message', () => {}), /^TypeError: event/);
  assert.throws(() => on('message', undefined as unknown as () => void), /^TypeError: listener/);
});
