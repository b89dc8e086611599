import assert from 'node:assert/strict';
import { test } from 'node:test';
import { firstDayWithComments } from './comment-days.ts';

const at = (instant: string, commentDays?: number) =>
  firstDayWithComments(
    { timeZone: 'Europe/Stockholm', ...(commentDays !== undefined && { feedback: { commentDays } }) },
    Date.parse(instant),
  );

test('comments are kept so many days before the region’s own today', () => {
  assert.equal(at('2026-11-24T22:59:59Z', 1), '2026-11-23');
  assert.equal(at('2026-11-24T23:00:00Z', 1), '2026-11-24');
  assert.equal(at('2026-11-24T09:31:00Z', 30), '2026-10-25');
});

test('what a region no longer receives goes after 90 days', () => {
  assert.equal(at('2026-11-24T09:31:00Z'), '2026-08-26');
});
