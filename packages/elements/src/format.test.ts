import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clock, day, dayAndMonth, minutesUntil, span, timeOfDay } from './format.ts';

const se = { locale: 'sv-SE', timeZone: 'Europe/Stockholm' } as const;
const fiSwedish = { locale: 'sv-FI', timeZone: 'Europe/Helsinki' } as const;
const fi = { locale: 'fi', timeZone: 'Europe/Helsinki' } as const;
const en = { locale: 'en', timeZone: 'Europe/Stockholm' } as const;
const at = '2026-11-24T15:00:00.000Z';

test('a time of day carries its word and a no-break space', () => {
  assert.equal(timeOfDay(at, se), 'kl.\u00a016.00');
  assert.equal(timeOfDay(at, fiSwedish), 'kl.\u00a017.00');
  assert.equal(timeOfDay(at, fi), 'klo\u00a017.00');
  assert.equal(timeOfDay(at, en), '4\u00a0pm');
  assert.equal(timeOfDay('2026-11-24T15:05:00.000Z', en), '4:05\u00a0pm');
});

test('a clock has two digits and a point, midnight is 00', () => {
  assert.equal(clock('2026-11-24T08:05:00.000Z', se), '09.05');
  assert.equal(clock('2026-11-23T23:00:00.000Z', se), '00.00');
});

test('a day begins with a capital and keeps number and month together', () => {
  assert.equal(day(at, se), 'Tisdag 24\u00a0november');
  assert.equal(day(at, fi), 'Tiistai 24.\u00a0marraskuuta');
  assert.equal(day(at, en), 'Tuesday 24\u00a0November');
  assert.equal(dayAndMonth(at, fi), '24.\u00a0marraskuuta');
});

test('a span of one number is that number', () => {
  assert.equal(span(10, 15), '10–15');
  assert.equal(span(5, 5), '5');
});

test('minutes until an instant are whole, and never fewer than one', () => {
  const until = (seconds: number) => minutesUntil(at, Date.parse(at) - seconds * 1000);
  assert.deepEqual([121, 120, 91, 89, 5, -5].map(until), [2, 2, 2, 1, 1, 1]);
});

test('in the reader’s own zone a time is the same as where that zone is named', () => {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  for (const locale of ['sv-SE', 'fi', 'en'] as const)
    for (let hour = 0; hour < 24; hour += 1) {
      const instant = new Date(Date.UTC(2026, 10, 24, hour, 5)).toISOString();
      assert.equal(clock(instant, { locale }), clock(instant, { locale, timeZone }));
    }
});
