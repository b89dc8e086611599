import type { ResidentHub, StaffHub } from '@nara/contract';
import type { HubContext } from '@nara/signalr/hub';
import type { BusMessage, CaseBell, TypingValue, UnitBell } from '../bus/bus.ts';
import type { VerbDeps } from '../cases/verb-deps.ts';
import type { ResidentCaller, StaffCaller } from '../identity/caller.ts';
import { readWorkList } from '../queues/work-list.ts';
import { coverOf, residentActor, staffActor } from './callers.ts';
import { coalesce } from './coalesce.ts';
import { ConnectionsByKey } from './connections-by-key.ts';
import { createEventDelivery } from './deliver-events.ts';
import { Desks, unitGroup } from './desks.ts';
import { createHandlerAway } from './handler-away.ts';
import { HubSide } from './hub-side.ts';
import type { Hubs, HubsOptions } from './hubs-options.ts';
import { createQueueNotices } from './queue-notices.ts';
import { createResidentHub } from './resident-hub.ts';
import { createStaffHub } from './staff-hub.ts';
import { personGroup, personHeads, watchedHeads } from './tell-heads.ts';

interface Contexts {
  readonly resident: HubContext<ResidentHub, ResidentCaller>;
  readonly staff: HubContext<StaffHub, StaffCaller>;
}

const defaultHeadsInterval = 20_000;
const defaultValueInterval = 250;
const defaultHandlerAwayAfter = 120_000;

/** Makes one region's two hubs; see {@link Hubs} for how they are mounted. */
export function createHubs(options: HubsOptions): Hubs {
  const { region, store, bus, clock, uuid, sha256, unsealer, log } = options;
  const valueInterval = options.valueInterval ?? defaultValueInterval;
  let contexts: Contexts | undefined;
  const stops: (() => void)[] = [];

  const persons = new ConnectionsByKey();
  // A desk is on duty for every unit that it covers, so the waits of all their queues change.
  const desks = new Desks(deskUnit => {
    for (const unitId of coverOf(deskUnit, region).unitIds) queues.ask(unitId);
  });
  const deps: VerbDeps = {
    region,
    store,
    bus,
    clock,
    uuid,
    sha256,
    unsealer,
    onDuty: unitId => desksCovering(unitId).reduce((sum, deskUnit) => sum + desks.onDuty(deskUnit), 0),
    ...(options.tellOutside === undefined ? {} : { tellOutside: options.tellOutside }),
  };
  const handlers = createHandlerAway({
    deps,
    clock,
    log,
    after: options.handlerAwayAfter ?? defaultHandlerAwayAfter,
    interval: valueInterval,
  });
  const residents = new HubSide<ResidentCaller>('resident', deps, options, residentActor);
  const staff = new HubSide<StaffCaller>('staff', deps, options, caller => staffActor(caller, region));

  const inBackground = (place: string, work: () => Promise<void>): void => {
    work().catch(err => log.error({ place, err }, 'work in the background failed'));
  };
  const tellQueue = createQueueNotices({
    deps,
    isConnected: personKey => persons.has(personKey),
    send: (personKey, notice) =>
      contexts?.resident.clients.group(personGroup(personKey)).send('queue', notice),
  });
  const queues = coalesce(clock, valueInterval, unitId => inBackground('queue', () => tellQueue(unitId)));
  const workLists = coalesce(clock, valueInterval, unitId =>
    inBackground('workList', async () => {
      const visibleTo = { side: 'staff', ...coverOf(unitId, region) } as const;
      const workList = await store.read(tx => readWorkList(deps, tx, visibleTo));
      contexts?.staff.clients.group(unitGroup(unitId)).send('workList', workList);
    }),
  );
  const deliverToResidents = createEventDelivery({
    audience: 'resident',
    watchers: residents.watchers,
    store,
    names: region,
    clock,
    log,
    send: (caseId, notice) =>
      contexts?.resident.clients.group(residents.groupOf(caseId)).send('caseEvents', notice),
  });
  const deliverToStaff = createEventDelivery({
    audience: 'staff',
    watchers: staff.watchers,
    store,
    names: region,
    clock,
    log,
    send: (caseId, notice) => contexts?.staff.clients.group(staff.groupOf(caseId)).send('caseEvents', notice),
  });

  function desksCovering(unitId: string): readonly string[] {
    return desks.units().filter(deskUnit => coverOf(deskUnit, region).unitIds.includes(unitId));
  }

  function hearCase(bell: CaseBell): void {
    if (bell.audience === 'staff') {
      deliverToStaff(bell);
      return;
    }
    deliverToResidents(bell);
    const unopened = persons
      .of(bell.personKey)
      .filter(connectionId => !residents.watchers.isWatching(connectionId, bell.caseId));
    if (unopened.length > 0)
      contexts?.resident.clients
        .clients(unopened)
        .send('heads', { epoch: store.epoch, cases: [{ caseId: bell.caseId, n: bell.head }] });
  }

  function hearUnit({ unitId, queue }: UnitBell): void {
    for (const deskUnit of desksCovering(unitId)) workLists.ask(deskUnit);
    if (queue) queues.ask(unitId);
  }

  /** The other side hears who writes. */
  function hearTyping({ caseId, side, name, typing }: TypingValue): void {
    const notice = { caseId, side, typing, ...(name === undefined ? {} : { name }) };
    if (side === 'resident') contexts?.staff.clients.group(staff.groupOf(caseId)).send('typing', notice);
    else contexts?.resident.clients.group(residents.groupOf(caseId)).send('typing', notice);
  }

  function hear(message: BusMessage): void {
    if (message.region !== region.id) return;
    if (message.kind === 'case') hearCase(message);
    else if (message.kind === 'unit') hearUnit(message);
    else hearTyping(message);
  }

  async function tellResidentHeads(): Promise<void> {
    for (const personKey of persons.keys()) {
      const heads = await store.read(tx => personHeads(tx, personKey, store.epoch));
      if (heads.cases.length > 0)
        contexts?.resident.clients.group(personGroup(personKey)).send('heads', heads);
    }
  }

  async function tellStaffHeads(): Promise<void> {
    for (const { connectionId, user } of [...(contexts?.staff.connections() ?? [])]) {
      const caseIds = staff.watchers.casesOf(connectionId);
      if (caseIds.length === 0) continue;
      const heads = await store.read(tx => watchedHeads(tx, caseIds, staffActor(user, region), store.epoch));
      contexts?.staff.clients.client(connectionId).send('heads', heads);
    }
  }

  /** Work lists and places have no heads by which a lost bell would show. */
  function renewValues(): void {
    for (const deskUnit of desks.units()) workLists.ask(deskUnit);
    for (const { id } of region.units) queues.ask(id);
  }

  return {
    resident: createResidentHub(residents, persons),
    staff: createStaffHub(staff, region, desks, handlers),
    start(mounted) {
      contexts = mounted;
      handlers.start();
      const interval = options.headsInterval ?? defaultHeadsInterval;
      stops.push(
        bus.subscribe(hear),
        clock.every(interval, () => inBackground('heads', tellResidentHeads)),
        clock.every(interval, () => inBackground('heads', tellStaffHeads)),
        clock.every(interval, renewValues),
      );
    },
    async stop() {
      for (const stop of stops.splice(0)) stop();
      queues.stop();
      workLists.stop();
      contexts = undefined;
      await handlers.stop();
    },
  };
}
