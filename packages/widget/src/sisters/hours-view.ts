import type { Locale, UnitHours } from '@nara/contract';
import { pickText } from '@nara/contract';
import { clock, day } from '@nara/elements/format.ts';
import { instantOf, localDateOf, nextDate, openingAt, weekdayOf } from '@nara/rules';
import { type HoursKey, hoursTexts } from './hours-texts.ts';
import { openingStatus, weekdayOn } from './opening-status.ts';
import { type Say, sayIn } from './texts.ts';

/** One day as it is shown. */
export interface HoursRow {
  readonly day: string;
  /** Each span by itself, or one word: closed, the whole day. */
  readonly hours: readonly string[];
  /** What holds on this day of the week otherwise, where the date is an exception. */
  readonly usually?: string;
  readonly today: boolean;
}

/** What is shown of a unit's hours at an instant. */
export interface HoursView {
  readonly open: boolean;
  readonly status: string;
  readonly name: string;
  /** The next seven days, today first; none for a unit that never closes. */
  readonly week: readonly HoursRow[];
  /** Exceptions after those. */
  readonly later: readonly HoursRow[];
  /** When something of this changes next, in milliseconds since 1970. */
  readonly changesAt?: number;
}

/** How far ahead exceptions are shown, in days. */
const horizon = 60;

/** What to show of a unit's hours at `now` (milliseconds since 1970): days and times are those of the unit's zone, wherever the reader is. */
export function hoursView(unit: UnitHours, now: number, locale: Locale): HoursView {
  const say = sayIn(hoursTexts, locale);
  const { text: name } = pickText(unit.name, locale);
  const { hours, timeZone } = unit;
  const opening = openingAt(hours, timeZone, now);
  const change = opening.until ?? opening.opensAt;
  const status = openingStatus(opening.open, change, { now, locale, timeZone, say });
  if (hours === undefined) return { open: true, status, name, week: [], later: [] };
  const dates = daysFrom(localDateOf(now, timeZone), horizon);
  const [today = '', tomorrow = ''] = dates;
  const usual = (date: string) => hours.week[weekdayOf(date)];
  const other = (date: string) => {
    const spans = hours.exceptions[date];
    return spans?.join() === usual(date).join() ? undefined : spans;
  };
  const row = (date: string): HoursRow => {
    const exception = other(date);
    const named = exception ? dateOf(date, locale) : weekday(date, locale);
    return {
      day: date === today ? say('hours.today', { day: named }) : named,
      hours: spans(exception ?? usual(date), locale, say),
      today: date === today,
    };
  };
  const ofWeek = (date: string): HoursRow => {
    if (other(date) === undefined) return row(date);
    const usually = spans(usual(date), locale, say).join(', ').toLowerCase();
    return { ...row(date), usually: say('hours.usually', { hours: usually }) };
  };
  const midnight = instantOf(tomorrow, 0, timeZone);
  return {
    open: opening.open,
    status,
    name,
    week: dates.slice(0, 7).map(ofWeek),
    later: dates.slice(7).filter(other).map(row),
    changesAt: Math.min(midnight, change === undefined ? midnight : Date.parse(change)),
  };
}

function daysFrom(first: string, count: number): readonly string[] {
  const dates = [first];
  while (dates.length < count) dates.push(nextDate(dates.at(-1) ?? first));
  return dates;
}

/** `Torsdag 24 december`, with spaces at which a narrow column may break. */
function dateOf(date: string, locale: Locale): string {
  return day(`${date}T12:00:00Z`, { locale, timeZone: 'UTC' }).replaceAll('\u00a0', ' ');
}

/** `Måndag`, `Maanantai`, `Monday`. */
function weekday(date: string, locale: Locale): string {
  const [first = '', ...rest] = weekdayOn(date, locale);
  return first.toUpperCase() + rest.join('');
}

/** A dash at which no line breaks. */
const dash = '\u2060–\u2060';

function spans(written: readonly string[], locale: Locale, say: Say<HoursKey>): readonly string[] {
  if (written.length === 0) return [say('hours.closed')];
  if (written.join() === '00:00-24:00') return [say('hours.allDay')];
  return written.map(span =>
    span
      .split('-')
      .map(time => wallTime(time, locale))
      .join(dash),
  );
}

/** `08:00` as people read it: `08.00`, `8:00 am`. */
function wallTime(time: string, locale: Locale): string {
  if (locale !== 'en') return time.replace(':', '.');
  return clock(`1970-01-01T${time}:00Z`, { locale, timeZone: 'UTC' });
}
