import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { StaffView, WorkList, WorkRow } from '@nara/contract';
import {
  chooseFilter,
  closeTab,
  countRows,
  emptyDesk,
  holdList,
  leaveCase,
  moveCursor,
  newInQueue,
  openTab,
  placeCursor,
  receiveList,
  showFresh,
  takeable,
  unreadIn,
  unreadMine,
} from './desk-state.ts';

const me: StaffView = { id: 's1', name: 'Annika Lindroos', role: 'nurse' };
const other: StaffView = { id: 's2', name: 'Kim Berglund', role: 'doctor' };
const unit = { id: 'u1', name: {}, provider: {}, opening: { open: true } };
const service = { id: 'skin', name: {}, description: {}, icon: 'symptoms' } as const;

function row(caseId: string, more: Partial<WorkRow> = {}): WorkRow {
  return {
    caseId,
    reference: `2611-000${caseId}`,
    status: more.handler === undefined ? 'queued' : 'active',
    unit,
    service,
    language: 'sv',
    person: { name: 'Karin Lindqvist', birthDate: '1993-06-06' },
    queuedAt: '2026-11-23T09:00:00.000Z',
    lastAt: '2026-11-23T09:00:00.000Z',
    n: 3,
    unread: 1,
    ...more,
  };
}

const list = (...rows: WorkRow[]): WorkList => ({ at: '2026-11-23T09:10:00.000Z', rows });
const ids = (state: { shown: readonly { row: WorkRow }[] }) => state.shown.map(({ row }) => row.caseId);

test('rows stand in the order the hub gives while nobody is at the list', () => {
  const first = receiveList(emptyDesk, list(row('a'), row('b')), me);
  const second = receiveList(first, list(row('c'), row('b'), row('a')), me);
  assert.deepEqual(ids(second), ['c', 'b', 'a']);
  assert.equal(second.fresh, 0);
});

test('while the list is held new rows wait, and are counted', () => {
  const held = holdList(receiveList(emptyDesk, list(row('a'), row('b')), me), true);
  const next = receiveList(held, list(row('c'), row('b'), row('a'), row('d')), me);
  assert.deepEqual(ids(next), ['a', 'b']);
  assert.equal(next.fresh, 2);
});

test('while the list is held a row changes in place, and a closed one keeps its place as gone', () => {
  const held = holdList(receiveList(emptyDesk, list(row('a'), row('b')), me), true);
  const next = receiveList(held, list(row('b', { handler: other })), me);
  assert.deepEqual(ids(next), ['a', 'b']);
  assert.equal(next.shown[0]?.gone, true);
  assert.equal(next.shown[1]?.row.handler?.name, 'Kim Berglund');
});

test('a row that no longer passes the filter stays until the list is let go', () => {
  const waiting = chooseFilter(receiveList(emptyDesk, list(row('a'), row('b')), me), 'waiting');
  const taken = receiveList(holdList(waiting, true), list(row('b'), row('a', { handler: other })), me);
  assert.deepEqual(ids(taken), ['a', 'b']);
  assert.deepEqual(ids(holdList(taken, false)), ['b']);
});

test('what waited takes its place when the list is let go, or when it is asked for', () => {
  const held = holdList(receiveList(emptyDesk, list(row('a')), me), true);
  const next = receiveList(held, list(row('b'), row('a')), me);
  assert.deepEqual(ids(holdList(next, false)), ['b', 'a']);
  const shown = showFresh(next);
  assert.deepEqual(ids(shown), ['b', 'a']);
  assert.equal(shown.held, true);
  assert.equal(shown.fresh, 0);
});

test('an empty list has no order to keep: a first case shows at once even when held', () => {
  const held = holdList(receiveList(emptyDesk, list(), me), true);
  assert.deepEqual(ids(receiveList(held, list(row('a')), me)), ['a']);
});

test('new rows that the filter hides are not counted as waiting', () => {
  const mine = chooseFilter(receiveList(emptyDesk, list(row('a', { handler: me })), me), 'mine');
  const next = receiveList(holdList(mine, true), list(row('b'), row('a', { handler: me })), me);
  assert.equal(next.fresh, 0);
});

test('the filters count all, those without a handler, and the reader’s own', () => {
  const state = receiveList(
    emptyDesk,
    list(row('a'), row('b', { handler: me }), row('c', { handler: other })),
    me,
  );
  assert.deepEqual(countRows(state), { all: 3, waiting: 1, mine: 1 });
  assert.deepEqual(ids(chooseFilter(state, 'mine')), ['b']);
});

test('the cursor starts at the first row, stops at both ends and stays on its case when the order changes', () => {
  const start = receiveList(emptyDesk, list(row('a'), row('b')), me);
  assert.equal(start.cursor, 'a');
  const down = moveCursor(moveCursor(start, 1), 1);
  assert.equal(down.cursor, 'b');
  assert.equal(moveCursor(moveCursor(down, -1), -1).cursor, 'a');
  assert.equal(receiveList(down, list(row('b'), row('a')), me).cursor, 'b');
});

test('when the row under the cursor leaves, the cursor goes to the one that took its place', () => {
  const start = placeCursor(receiveList(emptyDesk, list(row('a'), row('b'), row('c')), me), 'b');
  assert.equal(receiveList(start, list(row('a'), row('c')), me).cursor, 'c');
  assert.equal(receiveList(start, list(row('a')), me).cursor, 'a');
  assert.equal(receiveList(start, list(), me).cursor, undefined);
});

test('a case is opened in one tab only, and keeps what the list said of it after it has left', () => {
  const state = receiveList(emptyDesk, list(row('a'), row('b')), me);
  const twice = openTab(openTab(openTab(state, 'a'), 'b'), 'a');
  assert.deepEqual(
    twice.tabs.map(tab => tab.caseId),
    ['a', 'b'],
  );
  assert.equal(twice.open, 'a');
  assert.equal(receiveList(twice, list(), me).tabs[0]?.row?.person.name, 'Karin Lindqvist');
});

test('closing a tab shows its neighbour, and closing another leaves the open one', () => {
  const state = receiveList(emptyDesk, list(row('a'), row('b'), row('c')), me);
  const three = openTab(openTab(openTab(state, 'a'), 'b'), 'c');
  assert.equal(closeTab(three, 'c').open, 'b');
  assert.equal(closeTab(openTab(three, 'a'), 'a').open, 'b');
  assert.equal(closeTab(three, 'a').open, 'c');
  assert.equal(closeTab(closeTab(closeTab(three, 'a'), 'b'), 'c').open, undefined);
});

test('going back to the list keeps the tabs', () => {
  const state = leaveCase(openTab(receiveList(emptyDesk, list(row('a')), me), 'a'));
  assert.equal(state.open, undefined);
  assert.equal(state.tabs.length, 1);
});

test('the shortcut takes the row under the cursor in the list, elsewhere the open case, and nothing that is taken', () => {
  const state = placeCursor(
    receiveList(emptyDesk, list(row('a'), row('b'), row('c', { handler: other })), me),
    'a',
  );
  const open = openTab(state, 'b');
  assert.equal(takeable(open, true)?.caseId, 'a');
  assert.equal(takeable(open, false)?.caseId, 'b');
  assert.equal(takeable(state, false)?.caseId, 'a');
  assert.equal(takeable(openTab(state, 'c'), false), undefined);
});

test('unread is counted a case, and in the title for the reader’s own cases only', () => {
  const state = receiveList(
    emptyDesk,
    list(
      row('a', { unread: 4 }),
      row('b', { handler: me, unread: 2 }),
      row('c', { handler: other, unread: 8 }),
      row('d', { handler: me, unread: 1 }),
    ),
    me,
  );
  assert.equal(unreadIn(state, 'b'), 2);
  assert.equal(unreadIn(state, 'z'), 0);
  assert.equal(unreadMine(state), 3);
});

test('cases new in the queue are told apart from known ones, and none is new at the first list', () => {
  const before = list(row('a'));
  const after = list(row('a'), row('b'), row('c', { handler: other }));
  assert.deepEqual(
    newInQueue(before, after).map(found => found.caseId),
    ['b'],
  );
  assert.deepEqual(newInQueue(undefined, after), []);
});
