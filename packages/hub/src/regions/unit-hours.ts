import type { UnitHours } from '@nara/contract';
import { lastSuccessor, localDateOf } from '@nara/rules';
import type { RegionFacts } from './region-facts.ts';

/**
 * When a unit of the region is open, or the one that it was merged into, as of `now` (milliseconds since 1970): exceptions that are past
 * are left out. Undefined for a unit that is not there.
 */
export function unitHours(
  { units, timeZone }: Pick<RegionFacts, 'units' | 'timeZone'>,
  unitId: string,
  now: number,
): UnitHours | undefined {
  const unit = lastSuccessor(unitId, units);
  if (unit === undefined) return undefined;
  const { id, name, hours } = unit;
  if (hours === undefined) return { id, name, timeZone };
  const today = localDateOf(now, timeZone);
  const coming = Object.entries(hours.exceptions).filter(([date]) => date >= today);
  return { id, name, timeZone, hours: { week: hours.week, exceptions: Object.fromEntries(coming) } };
}
