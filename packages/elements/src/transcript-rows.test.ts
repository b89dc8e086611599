import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Entry, StaffView } from '@nara/contract';
import { type Conversation, lastOfOthers, rowsOf } from './transcript-rows.ts';

const nurse: StaffView = { id: 's1', name: 'Sara Lindqvist', role: 'nurse' };
const doctor: StaffView = { id: 's2', name: 'Omar Haddad', role: 'doctor' };
const none = { delivered: 0, read: 0 };
const say = (n: number, author: StaffView | undefined, at = '2026-11-24T09:40:00.000Z'): Entry => ({
  kind: 'message',
  n,
  at,
  message: {
    id: `id-${n}`,
    number: n,
    side: author ? 'staff' : 'resident',
    ...(author ? { author } : {}),
    text: `text ${n}`,
    at,
    commandId: `c-${n}`,
  },
});
const conversation = (more: Partial<Conversation>): Conversation => ({
  entries: [],
  pending: [],
  marks: { resident: none, staff: none },
  side: 'resident',
  place: { locale: 'sv-SE', timeZone: 'Europe/Stockholm' },
  ...more,
});
const messages = (more: Partial<Conversation>) =>
  rowsOf(conversation(more)).flatMap(row => (row.kind === 'message' ? [row] : []));

test('each calendar day of the zone has one divider', () => {
  const entries = [
    say(1, nurse, '2026-11-24T21:00:00.000Z'),
    say(2, nurse, '2026-11-24T22:30:00.000Z'),
    say(3, nurse, '2026-11-24T23:30:00.000Z'),
  ];
  const kinds = rowsOf(conversation({ entries })).map(row => row.kind);
  assert.deepEqual(kinds, ['day', 'message', 'message', 'day', 'message']);
});

test('a message on its way from a device whose clock is behind opens no day that has passed', () => {
  const entries = [say(1, nurse, '2026-11-24T22:30:00.000Z'), say(2, nurse, '2026-11-24T23:30:00.000Z')];
  const pending = [{ commandId: 'p', text: 'x', at: '2026-11-24T22:40:00.000Z', state: 'sending' }] as const;
  const kinds = rowsOf(conversation({ entries, pending })).map(row => row.kind);
  assert.deepEqual(kinds, ['day', 'message', 'day', 'message', 'message']);
});

test('that a case went back to the queue stands in both conversations, its first queueing only in that of the staff', () => {
  const at = '2026-11-24T09:40:00.000Z';
  const entries: Entry[] = [
    { kind: 'queued', n: 3, at },
    { kind: 'taken', n: 4, at, handler: nurse },
    { kind: 'returned', n: 5, at, reason: 'handler_away' },
  ];
  const kinds = (side: 'resident' | 'staff') =>
    rowsOf(conversation({ entries, side })).map(({ kind }) => kind);
  assert.deepEqual(kinds('resident'), ['day', 'taken', 'returned']);
  assert.deepEqual(kinds('staff'), ['day', 'queued', 'taken', 'returned']);
});

test('a name stands once per run, and again when another writes', () => {
  const rows = messages({ entries: [say(1, nurse), say(2, nurse), say(3, doctor), say(4, undefined)] });
  assert.deepEqual(
    rows.map(row => row.first),
    [true, false, true, true],
  );
});

test('own messages say how far they have come, the others nothing', () => {
  const entries = [say(1, undefined), say(2, undefined), say(3, undefined), say(4, nurse)];
  const rows = messages({ entries, marks: { resident: none, staff: { delivered: 2, read: 1 } } });
  assert.deepEqual(
    rows.map(row => row.state),
    ['read', 'delivered', 'sent', undefined],
  );
});

test('a state is said once for messages that have come equally far', () => {
  const rows = messages({ entries: [say(1, undefined), say(2, undefined)] });
  assert.deepEqual(
    rows.map(row => row.state),
    [undefined, 'sent'],
  );
});

test('each message that failed says so itself', () => {
  const failed = { text: 'x', at: '2026-11-24T09:41:00.000Z', state: 'failed' } as const;
  const rows = messages({
    pending: [
      { ...failed, commandId: 'a' },
      { ...failed, commandId: 'b' },
    ],
  });
  assert.deepEqual(
    rows.map(row => row.state),
    ['failed', 'failed'],
  );
});

test('a pending message that the hub has confirmed is drawn once, as the same line', () => {
  const pending = [
    { commandId: 'c-1', text: 'text 1', at: '2026-11-24T09:40:00.000Z', state: 'sending' },
  ] as const;
  assert.equal(messages({ pending })[0]?.id, messages({ entries: [say(1, undefined)], pending })[0]?.id);
  assert.equal(messages({ entries: [say(1, undefined)], pending }).length, 1);
});

test('the newest message of the other side is what has been shown', () => {
  assert.equal(
    lastOfOthers(rowsOf(conversation({ entries: [say(1, nurse), say(2, nurse), say(3, undefined)] }))),
    2,
  );
  assert.equal(lastOfOthers(rowsOf(conversation({ entries: [say(1, undefined)] }))), 0);
});
