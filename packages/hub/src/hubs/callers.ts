import { coveredUnits } from '@nara/rules';
import type { ResidentActor, StaffActor } from '../cases/actor.ts';
import type { RegionDirectory } from '../cases/region-directory.ts';
import type { ResidentCaller, StaffCaller } from '../identity/caller.ts';

/** The resident of a connection as the verbs know them. */
export function residentActor({ personKey, name, sessionHash }: ResidentCaller): ResidentActor {
  return { side: 'resident', personKey, name, sessionHash };
}

/** The member of staff of a connection, with what the commission's unit covers today. */
export function staffActor(
  { staff, unitId, purpose, sessionHash }: StaffCaller,
  region: RegionDirectory,
): StaffActor {
  return { side: 'staff', staff, unitId, purpose, sessionHash, ...coverOf(unitId, region) };
}

/** The units and registers that a commission at a unit reaches; none for a unit that the region no longer has. */
export function coverOf(
  unitId: string,
  { units }: RegionDirectory,
): Pick<StaffActor, 'unitIds' | 'registers'> {
  const unit = units.find(({ id }) => id === unitId);
  if (unit === undefined) return { unitIds: [], registers: [] };
  return { unitIds: coveredUnits(unitId, units), registers: [unit.register] };
}
