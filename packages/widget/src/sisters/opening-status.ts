import type { Instant, Locale } from '@nara/contract';
import { dayAndMonth, type TimePlace, timeOfDay } from '@nara/elements/format.ts';
import { localDateOf } from '@nara/rules';
import type { HoursKey } from './hours-texts.ts';
import type { Say } from './texts.ts';

/** Where and how it is said. */
export interface StatusPlace {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly locale: Locale;
  readonly timeZone: string;
  readonly say: Say<HoursKey>;
}

/** Whether something is open now, and when that changes: `Öppet nu. Stänger kl. 16.00`. */
export function openingStatus(
  open: boolean,
  change: Instant | undefined,
  { now, locale, timeZone, say }: StatusPlace,
): string {
  if (change === undefined) return say(open ? 'hours.always' : 'hours.closed');
  const place = { locale, timeZone };
  const time = timeOfDay(change, place);
  const today = localDateOf(now, timeZone);
  // A span that ends at midnight ends today.
  const date = localDateOf(Date.parse(change) - (open ? 1 : 0), timeZone);
  if (date === today) return say(open ? 'hours.closes' : 'hours.opens', { time });
  const isNear = Date.parse(date) - Date.parse(today) < 7 * 86_400_000;
  const named = isNear ? comingDay(change, today, place) : dayAndMonth(change, place);
  return say(open ? 'hours.closesLater' : 'hours.opensLater', { day: named, time });
}

/** A day of the coming week as it stands in a sentence: `i morgon`, then `måndag`, `maanantaina`, `Monday`. */
function comingDay(instant: Instant, today: string, { locale, timeZone }: Required<TimePlace>): string {
  const date = localDateOf(Date.parse(instant), timeZone);
  if (Date.parse(date) - Date.parse(today) === 86_400_000)
    return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(1, 'day').replace(' ', '\u00a0');
  const weekday = weekdayOn(date, locale);
  return locale === 'fi' && !weekday.endsWith('na') ? `${weekday}na` : weekday;
}

/** The weekday of a date, `2026-11-24`, as the language writes it: `måndag`, `maanantai`, `Monday`. */
export function weekdayOn(date: string, locale: Locale): string {
  return new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' }).format(new Date(date));
}
