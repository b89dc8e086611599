import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { OpeningHours } from '@nara/contract';
import fc from 'fast-check';
import { openingAt } from './hours.ts';
import { instantOf, localDateOf, nextDate } from './local-time.ts';

const day = ['08:00-17:00'];
const hours: OpeningHours = {
  week: { mon: day, tue: day, wed: day, thu: ['08:00-12:00', '13:00-19:00'], fri: day, sat: [], sun: [] },
  exceptions: { '2026-12-24': [], '2026-12-26': ['10:00-14:00'] },
};
const everyDay = (spans: readonly string[], exceptions: OpeningHours['exceptions'] = {}): OpeningHours => ({
  week: { mon: spans, tue: spans, wed: spans, thu: spans, fri: spans, sat: spans, sun: spans },
  exceptions,
});
const stockholm = 'Europe/Stockholm';
const at = (instant: string, given: OpeningHours = hours, zone = stockholm) =>
  openingAt(given, zone, Date.parse(instant));

describe('a clinic with hours', () => {
  const table: readonly [string, string, ReturnType<typeof openingAt>][] = [
    ['before it opens', '2026-11-23T06:59:00Z', { open: false, opensAt: '2026-11-23T07:00:00.000Z' }],
    ['at the minute it opens', '2026-11-23T07:00:00Z', { open: true, until: '2026-11-23T16:00:00.000Z' }],
    ['at the minute it closes', '2026-11-23T16:00:00Z', { open: false, opensAt: '2026-11-24T07:00:00.000Z' }],
    ['at lunch', '2026-11-26T11:30:00Z', { open: false, opensAt: '2026-11-26T12:00:00.000Z' }],
    ['before a weekend', '2026-11-27T16:30:00Z', { open: false, opensAt: '2026-11-30T07:00:00.000Z' }],
    ['before a closed day', '2026-12-23T16:30:00Z', { open: false, opensAt: '2026-12-25T07:00:00.000Z' }],
    [
      'on a date with hours of its own',
      '2026-12-26T09:30:00Z',
      { open: true, until: '2026-12-26T13:00:00.000Z' },
    ],
  ];
  for (const [when, instant, expected] of table)
    test(`says what holds ${when}`, () => assert.deepEqual(at(instant), expected));

  test('opens by the wall over both changes of the clock', () => {
    assert.deepEqual(at('2026-03-27T17:00:00Z'), { open: false, opensAt: '2026-03-30T06:00:00.000Z' });
    assert.deepEqual(at('2026-10-23T17:00:00Z'), { open: false, opensAt: '2026-10-26T07:00:00.000Z' });
  });

  test('goes by its own zone', () => {
    assert.deepEqual(at('2026-11-23T06:30:00Z', hours, 'Europe/Helsinki'), {
      open: true,
      until: '2026-11-23T15:00:00.000Z',
    });
  });

  test('is open through midnight where spans meet', () => {
    const night = everyDay(['00:00-02:00', '20:00-24:00']);
    assert.deepEqual(at('2026-11-23T20:00:00Z', night), { open: true, until: '2026-11-24T01:00:00.000Z' });
  });

  test('that never closes, or never opens, tells no instant', () => {
    assert.deepEqual(openingAt(undefined, stockholm, 0), { open: true });
    assert.deepEqual(at('2026-11-23T20:00:00Z', everyDay(['00:00-24:00'])), { open: true });
    assert.deepEqual(at('2026-11-23T20:00:00Z', everyDay([])), { open: false });
  });
});

const anyInstant = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 11, 31) });
const anyZone = fc.constantFrom('Europe/Stockholm', 'Europe/Helsinki', 'Europe/Mariehamn', 'UTC');

test('whatever the instant: what is told next is when it changes, and not before', () => {
  fc.assert(
    fc.property(anyInstant, anyZone, (now, zone) => {
      const view = openingAt(hours, zone, now);
      const change = Date.parse((view.open ? view.until : view.opensAt) ?? '');
      assert.ok(change > now);
      assert.equal(openingAt(hours, zone, change).open, !view.open);
      assert.equal(openingAt(hours, zone, change - 1).open, view.open);
    }),
    { numRuns: 200 },
  );
});

test('whatever the date: each day begins when the one before ends', () => {
  fc.assert(
    fc.property(anyInstant, anyZone, (now, zone) => {
      const date = localDateOf(now, zone);
      const begins = instantOf(date, 0, zone);
      const ends = instantOf(nextDate(date), 0, zone);
      assert.ok(begins <= now && now < ends);
      assert.equal(instantOf(date, 24 * 60, zone), ends);
      assert.ok([23, 24, 25].includes((ends - begins) / 3_600_000));
    }),
    { numRuns: 200 },
  );
});

test('a time that the clock skips, and the first of one that comes twice', () => {
  const minutes = 2 * 60 + 30;
  assert.equal(
    new Date(instantOf('2026-03-29', minutes, stockholm)).toISOString(),
    '2026-03-29T01:30:00.000Z',
  );
  assert.equal(
    new Date(instantOf('2026-10-25', minutes, stockholm)).toISOString(),
    '2026-10-25T00:30:00.000Z',
  );
});
