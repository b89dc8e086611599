import { type Answer, accept, refuse } from '@nara/contract';

/** A unit as routing sees it. */
export interface RoutableUnit {
  readonly id: string;
  readonly providerId: string;
  readonly register: 'health' | 'social';
  /** The unit it was merged into: new cases go there. */
  readonly successor?: string;
  /** Whether a person listed nowhere may choose it. */
  readonly choosable: boolean;
}

/** What is needed to follow a unit to the one that it was merged into. */
type Succeeded = Pick<RoutableUnit, 'id' | 'successor'>;

/** A service as routing sees it. */
export interface RoutableService {
  readonly id: string;
  readonly register: 'health' | 'social';
}

/** What decides which unit a case goes to. */
export interface RoutingInput {
  /** Where the listing register has the person; undefined when nowhere. A unit outside the region counts as nowhere. */
  readonly listedUnitId: string | undefined;
  /** What the person chose; heard only when the listing does not decide. */
  readonly chosenUnitId: string | undefined;
  readonly service: RoutableService;
  readonly units: readonly RoutableUnit[];
}

/**
 * The unit a new case goes to: the listed one, else the chosen one, each followed to its last successor, else the only one
 * there is. A listing decides only for services of its unit's own register. Refused with `unit_needed` when nothing decides,
 * and with `invalid_input` (path `unitId`) when the chosen unit is not one that may be chosen.
 */
export function routeCase({
  listedUnitId,
  chosenUnitId,
  service,
  units,
}: RoutingInput): Answer<RoutableUnit> {
  const listed = listedUnitId === undefined ? undefined : lastSuccessor(listedUnitId, units);
  if (listed?.register === service.register) return accept(listed);
  const offered = choosableUnits(service.register, units);
  const chosen = chosenUnitId === undefined ? undefined : lastSuccessor(chosenUnitId, units);
  if (chosen !== undefined && offered.some(({ id }) => id === chosen.id)) return accept(chosen);
  const [only] = offered;
  if (only !== undefined && offered.length === 1) return accept(only);
  return chosenUnitId === undefined ? refuse('unit_needed') : refuse('invalid_input', { path: 'unitId' });
}

/** The units that a person listed nowhere may choose among, in one register or in all. Merged units are not among them. */
export function choosableUnits(
  register: 'health' | 'social' | undefined,
  units: readonly RoutableUnit[],
): readonly RoutableUnit[] {
  return units.filter(
    unit =>
      unit.choosable &&
      unit.successor === undefined &&
      (register === undefined || unit.register === register),
  );
}

/**
 * The unit that stands at the end of the chain of successors. Undefined when the chain leads to a unit that is not there, or
 * never ends ({@link successorCycles} finds that before a hub starts).
 */
export function lastSuccessor<Unit extends Succeeded>(
  unitId: string,
  units: readonly Unit[],
): Unit | undefined {
  const { chain, next } = followSuccessors(unitId, units);
  return next === undefined ? chain.at(-1) : undefined;
}

/** The ids of units that come back to themselves when their successors are followed. */
export function successorCycles(units: readonly RoutableUnit[]): readonly string[] {
  return units.map(unit => unit.id).filter(id => followSuccessors(id, units).next === id);
}

/** The units on the way, each once, and the id the way stopped at: an unknown one or one it had met; undefined at a proper end. */
function followSuccessors<Unit extends Succeeded>(
  unitId: string,
  units: readonly Unit[],
): { readonly chain: readonly Unit[]; readonly next: string | undefined } {
  const chain: Unit[] = [];
  let next: string | undefined = unitId;
  while (next !== undefined) {
    const wanted: string = next;
    const unit = units.find(({ id }) => id === wanted);
    if (unit === undefined || chain.includes(unit)) break;
    chain.push(unit);
    next = unit.successor;
  }
  return { chain, next };
}

/**
 * The units whose cases the staff of a unit see: its own, and those merged into it, directly or by way of others, that belong
 * to the same provider. Reading across providers needs the resident's consent, so a merger across providers covers nothing.
 */
export function coveredUnits(unitId: string, units: readonly RoutableUnit[]): readonly string[] {
  const covered = [unitId];
  const provider = units.find(unit => unit.id === unitId)?.providerId;
  for (const into of covered) {
    for (const unit of units) {
      if (unit.successor === into && unit.providerId === provider && !covered.includes(unit.id))
        covered.push(unit.id);
    }
  }
  return covered;
}
