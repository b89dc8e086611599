import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, test } from 'node:test';
import type { CaseEvents, Heads, QueueChange, ResidentHub, StaffHub, Typing, WorkList } from '@nara/contract';
import { StoreError } from '../store/port.ts';
import { type HubWorld, openHubWorld, type TestClient } from '../testing/hub-world.ts';
import { accepted, begin, refusal } from '../testing/verb-world.ts';

describe('the hubs', () => {
  let world: HubWorld;
  const clients: { stop(): Promise<void> }[] = [];
  beforeEach(async () => {
    world = await openHubWorld();
  });
  afterEach(async () => {
    for (const client of clients.splice(0)) await client.stop();
    await world.close();
    assert.deepEqual(world.logged, []);
  });
  const resident = async (personKey: string): Promise<TestClient<ResidentHub>> => {
    const client = await world.resident(personKey);
    clients.push(client);
    return client;
  };
  const nurse = async (id: string, unitId: string): Promise<TestClient<StaffHub>> => {
    const client = await world.nurse(id, unitId);
    clients.push(client);
    return client;
  };
  const command = (caseId: string) => ({ caseId, commandId: randomUUID() });
  const start = { serviceId: 'symptoms', unitId: null, language: 'sv', text: 'Hej' } as const;

  test('carry a conversation: start, take, write both ways, note, close', async () => {
    const karin = await resident('p1');
    const eva = await nurse('eva', 'a');
    assert.deepEqual(accepted(await eva.call('openDesk')).workList.rows, []);
    const { caseId } = accepted(await karin.call('startCase', { ...start, commandId: randomUUID() }));
    const { rows } = await eva.hears<WorkList>('workList', list => list.rows.length === 1);
    assert.equal(rows[0]?.caseId, caseId);
    accepted(await karin.call('openCase', { caseId }));
    accepted(await eva.call('openCase', { caseId }));
    accepted(await eva.call('takeCase', command(caseId)));
    accepted(await eva.call('addNote', { ...command(caseId), text: 'obs' }));
    accepted(await eva.call('sendMessage', { ...command(caseId), text: 'Hur mår du?' }));
    accepted(await karin.call('mark', { ...command(caseId), delivered: 2, read: 2 }));
    accepted(await eva.call('closeCase', command(caseId)));
    const kindsOf = async (client: TestClient<ResidentHub> | TestClient<StaffHub>) => {
      await client.hears<CaseEvents>('caseEvents', ({ events }) =>
        events.some(({ kind }) => kind === 'closed'),
      );
      return client.heard.flatMap(({ event, value }) =>
        event === 'caseEvents' ? (value as CaseEvents).events.map(({ n, kind }) => `${n} ${kind}`) : [],
      );
    };
    assert.deepEqual(await kindsOf(karin), ['4 taken', '5 message', '6 marked', '7 closed']);
    assert.deepEqual(await kindsOf(eva), ['4 taken', '5 note', '6 message', '7 marked', '8 closed']);
  });

  test('tell the epoch first thing on a connection, also to who has no case', async () => {
    const clients = [await resident('p1'), await nurse('eva', 'a')];
    for (const client of clients) {
      assert.deepEqual(await client.hears<Heads>('heads'), { epoch: world.verbs.store.epoch, cases: [] });
    }
  });

  test('answer an argument that breaks its schema with the path of the fault, and the connection lives on', async () => {
    const karin = await resident('p1');
    const wrong = await karin.call('sendMessage', {
      caseId: randomUUID(),
      commandId: 'not a uuid',
      text: 'Hej',
    });
    assert.deepEqual(wrong, {
      ok: false,
      error: { code: 'invalid_input', retryable: false, path: 'commandId' },
    });
    const empty = await karin.call('sendMessage', { ...command(randomUUID()), text: ' \u0000 ' });
    assert.deepEqual(!empty.ok && empty.error.path, 'text');
    await assert.rejects(karin.connection.invoke('sendMessage'), /error on the server/);
    accepted(await karin.call('overview'));
  });

  test('send events of a case to those who have opened it, and to nobody else', async () => {
    const karin = await resident('p1');
    const other = await resident('p2');
    const { caseId } = accepted(await karin.call('startCase', { ...start, commandId: randomUUID() }));
    assert.equal(refusal(await other.call('openCase', { caseId })), 'not_found');
    const stranger = await nurse('bo', 'b');
    accepted(await stranger.call('openDesk'));
    assert.equal(refusal(await stranger.call('openCase', { caseId })), 'not_found');
    accepted(await karin.call('openCase', { caseId }));
    accepted(await karin.call('sendMessage', { ...command(caseId), text: 'Hemligt' }));
    await karin.hears<CaseEvents>('caseEvents');
    accepted(await other.call('overview'));
    accepted(await stranger.call('openDesk'));
    assert.doesNotMatch(JSON.stringify([other.heard, stranger.heard]), /Hemligt|caseEvents/);
  });

  test('stop sending to a device that has left a case, and go on to the one that has not', async () => {
    const caseId = await begin(world.verbs, 'p1');
    const karin = await resident('p1');
    const phone = await resident('p1');
    accepted(await karin.call('openCase', { caseId }));
    accepted(await phone.call('openCase', { caseId }));
    accepted(await karin.call('leaveCase', { caseId }));
    accepted(await phone.call('sendMessage', { ...command(caseId), text: 'Hej' }));
    await phone.hears<CaseEvents>('caseEvents');
    await karin.hears<Heads>('heads', ({ cases }) => cases.some(({ n }) => n === 4));
    assert.ok(!karin.heard.some(({ event }) => event === 'caseEvents'));
  });

  test('tell heads at connect, to devices that have not opened a case when it grows, and at intervals', async () => {
    const caseId = await begin(world.verbs, 'p1');
    const karin = await resident('p1');
    const atConnect = await karin.hears<Heads>('heads');
    assert.deepEqual(atConnect, { epoch: world.verbs.store.epoch, cases: [{ caseId, n: 3 }] });
    const phone = await resident('p1');
    accepted(await phone.call('openCase', { caseId }));
    accepted(await phone.call('sendMessage', { ...command(caseId), text: 'Hej' }));
    await karin.hears<Heads>('heads', ({ cases }) => cases[0]?.n === 4);
    const eva = await nurse('eva', 'a');
    accepted(await eva.call('openCase', { caseId }));
    const told = phone.heard.filter(({ event }) => event === 'heads').length;
    world.verbs.clock.advance(20_000);
    const heads = await eva.hears<Heads>('heads', ({ cases }) => cases.length > 0);
    assert.deepEqual(heads.cases, [{ caseId, n: 4 }]);
    await phone.hears<Heads>(
      'heads',
      () => phone.heard.filter(({ event }) => event === 'heads').length > told,
    );
  });

  test('tell residents their place when it changes, and that there is none when they are taken', async () => {
    const first = await begin(world.verbs, 'p1');
    world.verbs.clock.advance(1_000);
    const second = await begin(world.verbs, 'p2');
    const karin = await resident('p1');
    const albin = await resident('p2');
    const eva = await nurse('eva', 'a');
    accepted(await eva.call('openDesk'));
    world.verbs.clock.advance(1_000);
    await albin.hears<QueueChange>('queue', ({ caseId, queue }) => caseId === second && queue?.place === 2);
    world.verbs.clock.advance(1_000);
    accepted(await eva.call('takeCase', command(first)));
    await albin.hears<QueueChange>('queue', ({ queue }) => queue?.place === 1);
    const gone = await karin.hears<QueueChange>('queue', ({ queue }) => queue === undefined);
    assert.deepEqual(gone, { caseId: first });
    assert.ok(!albin.heard.some(({ value }) => JSON.stringify(value).includes(first)));
  });

  test('tell the other side who writes, and that it has stopped when the case is left or the connection gone', async () => {
    const caseId = await begin(world.verbs, 'p1');
    const karin = await resident('p1');
    const eva = await nurse('eva', 'a');
    assert.equal(refusal(await eva.call('setTyping', { caseId, typing: true })), 'not_found');
    accepted(await karin.call('openCase', { caseId }));
    accepted(await eva.call('openCase', { caseId }));
    accepted(await eva.call('setTyping', { caseId, typing: true }));
    assert.deepEqual(await karin.hears<Typing>('typing'), {
      caseId,
      side: 'staff',
      name: 'Name of eva',
      typing: true,
    });
    accepted(await karin.call('setTyping', { caseId, typing: true }));
    assert.deepEqual(await eva.hears<Typing>('typing'), { caseId, side: 'resident', typing: true });
    accepted(await karin.call('leaveCase', { caseId }));
    await eva.hears<Typing>('typing', ({ typing }) => !typing);
    accepted(await karin.call('openCase', { caseId }));
    await eva.stop();
    await karin.hears<Typing>('typing', ({ typing }) => !typing);
  });

  test('read older entries under the record of the opening while the case is open, else under one of its own', async () => {
    const caseId = await begin(world.verbs, 'p1');
    const karin = await resident('p1');
    const other = await resident('p2');
    const readings = async () =>
      (await world.verbs.store.read(tx => tx.audit.list({ caseId }, 50))).map(({ act }) => act).toSorted();
    const page = accepted(await karin.call('history', { caseId, before: 3, limit: 1 }));
    assert.deepEqual(
      page.entries.map(({ n, kind }) => `${n} ${kind}`),
      ['2 message'],
    );
    assert.deepEqual(await readings(), ['history', 'startCase']);
    accepted(await karin.call('openCase', { caseId }));
    assert.equal(accepted(await karin.call('history', { caseId, before: 2, limit: 9 })).earlier, false);
    assert.equal(refusal(await other.call('history', { caseId, limit: 9 })), 'not_found');
    assert.deepEqual(await readings(), ['history', 'openCase', 'startCase']);
    const much = await karin.call('history', { caseId, limit: 101 });
    assert.deepEqual(!much.ok && much.error.path, 'limit');
  });

  test('slide the session with commands and typing, not with marks and readings', async () => {
    const caseId = await begin(world.verbs, 'p1');
    const karin = await resident('p1');
    accepted(await karin.call('overview'));
    accepted(await karin.call('openCase', { caseId }));
    accepted(await karin.call('eventsSince', { caseId, n: 0 }));
    accepted(await karin.call('mark', { ...command(caseId), delivered: 1, read: 1 }));
    assert.deepEqual(world.touched, []);
    accepted(await karin.call('setTyping', { caseId, typing: true }));
    accepted(await karin.call('sendMessage', { ...command(caseId), text: 'Hej' }));
    assert.deepEqual(world.touched, ['session-p1', 'session-p1']);
  });
});

test('a session that sends more than its limit is told too_many, until time has passed', async () => {
  const world = await openHubWorld({ commandsPerMinute: 2 });
  const caseId = await begin(world.verbs, 'p1');
  const karin = await world.resident('p1');
  const send = () => karin.call('sendMessage', { caseId, commandId: randomUUID(), text: 'Hej' });
  accepted(await send());
  accepted(await send());
  assert.equal(refusal(await send()), 'too_many');
  world.verbs.clock.advance(30_000);
  accepted(await send());
  assert.equal(refusal(await send()), 'too_many');
  await karin.stop();
  await world.close();
});

test('a store that cannot commit is store_unavailable, and the log hears of it without a text', async () => {
  const world = await openHubWorld();
  const caseId = await begin(world.verbs, 'p1');
  const karin = await world.resident('p1');
  await world.verbs.store.close();
  const answer = await karin.call('sendMessage', { caseId, commandId: randomUUID(), text: 'Hemligt' });
  assert.deepEqual(answer, { ok: false, error: { code: 'store_unavailable', retryable: true } });
  assert.equal(world.logged.length, 1);
  assert.doesNotMatch(JSON.stringify(world.logged), /Hemligt/);
  await karin.stop();
  await world.close();
});

test('a desk whose opening could not be recorded hears no work list', async () => {
  const world = await openHubWorld();
  const { store } = world.verbs;
  const { write } = store;
  const eva = await world.nurse('eva', 'a');
  const anna = await world.nurse('anna', 'a');
  try {
    accepted(await anna.call('openDesk'));
    store.write = work =>
      write(async tx => {
        await work(tx);
        throw new StoreError('the disk is full');
      });
    assert.equal(refusal(await eva.call('openDesk')), 'store_unavailable');
    store.write = write;
    await begin(world.verbs, 'p1');
    await anna.hears<WorkList>('workList', list => list.rows.length === 1);
    await eva.call('leaveCase', { caseId: randomUUID() });
    assert.deepEqual(
      eva.heard.filter(({ event }) => event === 'workList'),
      [],
    );
  } finally {
    for (const client of [eva, anna]) await client.stop();
    await world.close();
  }
});
