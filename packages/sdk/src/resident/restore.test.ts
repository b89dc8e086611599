import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accept, type Overview, refuse, type SendMessage, type StartCase } from '@nara/contract';
import { caseId, message, queuedCase, unit } from '../case/sample-case-testing.ts';
import { ScriptedHub } from '../connection/scripted-hub-testing.ts';
import { MapStorage } from '../outbox/outbox-testing.ts';
import { ManualWorld, settled } from '../world/manual-world-testing.ts';
import { buildResidentClient } from './build-resident-client.ts';

/** A hub with a store of this epoch that has the case, or lacks it until it is begun. */
function make(storage: MapStorage, epoch: string, has: boolean) {
  const hub = new ScriptedHub();
  let there = has;
  const overview: Overview = { epoch, person: { name: 'Tolvan' }, listing: { unit }, clinics: [], cases: [] };
  hub.answer('overview', () => accept(overview));
  hub.answer('openCase', () => (there ? accept(queuedCase({ epoch })) : refuse('not_found')));
  hub.answer('startCase', (_: StartCase) => {
    there = true;
    return accept({ caseId, reference: '2611-0387', n: 3 });
  });
  let n = 3;
  hub.answer('sendMessage', ({ commandId, text }: SendMessage) => {
    if (!there) return refuse('not_found');
    n += 1;
    return accept({ message: message(n, n - 2, 'resident', { commandId, text }).message, n });
  });
  const client = buildResidentClient(
    {
      hub: 'https://hub.example',
      region: 'norrvik',
      getToken: () => 'token',
      storage,
      personKey: 'person-1',
    },
    new ManualWorld(hub.open),
  );
  client.overview.subscribe(() => {});
  return { hub, client };
}

async function writeBefore(storage: MapStorage): Promise<ReturnType<typeof make>> {
  const before = make(storage, 'one', true);
  await settled();
  before.hub.emit('heads', { epoch: 'one', cases: [] });
  await before.client.startCase({ serviceId: 'symptoms', language: 'sv', text: 'Hej' });
  before.client.case(caseId).send('Det kliar');
  await settled();
  return before;
}

test('a case that a restore took away is shown again once it has been begun again, with what was written in it', async () => {
  const storage = new MapStorage();
  const before = await writeBefore(storage);
  const after = make(storage, 'two', false);
  after.client.case(caseId).subscribe(() => {});
  await settled();
  assert.equal(after.client.case(caseId).get().status, 'gone');
  after.hub.emit('heads', { epoch: 'two', cases: [] });
  await settled();
  for (const method of ['startCase', 'sendMessage'])
    assert.deepEqual(after.hub.called(method), before.hub.called(method));
  const { status, snapshot, pending } = after.client.case(caseId).get();
  assert.deepEqual([status, pending], ['ready', []]);
  const last = snapshot?.entries.at(-1);
  assert.equal(last?.kind === 'message' && last.message.text, 'Det kliar');
});

test('one that cannot be begun again shows everything that was written as not sent', async () => {
  const storage = new MapStorage();
  await writeBefore(storage);
  const after = make(storage, 'two', false);
  after.hub.answer('startCase', () => refuse('unit_needed'));
  after.client.case(caseId).subscribe(() => {});
  await settled();
  after.hub.emit('heads', { epoch: 'two', cases: [] });
  await settled();
  const { status, pending } = after.client.case(caseId).get();
  assert.equal(status, 'gone');
  assert.deepEqual(
    pending.map(({ text, state, error }) => [text, state, error?.code]),
    [
      ['Hej', 'failed', 'unit_needed'],
      ['Det kliar', 'failed', 'not_found'],
    ],
  );
});

test('when the hub says that the person has gone, nothing that it has done is kept', async () => {
  const storage = new MapStorage();
  const { hub } = await writeBefore(storage);
  assert.equal(storage.map.size, 1);
  hub.emit('sessionEnded', { reason: 'idle' });
  assert.equal(storage.map.size, 0);
});
