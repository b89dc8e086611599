import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CaseDrafts } from './case-drafts.ts';

function memory() {
  const items = new Map<string, string>();
  return {
    items,
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  };
}

test('each case keeps its own answer and note', () => {
  const drafts = new CaseDrafts();
  drafts.set('a', { reply: 'Hej' });
  drafts.set('a', { note: 'Ring i morgon', tab: 'note' });
  drafts.set('b', { reply: 'Hei' });
  assert.deepEqual(drafts.get('a'), { reply: 'Hej', note: 'Ring i morgon', tab: 'note' });
  assert.equal(drafts.get('b').reply, 'Hei');
  assert.deepEqual(drafts.get('c'), { reply: '', note: '', tab: 'reply' });
});

test('white space alone is nothing unsent', () => {
  const drafts = new CaseDrafts();
  drafts.set('a', { reply: ' \n' });
  assert.equal(drafts.unsent, false);
  drafts.set('a', { note: 'x' });
  assert.equal(drafts.unsent, true);
});

test('drafts come back once after the same person logs in again', () => {
  const storage = memory();
  const before = new CaseDrafts();
  before.set('a', { reply: 'Hej', tab: 'reply' });
  before.stash(storage, 's1');
  const after = new CaseDrafts();
  after.restore(storage, 's1');
  assert.equal(after.get('a').reply, 'Hej');
  assert.equal(storage.items.size, 0);
});

test('another person’s drafts are thrown away unread', () => {
  const storage = memory();
  const before = new CaseDrafts();
  before.set('a', { reply: 'Hej' });
  before.stash(storage, 's1');
  const after = new CaseDrafts();
  after.restore(storage, 's2');
  assert.equal(after.unsent, false);
  assert.equal(storage.items.size, 0);
});

test('nothing is stored when nothing is unsent, and what is broken is left alone', () => {
  const storage = memory();
  new CaseDrafts().stash(storage, 's1');
  assert.equal(storage.items.size, 0);
  storage.setItem('nara-desk-drafts', '{"staffId":"s1","drafts":3}');
  const drafts = new CaseDrafts();
  drafts.restore(storage, 's1');
  assert.equal(drafts.unsent, false);
});
