import type { Instant } from '@nara/contract';
import { calendarDay, clock, dayAndMonth, type TimePlace } from '@nara/elements/format.ts';
import type { DeskKey } from './desk-texts.ts';
import { ageOn, waitBetween } from './spans-of-time.ts';

/** How a text is asked for. */
export type Tell = (key: DeskKey, values?: Readonly<Record<string, string | number>>) => string;

/** How long it is between two instants, in words: `11 min`, `2 h 15 min`, `3 dygn`. */
export function tellWait(t: Tell, from: Instant, to: Instant): string {
  const wait = waitBetween(from, to);
  if (wait.unit === 'now') return t('desk.wait.now');
  if (wait.unit === 'hoursMinutes')
    return t('desk.wait.hoursMinutes', { hours: wait.hours, count: wait.count });
  return t(`desk.wait.${wait.unit}`, { count: wait.count });
}

/** The age today of somebody born on a day, in words: `34 år`, `20 mån`. */
export function tellAge(t: Tell, birthDate: string, now: Instant, place: TimePlace): string {
  const { unit, count } = ageOn(calendarDay(now, place), birthDate);
  return t(`desk.age.${unit}`, { count });
}

/** A time of day, with the date when it is another day than now: `10.42`, `21 november 10.42`. */
export function tellTime(at: Instant, now: Instant, place: TimePlace): string {
  const time = clock(at, place);
  return calendarDay(at, place) === calendarDay(now, place) ? time : `${dayAndMonth(at, place)} ${time}`;
}
