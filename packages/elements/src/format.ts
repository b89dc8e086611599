import type { Instant, Locale } from '@nara/contract';

/** Where a formatted time is read: the language, and the zone (IANA name) when it is not the reader's own. */
export interface TimePlace {
  readonly locale: Locale;
  readonly timeZone?: string;
}

const tag: Record<Locale, string> = { 'sv-SE': 'sv-SE', 'sv-FI': 'sv-FI', fi: 'fi-FI', en: 'en-GB' };
const noBreak = '\u00a0';

function formatter(place: TimePlace, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(
    tag[place.locale],
    place.timeZone === undefined ? options : { ...options, timeZone: place.timeZone },
  );
}

function parts(instant: Instant, place: TimePlace, options: Intl.DateTimeFormatOptions) {
  const found = new Map<string, string>();
  for (const { type, value } of formatter(place, options).formatToParts(new Date(instant)))
    found.set(type, value);
  return found;
}

/** Hour (0 to 23) and minute, two digits each. In the reader's own zone without `Intl`, which takes a phone 50 ms to begin with. */
function hourAndMinute(instant: Instant, place: TimePlace): readonly string[] {
  if (place.timeZone !== undefined) {
    const found = parts(instant, place, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
    return [found.get('hour') ?? '', found.get('minute') ?? ''];
  }
  const date = new Date(instant);
  return [date.getHours(), date.getMinutes()].map(number => String(number).padStart(2, '0'));
}

/** The time of day with minutes: `16.00` in Swedish and Finnish, `4:00 pm` in English. */
export function clock(instant: Instant, place: TimePlace): string {
  const [hour = '', minute = ''] = hourAndMinute(instant, place);
  if (place.locale !== 'en') return `${hour}.${minute}`;
  return `${Number(hour) % 12 || 12}:${minute}${noBreak}${Number(hour) < 12 ? 'am' : 'pm'}`;
}

const before: Record<Locale, string> = { 'sv-SE': 'kl.', 'sv-FI': 'kl.', fi: 'klo', en: '' };

/** The time of day as it stands in a sentence: `kl. 16.00`, `klo 16.00`, `4 pm`. Never breaks over a line. */
export function timeOfDay(instant: Instant, place: TimePlace): string {
  const time = clock(instant, place);
  if (place.locale === 'en') return time.replace(':00', '');
  return `${before[place.locale]}${noBreak}${time}`;
}

/** The day as a heading: `Tisdag 24 november`, `Tiistai 24. marraskuuta`, `Tuesday 24 November`. */
export function day(instant: Instant, place: TimePlace): string {
  const found = parts(instant, place, { weekday: 'long', day: 'numeric', month: 'long' });
  const number = `${found.get('day') ?? ''}${place.locale === 'fi' ? '.' : ''}`;
  const text = `${found.get('weekday') ?? ''} ${number}${noBreak}${found.get('month') ?? ''}`;
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Day and month without the weekday: `24 november`, `24. marraskuuta`, `24 November`. */
export function dayAndMonth(instant: Instant, place: TimePlace): string {
  return formatter(place, { day: 'numeric', month: 'long' })
    .format(new Date(instant))
    .replaceAll(' ', noBreak);
}

/** The calendar day of an instant in the reader's zone, `2026-11-24`: equal for two instants of one day. */
export function calendarDay(instant: Instant, place: TimePlace): string {
  const found = parts(instant, place, { year: 'numeric', month: '2-digit', day: '2-digit' });
  return `${found.get('year') ?? ''}-${found.get('month') ?? ''}-${found.get('day') ?? ''}`;
}

/** A span of whole numbers, `10–15`; one number when both ends are the same. */
export function span(from: number, to: number): string {
  return from === to ? String(from) : `${from}–${to}`;
}

/** Whole minutes from `now` (milliseconds since 1970) until an instant, at least 1: who reads "2 minutes" has about two. */
export function minutesUntil(instant: Instant, now: number): number {
  return Math.max(1, Math.round((Date.parse(instant) - now) / 60_000));
}
