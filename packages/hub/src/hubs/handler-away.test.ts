import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { afterEach, describe, test } from 'node:test';
import type { CaseEvents, Heads, QueueChange, StaffHub, Typing, WorkList } from '@nara/contract';
import { takeCase } from '../cases/take-case.ts';
import { type HubWorld, openHubWorld, type TestClient } from '../testing/hub-world.ts';
import { untilTrue } from '../testing/until-true.ts';
import { accepted, begin, nurseAt, openVerbWorld, refusal, type VerbWorld } from '../testing/verb-world.ts';

const seconds = 1_000;
const minutes = 60 * seconds;

describe('a handler who vanishes', () => {
  let world: HubWorld;
  const clients: { stop(): Promise<void> }[] = [];
  afterEach(async () => {
    for (const client of clients.splice(0)) await client.stop();
    await world.close();
    assert.deepEqual(world.logged, []);
  });
  /** What follows from a change follows at once. */
  const openWorld = (options: Parameters<typeof openHubWorld>[0] = {}) =>
    openHubWorld({ valueInterval: 0, ...options });
  const connect = async (id: string, unitId: string): Promise<TestClient<StaffHub>> => {
    const client = await world.nurse(id, unitId);
    clients.push(client);
    return client;
  };
  const command = (caseId: string) => ({ caseId, commandId: randomUUID() });
  const state = async (caseId: string) => {
    const found = await world.verbs.store.read(tx => tx.cases.get(caseId, { side: 'system' }));
    assert.ok(found);
    return found;
  };
  const dueAt = () => world.verbs.store.read(tx => tx.dueWork.nextAt('handlerAway'));
  const instant = (ahead: number) => new Date(world.verbs.clock.now() + ahead).toISOString();
  const isPutOff = (ahead: number) =>
    untilTrue('the row is put', async () => (await dueAt()) === instant(ahead));
  const isWithdrawn = () => untilTrue('the row is withdrawn', async () => (await dueAt()) === undefined);
  const goesBack = (caseId: string) =>
    untilTrue('the case is queued', async () => (await state(caseId)).status === 'queued');

  test('gives the case back to its old place, and everybody who looks is told', async () => {
    world = await openWorld();
    const first = await begin(world.verbs, 'p1');
    world.verbs.clock.advance(seconds);
    const second = await begin(world.verbs, 'p2');
    const karin = await world.resident('p1');
    const anna = await connect('anna', 'a');
    const eva = await connect('eva', 'a');
    clients.push(karin);
    accepted(await karin.call('openCase', { caseId: first }));
    accepted(await anna.call('openDesk'));
    accepted(await anna.call('openCase', { caseId: first }));
    accepted(await eva.call('takeCase', command(first)));
    const queuedAt = (await state(first)).queuedAt;
    await karin.hears<QueueChange>('queue', ({ queue }) => queue === undefined);
    await eva.stop();
    await isPutOff(2 * minutes);
    world.verbs.clock.advance(2 * minutes - 1);
    assert.equal((await state(first)).status, 'active');
    world.verbs.clock.advance(1);
    await goesBack(first);
    assert.equal((await state(first)).queuedAt, queuedAt);
    assert.equal((await state(first)).handler, undefined);
    for (const client of [karin, anna])
      await client.hears<CaseEvents>('caseEvents', ({ events }) =>
        events.some(event => event.kind === 'returned' && event.reason === 'handler_away'),
      );
    await karin.hears<QueueChange>('queue', ({ caseId, queue }) => caseId === first && queue?.place === 1);
    await anna.hears<WorkList>(
      'workList',
      ({ rows }) => String(rows.map(row => row.caseId)) === String([first, second]) && !rows[0]?.handler,
    );
    const [row] = await world.verbs.store.read(tx => tx.audit.list({ caseId: first }, 1));
    assert.deepEqual(
      [row?.actorKind, row?.actor, row?.act, row?.ground],
      ['system', 'hub', 'returnToQueue', 'handler_away'],
    );
    assert.equal(await dueAt(), undefined);
    accepted(await anna.call('takeCase', command(first)));
  });

  test('who comes back in time has the case still, and who comes later may not write in it', async () => {
    world = await openWorld();
    const caseId = await begin(world.verbs, 'p1');
    const eva = await connect('eva', 'a');
    accepted(await eva.call('takeCase', command(caseId)));
    await eva.stop();
    await isPutOff(2 * minutes);
    world.verbs.clock.advance(minutes);
    const again = await connect('eva', 'a');
    await isWithdrawn();
    world.verbs.clock.advance(2 * minutes);
    accepted(await again.call('sendMessage', { ...command(caseId), text: 'Hej' }));
    await again.stop();
    await isPutOff(2 * minutes);
    world.verbs.clock.advance(2 * minutes);
    await goesBack(caseId);
    const late = await connect('eva', 'a');
    assert.equal(refusal(await late.call('sendMessage', { ...command(caseId), text: 'Hej' })), 'not_handler');
    accepted(await late.call('takeCase', command(caseId)));
  });

  test('is there while one of several windows is, and not by one of another clinic', async () => {
    world = await openWorld();
    const caseId = await begin(world.verbs, 'p1');
    const [one, other, elsewhere] = [
      await connect('eva', 'a'),
      await connect('eva', 'a'),
      await connect('eva', 'b'),
    ];
    accepted(await one.call('takeCase', command(caseId)));
    const karin = await world.resident('p1');
    clients.push(karin);
    for (const client of [karin, one]) accepted(await client.call('openCase', { caseId }));
    accepted(await one.call('setTyping', { caseId, typing: true }));
    await one.stop();
    // The hub has noticed that the window is gone; what it wrote then is committed before what is asked next.
    await karin.hears<Typing>('typing', ({ typing }) => !typing);
    accepted(await other.call('openCase', { caseId }));
    assert.equal(await dueAt(), undefined);
    await other.stop();
    await isPutOff(2 * minutes);
    world.verbs.clock.advance(2 * minutes);
    await goesBack(caseId);
    await elsewhere.stop();
  });

  test('gives back the cases of a clinic that was merged into theirs', async () => {
    world = await openWorld({ handlerAwayAfter: minutes });
    const { caseId } = await mergedCase(world.verbs);
    const eva = await connect('eva', 'a');
    accepted(await eva.call('takeCase', command(caseId)));
    await eva.stop();
    await isPutOff(minutes);
    world.verbs.clock.advance(minutes);
    await goesBack(caseId);
  });

  test('while the hub was away has the whole time from its start, whatever was due', async () => {
    const verbs = await openVerbWorld();
    const caseId = await begin(verbs, 'p1');
    accepted(await takeCase(verbs, nurseAt('a', 'eva'), command(caseId)));
    await verbs.store.write(tx =>
      tx.dueWork.put({
        kind: 'handlerAway',
        key: caseId,
        due: '2026-11-23T00:00:00.000Z',
        body: { handlerId: 'eva' },
      }),
    );
    const waiting = await begin(verbs, 'p2');
    world = await openWorld({ verbs });
    await isPutOff(2 * minutes);
    await untilTrue('the runner sleeps', () => world.verbs.clock.sleepers > 2);
    world.verbs.clock.advance(2 * minutes);
    await goesBack(caseId);
    assert.equal((await state(waiting)).heads.staff, 3, 'a case that nobody had is left alone');
  });

  test('while the hub was away keeps the case by coming back', async () => {
    const verbs = await openVerbWorld();
    const caseId = await begin(verbs, 'p1');
    accepted(await takeCase(verbs, nurseAt('a', 'eva'), command(caseId)));
    world = await openWorld({ verbs });
    await isPutOff(2 * minutes);
    const eva = await connect('eva', 'a');
    await isWithdrawn();
    world.verbs.clock.advance(5 * minutes);
    accepted(await eva.call('sendMessage', { ...command(caseId), text: 'Hej' }));
  });

  test('whose take is committed after the connection has gone is not there either', async () => {
    world = await openWorld();
    const caseId = await begin(world.verbs, 'p1');
    const { store } = world.verbs;
    const { write } = store;
    const eva = await connect('eva', 'a');
    const anna = await connect('anna', 'a');
    let goOn = (): void => undefined;
    const held = new Promise<void>(resolve => {
      goOn = resolve;
    });
    let isHeld = false;
    store.write = async work => {
      isHeld = true;
      await held;
      return write(work);
    };
    const lost = eva.call('takeCase', command(caseId)).catch(() => undefined);
    await untilTrue('the take has begun', () => isHeld);
    store.write = write;
    await eva.stop();
    await lost;
    accepted(await anna.call('openDesk'));
    goOn();
    await untilTrue('the take is committed', async () => (await state(caseId)).status === 'active');
    await isPutOff(2 * minutes);
  });

  test('is told of to a resident who has not opened the case by its head', async () => {
    world = await openWorld();
    const caseId = await begin(world.verbs, 'p1');
    const eva = await connect('eva', 'a');
    accepted(await eva.call('takeCase', command(caseId)));
    const karin = await world.resident('p1');
    clients.push(karin);
    await eva.stop();
    await isPutOff(2 * minutes);
    world.verbs.clock.advance(2 * minutes);
    await karin.hears<Heads>('heads', ({ cases }) => cases[0]?.n === 5);
  });
});

/** A case that was begun at a clinic before it was merged into another. */
async function mergedCase(verbs: VerbWorld): Promise<{ readonly caseId: string }> {
  const caseId = await begin(verbs, 'p3');
  const merged = await verbs.store.read(tx => tx.cases.get(caseId, { side: 'system' }));
  assert.ok(merged);
  const old = { ...merged, id: randomUUID(), reference: '2610-0001', unitId: 'a-merged' };
  const { events } = await verbs.store.read(async tx => ({
    events: await tx.cases.eventsSince(caseId, 'staff', 0, 10),
  }));
  await verbs.store.write(tx =>
    tx.cases.save(
      old,
      events.map(({ event }) => event),
    ),
  );
  return { caseId: old.id };
}
