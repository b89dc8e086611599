import type { Localized } from './locales.ts';

/** Opening hours in local time. Spans are `08:00-17:00` (the end may be `24:00`), in order, without overlap; none: closed that day. */
export interface OpeningHours {
  readonly week: Readonly<Record<'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun', readonly string[]>>;
  /** A date's own spans, by `2026-12-24`. */
  readonly exceptions: Readonly<Record<string, readonly string[]>>;
}

/** `GET /r/{region}/units/{unit}/hours`: when a unit is open. A unit that was merged into another is answered with that one. */
export interface UnitHours {
  readonly id: string;
  readonly name: Localized;
  /** The zone that the hours are written in (IANA name). */
  readonly timeZone: string;
  /** Absent: always open. Exceptions that are past are left out. */
  readonly hours?: OpeningHours;
}
