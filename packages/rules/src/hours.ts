import type { OpeningHours, OpeningView } from '@nara/contract';
import { instantOf, localDateOf, nextDate, weekdayOf } from './local-time.ts';

interface Span {
  readonly from: number;
  readonly to: number;
}

const searchDays = 60;

/**
 * Whether a place with these hours in this zone is open at `now` (milliseconds since 1970), and till when, or when it opens
 * next. Right over changes of the clock: hours are what the wall says. Without hours it is always open, and neither instant is
 * told; the next opening is looked for in 60 days.
 */
export function openingAt(hours: OpeningHours | undefined, timeZone: string, now: number): OpeningView {
  if (hours === undefined) return { open: true };
  const today = localDateOf(now, timeZone);
  let until: number | undefined;
  // A span until 24:00 goes on where the next day's first begins.
  for (let date = today, day = 0; day < searchDays; date = nextDate(date), day += 1) {
    for (const { from, to } of spansOn(hours, date, timeZone)) {
      if (until !== undefined && from > until) return { open: true, until: iso(until) };
      if (until !== undefined || (from <= now && now < to)) until = Math.max(until ?? 0, to);
      else if (from > now) return { open: false, opensAt: iso(from) };
    }
    if (until !== undefined && until < instantOf(nextDate(date), 0, timeZone))
      return { open: true, until: iso(until) };
  }
  return { open: until !== undefined };
}

/** The spans of one local day, as instants. A span that the clock's change swallows whole is not there. */
function spansOn(hours: OpeningHours, date: string, timeZone: string): readonly Span[] {
  const written = hours.exceptions[date] ?? hours.week[weekdayOf(date)];
  return written.flatMap(text => {
    const match = /^(\d{2}):(\d{2})-(\d{2}):(\d{2})$/.exec(text);
    if (match === null) throw new TypeError(`hours: "${text}" is not a span such as 08:00-17:00`);
    const [fromHour = 0, fromMinute = 0, toHour = 0, toMinute = 0] = match.slice(1).map(Number);
    const from = instantOf(date, fromHour * 60 + fromMinute, timeZone);
    const to = instantOf(date, toHour * 60 + toMinute, timeZone);
    return from < to ? [{ from, to }] : [];
  });
}

function iso(instant: number): string {
  return new Date(instant).toISOString();
}
