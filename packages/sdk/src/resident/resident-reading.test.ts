import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accept, type CaseSnapshot, type Entry, type History, limits, refuse } from '@nara/contract';
import { at, caseId, message, nurse, queuedCase } from '../case/sample-case-testing.ts';
import { ScriptedHub } from '../connection/scripted-hub-testing.ts';
import { ManualWorld, settled } from '../world/manual-world-testing.ts';
import { buildResidentClient } from './build-resident-client.ts';

/** A case of 253 entries: a window and more than one page of older ones. */
const whole: readonly Entry[] = [
  ...queuedCase().entries,
  ...[...Array(250).keys()].map(index =>
    message(index + 4, index + 2, index % 2 === 0 ? 'staff' : 'resident'),
  ),
];

function pageBelow({ before = Infinity, limit }: Omit<History, 'caseId'>) {
  const below = whole.filter(({ n }) => n < before);
  return { epoch: 'epoch-1', entries: below.slice(-limit), earlier: below.length > limit };
}

function make() {
  const hub = new ScriptedHub();
  const world = new ManualWorld(hub.open);
  const snapshot: CaseSnapshot = { ...queuedCase({ n: 253 }), ...pageBelow({ limit: limits.caseWindow }) };
  hub.answer('openCase', () => accept(snapshot));
  hub.answer('history', (input: History) => accept(pageBelow(input)));
  const client = buildResidentClient(
    { hub: 'https://hub.example', region: 'norrvik', getToken: () => 'token' },
    world,
  );
  return { hub, world, client, snapshot };
}

const start = { serviceId: 'symptoms', language: 'sv', text: 'Hej' } as const;

test('a history is read newest first, page by page as it is taken, without opening the case', async () => {
  const { hub, client } = make();
  const read: number[] = [];
  for await (const { n } of client.case(caseId).history()) {
    read.push(n);
    if (n === 200) assert.equal(hub.called('history').length, 1);
  }
  assert.deepEqual(read, whole.map(({ n }) => n).toReversed());
  assert.equal(hub.called('history').length, 3);
  assert.deepEqual(hub.called('openCase'), []);
});

test('a history that broke off is taken up at the entry that did not come', async () => {
  const { hub, client } = make();
  let next = 0;
  hub.answer('history', (input: History) =>
    input.before === undefined ? accept(pageBelow(input)) : refuse('store_unavailable'),
  );
  const broken = (async () => {
    for await (const { n } of client.case(caseId).history()) next = n - 1;
  })();
  await assert.rejects(broken, { code: 'store_unavailable', retryable: true });
  hub.answer('history', (input: History) => accept(pageBelow(input)));
  const rest: number[] = [];
  for await (const { n } of client.case(caseId).history({ from: next })) rest.push(n);
  assert.deepEqual([rest[0], rest.length], [153, 153]);
  await assert.rejects(client.case(caseId).history({ from: 1.5 }).next(), /^TypeError: from/);
});

test('a history is not waited for without end: offline is unreachable, an ended session says so', async () => {
  const { hub, client } = make();
  hub.startFaults = [new Error('no network')];
  await assert.rejects(client.case(caseId).history().next(), { code: 'unreachable', retryable: true });
  client.retryNow();
  await settled();
  assert.equal((await client.case(caseId).history().next()).done, false);
  hub.emit('sessionEnded', { reason: 'idle' });
  await assert.rejects(client.case(caseId).history().next(), { code: 'session_ended' });
});

test('a history that is aborted throws the reason, while it waits and between two entries', async () => {
  const { hub, client } = make();
  hub.answer('history', () => new Promise(() => {}));
  const waiting = new AbortController();
  const first = client.case(caseId).history({ signal: waiting.signal }).next();
  await settled();
  waiting.abort();
  await assert.rejects(first, { name: 'AbortError' });
  hub.answer('history', (input: History) => accept(pageBelow(input)));
  const reason = new Error('seen enough');
  const reading = new AbortController();
  const taken: number[] = [];
  const aborted = (async () => {
    for await (const { n } of client.case(caseId).history({ signal: reading.signal })) {
      taken.push(n);
      if (taken.length === 2) reading.abort(reason);
    }
  })();
  await assert.rejects(aborted, error => error === reason);
  assert.deepEqual(taken, [253, 252]);
});

test('more of an open case is loaded until its beginning, and who aborts gives up alone', async () => {
  const { hub, client, snapshot } = make();
  const ref = client.case(caseId);
  await assert.rejects(ref.loadMore(), { code: 'unreachable', retryable: true });
  ref.subscribe(() => {});
  await settled();
  assert.deepEqual(ref.get().snapshot, snapshot);
  const control = new AbortController();
  const given = ref.loadMore({ signal: control.signal });
  const kept = ref.loadMore();
  control.abort();
  await assert.rejects(given, { name: 'AbortError' });
  assert.equal(await kept, true);
  assert.equal(await ref.loadMore(), false);
  assert.deepEqual(ref.get().snapshot, { ...snapshot, entries: whole, earlier: false });
  assert.equal(hub.called('history').length, 2);
});

test('a start that is aborted is taken back if it has not left, else it goes on', async () => {
  const { hub, client } = make();
  hub.answer('startCase', () => refuse('store_unavailable'));
  const waits = new AbortController();
  const first = client.startCase(start, { signal: waits.signal });
  await settled();
  assert.equal(client.starting.get()[0]?.state, 'waiting');
  waits.abort();
  await assert.rejects(first, { name: 'AbortError' });
  assert.deepEqual(client.starting.get(), []);
  const flies = new AbortController();
  const answer = Promise.withResolvers<unknown>();
  hub.answer('startCase', () => answer.promise);
  const second = client.startCase(start, { signal: flies.signal });
  await settled();
  flies.abort();
  await assert.rejects(second, { name: 'AbortError' });
  assert.equal(client.starting.get().length, 1);
  answer.resolve(accept({ caseId, reference: '2611-0387', n: 3 }));
  await settled();
  assert.deepEqual(client.starting.get(), []);
  const sent = hub.called('startCase').length;
  await assert.rejects(client.startCase(start, { signal: AbortSignal.abort() }), { name: 'AbortError' });
  assert.equal(hub.called('startCase').length, sent);
});

test('what happens is told once: a message of the other side, the end of the case, of the session', async () => {
  const { hub, client } = make();
  const told: string[] = [];
  client.on('message', ({ message: { number } }) => told.push(`message ${number}`));
  client.on('caseClosed', ({ closed }) => told.push(`closed ${closed.reason}`));
  client.on('sessionEnding', ({ at: when }) => told.push(`ending ${when}`));
  client.on('sessionEnded', ({ reason }) => told.push(`ended ${reason}`));
  client.case(caseId).subscribe(() => {});
  await settled();
  const news = [message(254, 252, 'staff'), message(255, 253, 'resident')];
  hub.emit('caseEvents', { caseId, events: news });
  hub.emit('caseEvents', { caseId, events: news });
  await client.case(caseId).loadMore();
  hub.answer('openCase', () =>
    accept({
      ...queuedCase({ n: 257, handler: nurse, status: 'closed' }),
      entries: [...whole, ...news, message(256, 254, 'staff'), closing],
    }),
  );
  const closing = { kind: 'closed', n: 257, at, by: 'staff', reason: 'done' } as const;
  hub.cut();
  hub.mend();
  await settled();
  hub.emit('sessionEnding', { at, seconds: 60 });
  hub.emit('sessionEnded', { reason: 'idle' });
  assert.deepEqual(told, [
    'message 252',
    'message 254',
    'closed done',
    'ending 2026-11-24T09:32:00.000Z',
    'ended idle',
  ]);
});

test('what a restored store shows is not told as news', async () => {
  const { hub, client } = make();
  const told: unknown[] = [];
  client.on('message', happening => told.push(happening));
  client.case(caseId).subscribe(() => {});
  await settled();
  hub.answer('openCase', () =>
    accept({ ...queuedCase({ epoch: 'epoch-2', n: 254 }), entries: [...whole, message(254, 252, 'staff')] }),
  );
  hub.emit('heads', { epoch: 'epoch-2', cases: [{ caseId, n: 254 }] });
  await settled();
  assert.equal(client.case(caseId).get().snapshot?.epoch, 'epoch-2');
  assert.deepEqual(told, []);
});

test('unread messages before the window are those that the hub has counted', async () => {
  const { hub, client } = make();
  const { unit, service, startedAt } = queuedCase();
  const row = { caseId, reference: '2611-0387', status: 'queued', unit, service, startedAt } as const;
  hub.answer('overview', () =>
    accept({
      epoch: 'epoch-1',
      person: { name: 'Tolvan' },
      clinics: [],
      cases: [{ ...row, lastAt: at, n: 253, unread: 125 }],
    }),
  );
  client.overview.subscribe(() => {});
  client.case(caseId).subscribe(() => {});
  await settled();
  const unread = () => client.overview.get().value?.cases[0]?.unread;
  assert.equal(unread(), 125);
  const marks = { delivered: 251, read: 249 };
  hub.emit('caseEvents', { caseId, events: [{ kind: 'marked', n: 254, at, side: 'resident', marks }] });
  assert.equal(unread(), 1);
});
