import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { locales } from '@nara/contract';
import { dayKey } from './panel-context.ts';

/** Noon and an hour of a day of November 2026 in the reader's zone. */
const november = (day: number, hour = 12) => new Date(2026, 10, day, hour).toISOString();

test('a day is today or tomorrow by the reader’s calendar, then one of the week', () => {
  assert.equal(dayKey(november(24, 23), november(24, 1)), 'day.today');
  assert.equal(dayKey(november(25, 0), november(24, 23)), 'day.tomorrow');
  assert.equal(dayKey(november(26, 0), november(24, 23)), 'day.thursday');
  assert.equal(dayKey(november(30), november(24)), 'day.monday');
  // The day on which the clock is put back has an hour more.
  const october = (day: number) => new Date(2026, 9, day, 12).toISOString();
  assert.equal(dayKey(october(26), october(25)), 'day.tomorrow');
  assert.equal(dayKey(october(25), october(24)), 'day.tomorrow');
});

test('the days are called as the calendar’s own data call them', () => {
  for (const locale of locales) {
    const file = new URL(`../../locales/${locale}.json`, import.meta.url);
    const texts: Record<string, string> = JSON.parse(readFileSync(file, 'utf8'));
    const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
    for (const [away, key] of ['day.today', 'day.tomorrow'].entries())
      assert.equal(texts[key], relative.format(away, 'day').replace(' ', '\u00a0'));
    for (let day = 26; day < 33; day += 1) {
      const weekday = new Date(november(day)).toLocaleDateString(locale, { weekday: 'long' });
      // On which day is the essive in Finnish, which some versions of the data give and others do not.
      const called = locale === 'fi' ? `${weekday.replace(/na$/, '')}na` : weekday;
      assert.equal(texts[dayKey(november(day), november(24))], called);
    }
  }
});
