import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CaseEvent } from '@nara/contract';
import { foldEvent } from './fold-event.ts';
import { at, message, nurse, queuedCase } from './sample-case-testing.ts';

test('a message stands in the conversation, and wakes a case that was waiting', () => {
  const event = message(4, 2, 'staff');
  assert.deepEqual(foldEvent(queuedCase(), event).entries.at(-1), event);
  assert.equal(foldEvent(queuedCase(), event).status, 'queued');
  assert.equal(foldEvent(queuedCase({ status: 'waiting' }), event).status, 'active');
});

test('an event that the snapshot holds changes nothing', () => {
  const snapshot = queuedCase();
  assert.equal(foldEvent(snapshot, message(3, 2, 'staff')), snapshot);
});

test('an event that skips a number is refused, not guessed over', () => {
  assert.throws(() => foldEvent(queuedCase(), message(5, 2, 'staff')), RangeError);
});

test('a case that is taken is active, has a handler and no place in the queue', () => {
  const taken = foldEvent(queuedCase({ queue: { place: 2, at } }), {
    kind: 'taken',
    n: 4,
    at,
    handler: nurse,
  });
  assert.equal(taken.status, 'active');
  assert.deepEqual(taken.handler, nurse);
  assert.equal('queue' in taken, false);
});

test('a case that goes back is queued since when it was, and nobody handles it', () => {
  const before = queuedCase();
  const taken = foldEvent(before, { kind: 'taken', n: 4, at, handler: nurse });
  const later = '2026-11-24T10:00:00.000Z';
  const event = { kind: 'returned', n: 5, at: later, reason: 'handler_away' } as const;
  const back = foldEvent(taken, event);
  assert.deepEqual([back.status, back.queuedAt, 'handler' in back], ['queued', before.queuedAt, false]);
  assert.deepEqual(back.entries.at(-1), event);
});

test('marks change their side and stand nowhere in the conversation', () => {
  const before = queuedCase();
  const marks = { delivered: 1, read: 1 };
  const after = foldEvent(before, { kind: 'marked', n: 4, at, side: 'staff', marks });
  assert.deepEqual(after.marks, { resident: { delivered: 0, read: 0 }, staff: marks });
  assert.equal(after.entries.length, before.entries.length);
});

test('a closed case says how it ended and has no place in the queue', () => {
  const closed = foldEvent(queuedCase({ queue: { place: 2, at } }), {
    kind: 'closed',
    n: 4,
    at,
    by: 'resident',
    reason: 'left_queue',
  });
  assert.deepEqual(closed.closed, { at, by: 'resident', reason: 'left_queue' });
  assert.equal(closed.status, 'closed');
  assert.equal('queue' in closed, false);
});

test('a kind that this version does not know is skipped, and counted', () => {
  const before = queuedCase();
  const event: unknown = { kind: 'photographed', n: 4, at };
  assert.deepEqual(foldEvent(before, event as CaseEvent), { ...before, n: 4 });
});
