import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CaseSnapshot } from '@nara/contract';
import {
  accepted,
  begin,
  type HubWorld,
  nurseAt,
  openCase,
  openHubWorld,
  openVerbWorld,
  residentOf,
} from '@nara/hub/testing';
import { type CaseView, createResidentClient, type Ref, type ResidentClient } from '@nara/sdk/resident';
import { createStaffClient, type StaffClient } from '@nara/sdk/staff';
import { openTemporaryStore } from '@nara/server/testing';
import fc from 'fast-check';
import { until } from '../sdk/until.ts';
import { assertAllMet, lawSettings } from './law-settings.ts';
import { createUnreliableBus, type Fate, type UnreliableBus } from './unreliable-bus.ts';

const region = 'norrvik';
/** How often heads are told, by the hub's clock, in milliseconds. */
const headsInterval = 20_000;

interface Watched {
  readonly world: HubWorld;
  readonly bus: UnreliableBus;
  readonly caseId: string;
  resident(personKey: string): ResidentClient;
  nurse(id: string): StaffClient;
  close(): Promise<void>;
}

/** A hub upon an unreliable bus, with a case of Karin's. */
async function openWatched(): Promise<Watched> {
  const bus = createUnreliableBus();
  const world = await openHubWorld({ bus, verbs: await openVerbWorld(openTemporaryStore) });
  const clients: { close(): Promise<void> }[] = [];
  const keep = <C extends { close(): Promise<void> }>(client: C): C => {
    clients.push(client);
    return client;
  };
  const hub = world.origin;
  return {
    world,
    bus,
    caseId: await begin(world.verbs, 'p1'),
    resident: personKey => keep(createResidentClient({ hub, region, getToken: () => personKey })),
    nurse: id => keep(createStaffClient({ hub, region, headers: { authorization: `Bearer ${id}@a` } })),
    async close() {
      for (const client of clients) await client.close();
      await world.close();
    },
  };
}

/** Follows a case, and gathers what is out of order, missing or there twice at any time. */
async function follow(ref: Ref<CaseView>, faults: string[]): Promise<void> {
  ref.subscribe(({ snapshot }) => {
    if (snapshot !== undefined) faults.push(...faultsIn(snapshot));
  });
  await until(ref, ({ status }) => status === 'ready');
}

function faultsIn({ entries, n }: CaseSnapshot): readonly string[] {
  const numbers = entries.map(entry => entry.n);
  const messages = entries.flatMap(entry => (entry.kind === 'message' ? [entry.message] : []));
  return [
    ...(numbers.some((number, index) => index > 0 && number <= (numbers[index - 1] ?? 0)) ? ['order'] : []),
    ...(messages.some(({ number }, index) => number !== index + 1) ? ['a gap or a double'] : []),
    ...(new Set(messages.map(({ id }) => id)).size < messages.length ? ['a double'] : []),
    ...((numbers.at(-1) ?? 0) > n ? ['ahead of itself'] : []),
  ];
}

/** The case as a fresh reading shows it, without its place in the queue. */
async function fresh({ world, caseId }: Watched, side: 'resident' | 'staff'): Promise<CaseSnapshot> {
  const actor = side === 'resident' ? residentOf('p1') : nurseAt('a', 'eva');
  return withoutPlace(accepted(await openCase(world.verbs, actor, { caseId }, () => undefined)));
}

function withoutPlace({ queue: _, ...snapshot }: CaseSnapshot): CaseSnapshot {
  return snapshot;
}

type Doing = 'resident writes' | 'nurse writes' | 'nurse notes';

test('over a bus that drops, doubles, delays and disorders, every watcher comes to the true state', async () => {
  const doing = fc.constantFrom<Doing>('resident writes', 'nurse writes', 'nurse notes');
  const fate = fc.constantFrom<Fate>('comes', 'is lost', 'comes twice', 'comes late');
  const met: Record<Fate, number> = { comes: 0, 'is lost': 0, 'comes twice': 0, 'comes late': 0 };
  await fc.assert(
    fc.asyncProperty(
      fc.array(doing, { minLength: 3, maxLength: 10 }),
      fc.array(fate, { minLength: 5, maxLength: 12 }),
      async (doings, fates) => {
        const watched = await openWatched();
        const { bus, caseId, world } = watched;
        try {
          const [phone, computer] = [
            watched.resident('p1').case(caseId),
            watched.resident('p1').case(caseId),
          ];
          const [eva, olle] = [watched.nurse('eva').case(caseId), watched.nurse('olle').case(caseId)];
          const faults: string[] = [];
          for (const ref of [phone, computer, eva, olle]) await follow(ref, faults);
          await eva.take();
          bus.fates = ['is lost', 'comes twice', 'comes late', ...fates];
          for (const what of doings) {
            if (what === 'nurse notes') await eva.addNote('obs');
            else {
              const writer = what === 'nurse writes' ? eva : phone;
              writer.send('Hej');
              await until(writer, ({ pending }) => pending.length === 0);
            }
          }
          bus.fates = ['comes'];
          bus.release();
          world.verbs.clock.advance(headsInterval);
          for (const ref of [phone, computer, eva, olle]) await until(ref, view => isSettled(view, doings));
          const [residents, staffs] = [await fresh(watched, 'resident'), await fresh(watched, 'staff')];
          for (const ref of [phone, computer])
            await until(ref, ({ snapshot }) => snapshot?.n === residents.n);
          for (const ref of [eva, olle]) await until(ref, ({ snapshot }) => snapshot?.n === staffs.n);
          for (const ref of [phone, computer])
            assert.deepEqual(withoutPlace(ref.get().snapshot ?? residents), residents);
          for (const ref of [eva, olle]) assert.deepEqual(withoutPlace(ref.get().snapshot ?? staffs), staffs);
          assert.deepEqual(faults, []);
          for (const [name, times] of Object.entries(bus.met) as [Fate, number][]) met[name] += times;
        } finally {
          await watched.close();
        }
      },
    ),
    lawSettings(4),
  );
  assertAllMet(met);
});

/** All that was written is there, and both sides' devices have said that they have it: nothing more will come. */
function isSettled({ snapshot }: CaseView, doings: readonly Doing[]): boolean {
  if (snapshot === undefined) return false;
  const written: readonly Doing[] = doings.filter(what => what !== 'nurse notes');
  const lastOf = (what: Doing): number => written.lastIndexOf(what) + 2;
  const messages = snapshot.entries.filter(({ kind }) => kind === 'message').length;
  return (
    messages === written.length + 1 &&
    snapshot.marks.staff.delivered === Math.max(1, lastOf('resident writes')) &&
    snapshot.marks.resident.delivered === (written.includes('nurse writes') ? lastOf('nurse writes') : 0)
  );
}

test('with a bus on which nothing comes, heads and intervals bring it all, a little later', async () => {
  const watched = await openWatched();
  const { bus, caseId, world } = watched;
  try {
    const [karin, eva] = [watched.resident('p1'), watched.nurse('eva')];
    const behind = watched.resident('p2');
    world.verbs.clock.advance(1_000);
    const second = await begin(world.verbs, 'p2');
    const faults: string[] = [];
    await follow(karin.case(caseId), faults);
    await follow(eva.case(caseId), faults);
    await follow(behind.case(second), faults);
    eva.desk.subscribe(() => {});
    await until(eva.desk, ({ value }) => value?.workList.rows.length === 2);
    assert.equal(behind.case(second).get().snapshot?.queue?.place, 2);
    bus.fates = ['is lost'];
    await eva.case(caseId).take();
    eva.case(caseId).send('Hej, vad kan jag hjälpa till med?');
    await until(eva.case(caseId), ({ pending }) => pending.length === 0);
    assert.equal(karin.case(caseId).get().snapshot?.status, 'queued');
    world.verbs.clock.advance(headsInterval);
    const told = await until(
      karin.case(caseId),
      ({ snapshot }) => snapshot?.entries.at(-1)?.kind === 'message',
    );
    assert.equal(told.snapshot?.handler?.id, 'eva');
    await until(behind.case(second), ({ snapshot }) => snapshot?.queue?.place === 1);
    await until(
      eva.desk,
      ({ value }) => value?.workList.rows.some(({ handler }) => handler?.id === 'eva') === true,
    );
    assert.ok(bus.met['is lost'] > 0);
    assert.deepEqual(faults, []);
  } finally {
    await watched.close();
  }
});
