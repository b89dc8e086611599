import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Locale, locales, type OpeningHours, type UnitHours } from '@nara/contract';
import { hoursView } from './hours-view.ts';

const day = ['08:00-17:00'];
const week: OpeningHours['week'] = {
  mon: day,
  tue: day,
  wed: day,
  thu: ['08:00-12:00', '13:00-19:00'],
  fri: ['08:00-24:00'],
  sat: [],
  sun: [],
};
const shutWeek = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };
const unit: UnitHours = {
  id: 'SE2329990017-A001',
  name: { 'sv-SE': 'Norrviks vårdcentral', en: 'Norrvik health centre' },
  timeZone: 'Europe/Stockholm',
  hours: {
    week,
    exceptions: {
      '2026-11-26': [],
      '2026-11-27': ['08:00-24:00'],
      '2026-12-24': [],
      '2026-12-29': day,
      '2026-12-31': ['08:00-12:00'],
      '2027-03-01': [],
    },
  },
};
/** What may not break a line as what it looks like. */
const plain = (text: string) => text.replaceAll('\u00a0', ' ').replaceAll('\u2060', '');
const at = (instant: string, locale: Locale = 'sv-SE', given = unit) =>
  hoursView(given, Date.parse(instant), locale);
const statusAt = (instant: string, locale?: Locale, given?: UnitHours) =>
  plain(at(instant, locale, given).status);

test('says till when it is open, or from when, in each language', () => {
  const table: Readonly<Record<Locale, readonly string[]>> = {
    'sv-SE': [
      'Öppet nu. Stänger kl. 17.00',
      'Stängt nu. Öppnar kl. 08.00',
      'Stängt nu. Öppnar i morgon kl. 08.00',
      'Stängt nu. Öppnar måndag kl. 08.00',
    ],
    'sv-FI': [
      'Öppet nu. Stänger kl. 17.00',
      'Stängt nu. Öppnar kl. 08.00',
      'Stängt nu. Öppnar i morgon kl. 08.00',
      'Stängt nu. Öppnar måndag kl. 08.00',
    ],
    fi: [
      'Avoinna nyt. Sulkeutuu klo 17.00',
      'Suljettu nyt. Aukeaa klo 08.00',
      'Suljettu nyt. Aukeaa huomenna klo 08.00',
      'Suljettu nyt. Aukeaa maanantaina klo 08.00',
    ],
    en: [
      'Open now. Closes at 5 pm',
      'Closed now. Opens at 8 am',
      'Closed now. Opens tomorrow at 8 am',
      'Closed now. Opens Monday at 8 am',
    ],
  };
  const instants = [
    '2026-11-24T09:31:00Z',
    '2026-11-24T05:00:00Z',
    '2026-11-24T16:00:00Z',
    '2026-11-28T09:00:00Z',
  ];
  for (const locale of locales)
    assert.deepEqual(
      instants.map(instant => statusAt(instant, locale)),
      table[locale],
    );
});

test('a day that is a week away or more has its date', () => {
  const shut: UnitHours = {
    ...unit,
    hours: {
      week: shutWeek,
      exceptions: { '2026-12-01': day, '2026-12-04': day },
    },
  };
  assert.equal(statusAt('2026-11-25T09:00:00Z', 'sv-SE', shut), 'Stängt nu. Öppnar tisdag kl. 08.00');
  assert.equal(statusAt('2026-11-24T09:00:00Z', 'sv-SE', shut), 'Stängt nu. Öppnar 1 december kl. 08.00');
  assert.equal(statusAt('2026-11-24T09:00:00Z', 'fi', shut), 'Suljettu nyt. Aukeaa 1. joulukuuta klo 08.00');
  assert.equal(statusAt('2026-11-24T09:00:00Z', 'en', shut), 'Closed now. Opens 1 December at 8 am');
});

test('a day that ends at midnight ends today; one that goes on ends tomorrow', () => {
  assert.equal(statusAt('2026-11-27T20:00:00Z'), 'Öppet nu. Stänger kl. 00.00');
  const night = { ...unit, hours: { week, exceptions: { '2026-11-28': ['00:00-02:00'] } } };
  assert.equal(statusAt('2026-11-27T20:00:00Z', 'sv-SE', night), 'Öppet nu. Stänger i morgon kl. 02.00');
});

test('a unit without hours never closes, one without any never opens', () => {
  const { hours: _, ...always } = unit;
  const view = at('2026-11-24T09:31:00Z', 'fi', always);
  assert.deepEqual(
    [view.open, view.status, view.week, view.changesAt],
    [true, 'Avoinna ympäri vuorokauden', [], undefined],
  );
  const never = {
    ...unit,
    hours: { week: shutWeek, exceptions: {} },
  };
  const closed = at('2026-11-24T09:31:00Z', 'en', never);
  assert.deepEqual([closed.open, closed.status], [false, 'Closed']);
});

test('the week begins today, in the unit’s zone, with its exceptions and what they stand in for', () => {
  const rows = (locale: Locale) =>
    at('2026-11-24T23:30:00Z', locale).week.map(({ day, hours, usually }) =>
      plain([day, ...hours, usually].join(' | ')),
    );
  assert.deepEqual(rows('sv-SE'), [
    'Onsdag, i dag | 08.00–17.00 | ',
    'Torsdag 26 november | Stängt | Vanligtvis 08.00–12.00, 13.00–19.00',
    'Fredag | 08.00–24.00 | ',
    'Lördag | Stängt | ',
    'Söndag | Stängt | ',
    'Måndag | 08.00–17.00 | ',
    'Tisdag | 08.00–17.00 | ',
  ]);
  assert.deepEqual(rows('en').slice(0, 3), [
    'Wednesday, today | 8:00 am–5:00 pm | ',
    'Thursday 26 November | Closed | Usually 8:00 am–12:00 pm, 1:00 pm–7:00 pm',
    'Friday | 8:00 am–12:00 am | ',
  ]);
  assert.deepEqual(
    at('2026-11-24T23:30:00Z').week.map(({ today }) => today),
    [true, false, false, false, false, false, false],
  );
});

test('an exception on a day that is usually closed says so', () => {
  const extra = { ...unit, hours: { week, exceptions: { '2026-11-28': ['00:00-24:00'] } } };
  const { hours, usually } = at('2026-11-24T09:31:00Z', 'fi', extra).week[4] ?? {};
  assert.deepEqual([hours, usually], [['Ympäri vuorokauden'], 'Tavallisesti suljettu']);
});

test('exceptions after the week that change anything follow with their dates, as far as 60 days', () => {
  assert.deepEqual(
    at('2026-11-24T09:31:00Z').later.map(({ day, hours }) => plain([day, ...hours].join(' | '))),
    ['Torsdag 24 december | Stängt', 'Torsdag 31 december | 08.00–12.00'],
  );
});

test('it changes when the unit does, and when the day does', () => {
  const changes = (instant: string) => new Date(at(instant).changesAt ?? 0).toISOString();
  assert.equal(changes('2026-11-24T09:31:00Z'), '2026-11-24T16:00:00.000Z');
  assert.equal(changes('2026-11-24T16:00:00Z'), '2026-11-24T23:00:00.000Z');
  assert.equal(changes('2026-11-24T23:00:00Z'), '2026-11-25T07:00:00.000Z');
});

test('the name is that of the reader’s language, or the nearest', () => {
  assert.equal(at('2026-11-24T09:31:00Z', 'en').name, 'Norrvik health centre');
  assert.equal(at('2026-11-24T09:31:00Z', 'fi').name, 'Norrviks vårdcentral');
});
