import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ageOn, waitBetween } from './spans-of-time.ts';

const from = '2026-11-23T09:00:00.000Z';
const after = (minutes: number) => new Date(Date.parse(from) + minutes * 60_000).toISOString();

test('a wait is told in minutes, then hours and minutes, then hours, then days', () => {
  assert.deepEqual(waitBetween(from, after(0.9)), { unit: 'now' });
  assert.deepEqual(waitBetween(from, after(11)), { unit: 'minutes', count: 11 });
  assert.deepEqual(waitBetween(from, after(60)), { unit: 'hours', count: 1 });
  assert.deepEqual(waitBetween(from, after(135)), { unit: 'hoursMinutes', hours: 2, count: 15 });
  assert.deepEqual(waitBetween(from, after(11 * 60 + 15)), { unit: 'hours', count: 11 });
  assert.deepEqual(waitBetween(from, after(26 * 60)), { unit: 'days', count: 1 });
});

test('a clock that is behind the hub gives no wait below zero', () => {
  assert.deepEqual(waitBetween(from, after(-5)), { unit: 'now' });
});

test('an age is told in months under two years, and grows on the birthday', () => {
  assert.deepEqual(ageOn('2026-11-23', '2025-03-14'), { unit: 'months', count: 20 });
  assert.deepEqual(ageOn('2026-11-22', '2013-11-23'), { unit: 'years', count: 12 });
  assert.deepEqual(ageOn('2026-11-23', '2013-11-23'), { unit: 'years', count: 13 });
  assert.deepEqual(ageOn('2026-11-23', '1919-06-20'), { unit: 'years', count: 107 });
});

test('somebody born on 29 February is a year older on 1 March', () => {
  assert.deepEqual(ageOn('2026-02-28', '1992-02-29'), { unit: 'years', count: 33 });
  assert.deepEqual(ageOn('2026-03-01', '1992-02-29'), { unit: 'years', count: 34 });
});
