import { hash, randomUUID } from 'node:crypto';
import type { Answer } from '@nara/contract';
import { coveredUnits, type RoutableUnit } from '@nara/rules';
import type { BusMessage } from '../bus/bus.ts';
import { createInProcessBus } from '../bus/in-process-bus.ts';
import type { ResidentActor, StaffActor } from '../cases/actor.ts';
import type { RegionDirectory } from '../cases/region-directory.ts';
import { startCase } from '../cases/start-case.ts';
import type { VerbDeps } from '../cases/verb-deps.ts';
import { ManualClock } from '../manual-clock.ts';
import { createMemoryStore, emptyData } from '../store/memory/create-memory-store.ts';
import type { Store } from '../store/port.ts';

/** The clinics of the tests' region: two of one provider, one merged into the first, one private, one of social services. */
export const units: readonly RoutableUnit[] = [
  { id: 'a', providerId: 'region', register: 'health', choosable: true },
  { id: 'b', providerId: 'region', register: 'health', choosable: true },
  { id: 'a-merged', providerId: 'region', register: 'health', choosable: false, successor: 'a' },
  { id: 'private', providerId: 'private', register: 'health', choosable: true },
  { id: 'social', providerId: 'region', register: 'social', choosable: true },
];

/** The tests' region. */
export const region: RegionDirectory = {
  id: 'norrvik',
  country: 'SE',
  units,
  service: id =>
    id === 'symptoms'
      ? { id, register: 'health' }
      : id === 'support'
        ? { id, register: 'social' }
        : undefined,
  unitView: id => ({ id, name: { 'sv-SE': id }, provider: { 'sv-SE': 'Norrvik' }, opening: { open: true } }),
  serviceView: id => ({ id, name: { 'sv-SE': id }, description: { 'sv-SE': id }, icon: 'symptoms' }),
};

/** A region's store, bus and clock for tests of verbs; what was rung is kept. */
export interface VerbWorld extends VerbDeps {
  readonly store: Store;
  readonly clock: ManualClock;
  readonly rung: BusMessage[];
  /** Staff at the desk, for expected waits. */
  staffOnDuty: number;
  close(): Promise<void>;
}

/** A store for one world, and what takes it away again. */
export type OpenWorldStore = (
  clock: ManualClock,
) => Promise<{ readonly store: Store; remove(): Promise<void> }>;

const openInMemory: OpenWorldStore = async clock => {
  const store = createMemoryStore(emptyData(randomUUID()), clock);
  return { store, remove: () => store.close() };
};

/** Opens a fresh world, in memory unless another store is given. The residents `p1` and `p2` are listed at `a`, `p3` at `a-merged`; `p9` is listed nowhere. */
export async function openVerbWorld(openStore = openInMemory): Promise<VerbWorld> {
  const clock = new ManualClock();
  const { store, remove } = await openStore(clock);
  const at = new Date(clock.now()).toISOString();
  await store.write(async tx => {
    await tx.listing.replace(
      'v1',
      [
        { personKey: 'p1', unitId: 'a' },
        { personKey: 'p2', unitId: 'a' },
        { personKey: 'p3', unitId: 'a-merged' },
      ],
      at,
    );
    for (const key of ['p1', 'p2', 'p3', 'p9'])
      await tx.persons.put(
        {
          key,
          name: `Person ${key}`,
          birthDate: '1993-06-06',
          identitySealed: `sealed-${key}`,
          sealKeyId: 'k',
        },
        at,
      );
  });
  const bus = createInProcessBus();
  const world: VerbWorld = {
    region,
    store,
    bus,
    clock,
    uuid: randomUUID,
    sha256: (text, encoding) => hash('sha256', text, encoding),
    unsealer: { unseal: () => '199306069882' },
    onDuty: () => world.staffOnDuty,
    rung: [],
    staffOnDuty: 0,
    close: remove,
  };
  bus.subscribe(message => world.rung.push(message));
  return world;
}

/** A resident who has logged in. */
export function residentOf(personKey: string): ResidentActor {
  return { side: 'resident', personKey, name: `Person ${personKey}`, sessionHash: `session-${personKey}` };
}

/** A nurse with a commission at a unit. */
export function nurseAt(unitId: string, id = `nurse-${unitId}`): StaffActor {
  return {
    side: 'staff',
    staff: { id, name: `Name of ${id}`, role: 'nurse' },
    unitId,
    unitIds: coveredUnits(unitId, units),
    registers: units.filter(unit => unit.id === unitId).map(({ register }) => register),
    purpose: 'care',
    sessionHash: `session-${id}`,
  };
}

/** The value of an answer that must have been accepted. */
export function accepted<T>(answer: Answer<T>): T {
  if (!answer.ok) throw new TypeError(`refused: ${answer.error.code}`);
  return answer.value;
}

/** The code of an answer that must have been refused. */
export function refusal(answer: Answer<unknown>): string {
  if (answer.ok) throw new TypeError('accepted');
  return answer.error.code;
}

/** Begins a case and answers its id. */
export async function begin(world: VerbWorld, personKey: string, text = 'Hej'): Promise<string> {
  const commandId = randomUUID();
  const answer = await startCase(world, residentOf(personKey), {
    commandId,
    serviceId: 'symptoms',
    unitId: null,
    language: 'sv',
    text,
  });
  return accepted(answer).caseId;
}
