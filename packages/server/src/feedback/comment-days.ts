import { localDateOf } from '@nara/rules';
import type { RegionConfig } from '../config/hub-config.ts';

/** How many days comments on pages are kept where a region does not say. */
export const defaultCommentDays = 90;

/**
 * The first day whose comments a region still keeps at `now` (milliseconds since 1970), `2026-08-26`. What was received before a region
 * took the setting out goes after the default time.
 */
export function firstDayWithComments(
  { feedback, timeZone }: Pick<RegionConfig, 'feedback' | 'timeZone'>,
  now: number,
): string {
  const days = feedback?.commentDays ?? defaultCommentDays;
  const today = Date.parse(`${localDateOf(now, timeZone)}T00:00:00Z`);
  return new Date(today - days * 86_400_000).toISOString().slice(0, 10);
}
