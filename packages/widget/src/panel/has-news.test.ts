import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hasNews } from './has-news.ts';

const a = (status: 'queued' | 'active' | 'closed', unread = 0) => ({ caseId: 'a', status, unread });

test('one’s turn, and the first unread message, call', () => {
  assert.equal(hasNews([a('queued')], [a('active')]), true);
  assert.equal(hasNews([a('active')], [a('active', 1)]), true);
});

test('what has called does not call again before it is read', () => {
  assert.equal(hasNews([a('active', 1)], [a('active', 2)]), false);
  assert.equal(hasNews([a('active', 2)], [a('active', 0)]), false);
});

test('a case that one has begun oneself, a place in the queue and an end do not call', () => {
  assert.equal(hasNews([], [a('queued')]), false);
  assert.equal(hasNews([], [a('active', 3)]), false);
  assert.equal(hasNews([a('active')], [a('queued')]), false);
  assert.equal(hasNews([a('active')], [a('closed')]), false);
});
