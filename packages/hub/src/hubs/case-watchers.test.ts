import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CaseWatchers } from './case-watchers.ts';

const goesOn = new AbortController().signal;
const one = { connectionId: 'one', signal: goesOn };
const two = { connectionId: 'two', signal: goesOn };

test('a case is watched until its last connection leaves, from the first one’s number on', () => {
  const watchers = new CaseWatchers();
  watchers.join(one, 'c', 3);
  watchers.join(two, 'c', 5);
  assert.equal(watchers.get('c')?.sent, 3);
  watchers.leave('one', 'c');
  assert.ok(!watchers.isWatching('one', 'c'));
  assert.ok(watchers.isWatching('two', 'c'));
  watchers.leave('two', 'c');
  assert.equal(watchers.get('c'), undefined);
  watchers.join(one, 'c', 9);
  assert.equal(watchers.get('c')?.sent, 9);
});

test('a connection that is gone watches nothing, and leaves the others', () => {
  const watchers = new CaseWatchers();
  for (const caseId of ['c', 'd']) watchers.join(one, caseId, 1);
  watchers.join(two, 'c', 1);
  watchers.drop('one');
  assert.deepEqual(watchers.casesOf('one'), []);
  assert.equal(watchers.get('d'), undefined);
  assert.deepEqual(watchers.casesOf('two'), ['c']);
});

test('a connection that has gone while its case was read watches nothing', () => {
  const watchers = new CaseWatchers();
  watchers.join({ connectionId: 'one', signal: AbortSignal.abort() }, 'c', 3);
  assert.deepEqual(watchers.casesOf('one'), []);
  assert.equal(watchers.get('c'), undefined);
});
