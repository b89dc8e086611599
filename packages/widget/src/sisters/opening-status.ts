import type { Instant, Locale } from '@nara/contract';
import { dayAndMonth, dayFromNow, timeOfDay } from '@nara/elements/format.ts';
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
  const named = isNear ? dayFromNow(change, new Date(now).toISOString(), place) : dayAndMonth(change, place);
  return say(open ? 'hours.closesLater' : 'hours.opensLater', { day: named, time });
}
