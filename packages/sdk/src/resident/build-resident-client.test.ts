import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accept, type CaseSnapshot, type Overview, refuse, type SendMessage } from '@nara/contract';
import { at, caseId, message, nurse, queuedCase, service, unit } from '../case/sample-case-testing.ts';
import { ScriptedHub } from '../connection/scripted-hub-testing.ts';
import { ManualWorld, settled } from '../world/manual-world-testing.ts';
import { buildResidentClient } from './build-resident-client.ts';
import type { ResidentClient, ResidentClientOptions } from './resident-client.ts';

interface Trial {
  readonly hub: ScriptedHub;
  readonly world: ManualWorld;
  readonly client: ResidentClient;
}

function make(options: Partial<ResidentClientOptions> = {}): Trial {
  const hub = new ScriptedHub();
  const world = new ManualWorld(hub.open);
  hub.answer('openCase', () => accept(queuedCase()));
  hub.answer('overview', () => accept(overviewOf(queuedCase())));
  const client = buildResidentClient(
    { hub: 'https://hub.example', region: 'norrvik', getToken: () => 'token', ...options },
    world,
  );
  return { hub, world, client };
}

function overviewOf(...cases: CaseSnapshot[]): Overview {
  return {
    epoch: 'epoch-1',
    person: { name: 'Tolvan Tolvansson' },
    listing: { unit },
    clinics: [],
    cases: cases.map(({ caseId, reference, status, startedAt, n }) => ({
      caseId,
      reference,
      status,
      unit,
      service,
      startedAt,
      lastAt: startedAt,
      n,
      unread: 0,
    })),
  };
}

/** Answers a message as the hub does: with the message, and its event only when `emit` says so. */
function storing(hub: ScriptedHub, n: number, number: number, emit: boolean): void {
  hub.answer('sendMessage', ({ commandId, text }: SendMessage) => {
    const event = message(n, number, 'resident', { commandId, text });
    if (emit) hub.emit('caseEvents', { caseId, events: [event] });
    return accept({ message: event.message, n });
  });
}

test('a client and its references do nothing until something is subscribed to', async () => {
  const { hub, client, world } = make();
  assert.equal(client.case(caseId), client.case(caseId));
  assert.deepEqual(client.case(caseId).get(), { status: 'loading', pending: [] });
  client.connection.subscribe(() => {});
  client.sessionEnding.subscribe(() => {});
  await settled();
  assert.equal(hub.starts, 0);
  assert.equal(world.timers, 0);
});

test('the first subscription opens a case, the last one leaves it a moment later', async () => {
  const { hub, client, world } = make();
  const first = client.case(caseId).subscribe(() => {});
  const second = client.case(caseId).subscribe(() => {});
  await settled();
  assert.equal(client.case(caseId).get().status, 'ready');
  assert.equal(hub.called('openCase').length, 1);
  first();
  second();
  second();
  const again = client.case(caseId).subscribe(() => {});
  await world.advance(5_000);
  assert.equal(hub.called('openCase').length, 1);
  assert.deepEqual(hub.called('leaveCase'), []);
  again();
  await world.advance(5_000);
  assert.deepEqual(hub.called('leaveCase'), [{ caseId }]);
  assert.equal(client.case(caseId).get().snapshot, undefined);
});

test('values are frozen through and through, and told only when they change', async () => {
  const { hub, client } = make();
  let told = 0;
  client.case(caseId).subscribe(() => {
    told += 1;
  });
  await settled();
  const { snapshot } = client.case(caseId).get();
  assert.ok(Object.isFrozen(snapshot?.entries) && Object.isFrozen(snapshot?.unit.name));
  const before = told;
  hub.emit('caseEvents', { caseId, events: [message(3, 1, 'resident')] });
  hub.emit('queue', { caseId });
  assert.equal(told, before);
  hub.emit('queue', { caseId, queue: { place: 2, at } });
  assert.equal(told, before + 1);
  assert.deepEqual(client.case(caseId).get().snapshot?.queue, { place: 2, at });
});

for (const eventFirst of [true, false]) {
  test(`a message is pending at once and in the conversation once, the ${eventFirst ? 'event' : 'answer'} coming first`, async () => {
    const { hub, client } = make();
    const seen: string[] = [];
    client.case(caseId).subscribe(({ snapshot, pending }) => {
      const texts = (snapshot?.entries ?? []).map(entry =>
        entry.kind === 'message' ? entry.message.text : '',
      );
      const where = [texts.includes('Hej') ? 'stored' : '', ...pending.map(({ state }) => state)];
      seen.push(where.filter(part => part !== '').join(' '));
    });
    await settled();
    seen.length = 0;
    storing(hub, 4, 2, eventFirst);
    const pending = client.case(caseId).send(' Hej\r\n');
    assert.deepEqual([pending.text, pending.state], ['Hej', 'sending']);
    await settled();
    assert.deepEqual(seen, ['sending', 'stored']);
    if (!eventFirst) {
      hub.emit('caseEvents', {
        caseId,
        events: [message(4, 2, 'resident', { commandId: pending.commandId })],
      });
    }
    assert.equal(client.case(caseId).get().snapshot?.entries.length, 4);
  });
}

test('a message whose answer runs ahead of the events stays in sight until they are there', async () => {
  const { hub, client } = make();
  client.case(caseId).subscribe(() => {});
  await settled();
  const missing = Promise.withResolvers<unknown>();
  hub.answer('eventsSince', () => missing.promise);
  storing(hub, 5, 3, false);
  const { commandId } = client.case(caseId).send('Hej');
  await settled();
  assert.deepEqual(
    client
      .case(caseId)
      .get()
      .pending.map(({ state }) => state),
    ['sending'],
  );
  missing.resolve(accept({ events: [message(4, 2, 'staff')], n: 5, reset: false }));
  await settled();
  const view = client.case(caseId).get();
  assert.deepEqual(view.pending, []);
  const last = view.snapshot?.entries.at(-1);
  assert.equal(last?.kind === 'message' && last.message.commandId, commandId);
});

test('what is written without a network waits, and is sent once when it is back', async () => {
  const { hub, client } = make();
  client.case(caseId).subscribe(() => {});
  await settled();
  hub.answer('sendMessage', () => new Promise(() => {}));
  const { commandId } = client.case(caseId).send('Hej');
  await settled();
  hub.cut();
  await settled();
  assert.deepEqual(
    client
      .case(caseId)
      .get()
      .pending.map(({ state }) => state),
    ['waiting'],
  );
  // The hub had stored it: it is in the snapshot that is read on the new connection.
  const stored = queuedCase({
    n: 4,
    entries: [...queuedCase().entries, message(4, 2, 'resident', { commandId, text: 'Hej' })],
  });
  hub.answer('openCase', () => accept(stored));
  storing(hub, 4, 2, true);
  hub.mend();
  await settled();
  assert.equal(hub.called('sendMessage').length, 2);
  const view = client.case(caseId).get();
  assert.deepEqual(view.pending, []);
  assert.deepEqual(view.snapshot, stored);
});

test('a message that is refused for good is shown, and can be taken away', async () => {
  const { hub, client } = make();
  client.case(caseId).subscribe(() => {});
  hub.answer('sendMessage', () => refuse('case_closed'));
  const { commandId } = client.case(caseId).send('Hej');
  await settled();
  assert.deepEqual(client.case(caseId).get().pending, [
    {
      commandId,
      text: 'Hej',
      at: '2026-11-24T09:31:00.000Z',
      state: 'failed',
      error: { code: 'case_closed', retryable: false },
    },
  ]);
  client.case(caseId).cancel(commandId);
  assert.deepEqual(client.case(caseId).get().pending, []);
});

test('a text that the hub would refuse is refused before it is sent', async () => {
  const { hub, client } = make();
  for (const text of ['', ' \u0000\r\n ', 'å'.repeat(8_001)]) {
    assert.throws(() => client.case(caseId).send(text), { code: 'invalid_input', path: 'text' });
  }
  const wrong: unknown = 7;
  assert.throws(() => client.case(caseId).send(wrong as string), TypeError);
  await settled();
  assert.equal(hub.starts, 0);
});

test('received messages are marked delivered by the SDK, shown ones read, in few commands', async () => {
  const { hub, client, world } = make();
  hub.answer('mark', () => accept({ n: 9 }));
  client.case(caseId).subscribe(() => {});
  await settled();
  await world.advance(1_000);
  assert.deepEqual(hub.called('mark'), []);
  hub.emit('caseEvents', { caseId, events: [message(4, 2, 'staff'), message(5, 3, 'staff')] });
  client.case(caseId).markShown(2);
  await world.advance(1_000);
  client.case(caseId).markShown(3);
  client.case(caseId).markShown(2);
  await world.advance(1_000);
  const marks = hub.called('mark').map(input => {
    const { commandId: _id, ...rest } = input as { commandId: string };
    return rest;
  });
  assert.deepEqual(marks, [
    { caseId, delivered: 3, read: 2 },
    { caseId, delivered: 3, read: 3 },
  ]);
});

test('marks that the hub has are not sent again, and lost ones are', async () => {
  const { hub, client, world } = make();
  const marks = { resident: { delivered: 2, read: 2 }, staff: { delivered: 0, read: 0 } };
  const entries = [...queuedCase().entries, message(4, 2, 'staff')];
  hub.answer('openCase', () => accept(queuedCase({ n: 4, entries, marks })));
  hub.answer('mark', () => new Promise(() => {}));
  client.case(caseId).subscribe(() => {});
  await settled();
  client.case(caseId).markShown(2);
  await world.advance(1_000);
  assert.deepEqual(hub.called('mark'), []);
  hub.emit('caseEvents', { caseId, events: [message(5, 3, 'staff')] });
  await world.advance(1_000);
  hub.cut();
  await settled();
  hub.mend();
  await world.advance(1_000);
  assert.equal(hub.called('mark').length, 2);
});

test('every key makes few typing notices, and silence ends them', async () => {
  const { hub, client, world } = make();
  client.case(caseId).subscribe(() => {});
  await settled();
  for (let key = 0; key < 40; key += 1) {
    client.case(caseId).setTyping(true);
    await world.advance(100);
  }
  await world.advance(10_000);
  assert.deepEqual(hub.called('setTyping'), [
    { caseId, typing: true },
    { caseId, typing: true },
    { caseId, typing: false },
  ]);
});

test('typing that comes twice, or after its own end, lapses all the same', async () => {
  const { hub, world, client } = make();
  client.case(caseId).subscribe(() => {});
  await settled();
  for (const typing of [true, true, false, true]) hub.emit('typing', { caseId, side: 'staff', typing });
  assert.ok(client.case(caseId).get().typing);
  await world.advance(8_000);
  assert.equal(client.case(caseId).get().typing, undefined);
});

test("the nurse's typing shows her name until she writes, stops or falls silent; one's own does not", async () => {
  const { hub, client, world } = make();
  const typing = () => client.case(caseId).get().typing;
  client.case(caseId).subscribe(() => {});
  await settled();
  hub.emit('typing', { caseId, side: 'resident', typing: true });
  assert.equal(typing(), undefined);
  hub.emit('typing', { caseId, side: 'staff', name: nurse.name, typing: true });
  assert.deepEqual(typing(), { name: nurse.name });
  hub.emit('caseEvents', { caseId, events: [message(4, 2, 'staff')] });
  assert.equal(typing(), undefined);
  hub.emit('typing', { caseId, side: 'staff', name: nurse.name, typing: true });
  await world.advance(10_000);
  assert.equal(typing(), undefined);
});

test('the overview is read when somebody listens and follows the open case without being read again', async () => {
  const { hub, client } = make();
  client.overview.subscribe(() => {});
  assert.equal(client.overview.get().status, 'loading');
  client.case(caseId).subscribe(() => {});
  await settled();
  assert.equal(client.overview.get().value?.cases[0]?.unread, 0);
  hub.emit('caseEvents', {
    caseId,
    events: [{ kind: 'taken', n: 4, at, handler: nurse }, message(5, 2, 'staff')],
  });
  hub.emit('heads', { epoch: 'epoch-1', cases: [{ caseId, n: 5 }] });
  const summary = client.overview.get().value?.cases[0];
  assert.deepEqual([summary?.status, summary?.unread, summary?.handler], ['active', 1, nurse]);
  assert.equal(hub.called('overview').length, 1);
});

test('the overview is read again when the hub knows of a case, or of events, that it does not show', async () => {
  const { hub, client, world } = make();
  client.overview.subscribe(() => {});
  await settled();
  hub.emit('heads', { epoch: 'epoch-1', cases: [{ caseId, n: 3 }] });
  await world.advance(1_000);
  assert.equal(hub.called('overview').length, 1);
  hub.emit('heads', { epoch: 'epoch-1', cases: [{ caseId, n: 4 }] });
  hub.emit('heads', { epoch: 'epoch-1', cases: [{ caseId: 'another', n: 1 }] });
  await world.advance(1_000);
  assert.equal(hub.called('overview').length, 2);
});

test('a case is started over a lost connection under one id, and then stands in the overview', async () => {
  const { hub, client, world } = make();
  client.overview.subscribe(() => {});
  await settled();
  hub.answer('startCase', () => new Promise(() => {}));
  const started = client.startCase({ serviceId: 'symptoms', language: 'sv', text: 'Hej' });
  await settled();
  assert.deepEqual(
    client.starting.get().map(({ state, text }) => [state, text]),
    [['sending', 'Hej']],
  );
  hub.cut();
  await settled();
  assert.deepEqual(
    client.starting.get().map(({ state }) => state),
    ['waiting'],
  );
  hub.answer('startCase', () => accept({ caseId, reference: '2611-0387', n: 3 }));
  hub.mend();
  assert.deepEqual(await started, { caseId, reference: '2611-0387' });
  assert.deepEqual(client.starting.get(), []);
  await world.advance(1_000);
  const [first, second] = hub.called('startCase');
  assert.deepEqual(first, second);
  // Read at first, on the new connection, and after the start.
  assert.equal(hub.called('overview').length, 3);
});

test('a start that needs a clinic rejects with that, and is not kept', async () => {
  const { hub, client } = make();
  hub.answer('startCase', () => refuse('unit_needed'));
  const started = client.startCase({ serviceId: 'symptoms', language: 'sv', text: 'Hej' });
  await assert.rejects(started, { code: 'unit_needed', retryable: false });
  assert.deepEqual(client.starting.get(), []);
});

/** A client whose page went while its start was on its way, and a way to make the client of the next page. */
async function reloaded() {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
  const before = make({ storage, personKey: 'person-1' });
  before.hub.answer('startCase', () => new Promise(() => {}));
  before.client.startCase({ serviceId: 'symptoms', language: 'sv', text: 'Hej' }).catch(() => {});
  await settled();
  return { kept, before, storage, again: () => make({ storage, personKey: 'person-1' }) };
}

test('after a reload an unfinished start is there, and is sent when something connects', async () => {
  const { kept, before, storage, again } = await reloaded();
  const after = again();
  assert.deepEqual(
    after.client.starting.get().map(({ text }) => text),
    ['Hej'],
  );
  after.hub.answer('startCase', () => accept({ caseId, reference: '2611-0387', n: 3 }));
  after.client.overview.subscribe(() => {});
  await settled();
  assert.deepEqual(after.hub.called('startCase'), before.hub.called('startCase'));
  assert.deepEqual(after.client.starting.get(), []);
  assert.equal(kept.size, 0);
  assert.throws(() => make({ storage }), { name: 'TypeError', message: /^personKey/ });
});

test('after a reload the unfinished start tells which case it began', async () => {
  const { hub, client } = (await reloaded()).again();
  hub.answer('startCase', () => accept({ caseId: 'new', reference: '2611-0388', n: 3 }));
  const [start] = client.starting.get();
  assert.deepEqual(await client.awaitStart(start?.commandId ?? ''), {
    caseId: 'new',
    reference: '2611-0388',
  });
  assert.deepEqual(client.starting.get(), []);
  await assert.rejects(client.awaitStart(start?.commandId ?? ''), { code: 'not_found' });
});

test('after a reload a start that is refused, now or before, rejects once and is gone', async () => {
  const { kept, again } = await reloaded();
  const nobodyWaits = again();
  nobodyWaits.hub.answer('startCase', () => refuse('unit_needed'));
  nobodyWaits.client.overview.subscribe(() => {});
  await settled();
  assert.deepEqual(
    nobodyWaits.client.starting.get().map(({ state }) => state),
    ['failed'],
  );
  const { client } = again();
  const [start] = client.starting.get();
  await assert.rejects(client.awaitStart(start?.commandId ?? ''), { code: 'unit_needed', retryable: false });
  assert.deepEqual(client.starting.get(), []);
  assert.equal(kept.size, 0);
});

test('the warning before the end is by this device’s clock, and goes when the session is extended, or something is done', async () => {
  const { hub, client, world } = make();
  client.overview.subscribe(() => {});
  await settled();
  hub.emit('sessionEnding', { at, seconds: 120 });
  assert.deepEqual(client.sessionEnding.get(), { at: new Date(world.now() + 120_000).toISOString() });
  client.sessionExtended();
  assert.equal(client.sessionEnding.get(), undefined);
  hub.emit('sessionEnding', { at, seconds: 120 });
  storing(hub, 4, 2, true);
  client.case(caseId).send('Hej');
  await settled();
  assert.equal(client.sessionEnding.get(), undefined);
});

test('a session that ends by itself keeps what is unsent; logging out forgets it', async () => {
  for (const [reason, left] of [
    ['idle', ['waiting']],
    ['logout', []],
  ] as const) {
    const { hub, client } = make();
    client.case(caseId).subscribe(() => {});
    hub.answer('sendMessage', () => refuse('store_unavailable'));
    client.case(caseId).send('Hej');
    await settled();
    hub.emit('sessionEnded', { reason });
    assert.deepEqual(client.connection.get(), { state: 'ended', reason });
    assert.deepEqual(
      client
        .case(caseId)
        .get()
        .pending.map(({ state }) => state),
      left,
      reason,
    );
  }
});
