import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { UnitConfig } from './region-facts.ts';
import { unitHours } from './unit-hours.ts';

const timeZone = 'Europe/Helsinki';
const day = ['08:00-16:00'];
const hours = {
  week: { mon: day, tue: day, wed: day, thu: day, fri: day, sat: [], sun: [] },
  exceptions: { '2026-12-23': ['08:00-12:00'], '2026-12-24': [], '2027-01-06': [] },
};
const unit = { provider: 'p', register: 'health', choosable: true } as const;
const units: readonly UnitConfig[] = [
  { ...unit, id: 'a', name: { fi: 'Majakkaluoto' }, hours },
  { ...unit, id: 'b', name: { fi: 'Hyljeluoto' }, successor: 'a' },
  { ...unit, id: 'c', name: { fi: 'Päivystysapu' } },
];
const at = (id: string, instant: string) => unitHours({ units, timeZone }, id, Date.parse(instant));

test('exceptions are told until their day is over in the region', () => {
  const dates = (instant: string) => Object.keys(at('a', instant)?.hours?.exceptions ?? {});
  assert.deepEqual(dates('2026-12-23T21:59:59Z'), ['2026-12-23', '2026-12-24', '2027-01-06']);
  assert.deepEqual(dates('2026-12-23T22:00:00Z'), ['2026-12-24', '2027-01-06']);
});

test('a unit that was merged has the hours and the name of the other', () => {
  assert.deepEqual(at('b', '2026-11-24T09:31:00Z'), at('a', '2026-11-24T09:31:00Z'));
});

test('a unit without hours tells none, and one that is not there nothing', () => {
  assert.deepEqual(at('c', '2026-11-24T09:31:00Z'), { id: 'c', name: { fi: 'Päivystysapu' }, timeZone });
  assert.equal(at('d', '2026-11-24T09:31:00Z'), undefined);
});
