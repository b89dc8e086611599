import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accept, type DeskView, refuse, type WorkRow } from '@nara/contract';
import { at, caseId, message, nurse, queuedCase, unit } from '../case/sample-case-testing.ts';
import { ScriptedHub } from '../connection/scripted-hub-testing.ts';
import { MapStorage } from '../outbox/outbox-testing.ts';
import { ManualWorld, settled } from '../world/manual-world-testing.ts';
import { buildStaffClient } from './build-staff-client.ts';
import type { StaffClient } from './staff-client.ts';

const later = '2026-11-24T09:32:00.000Z';

function make(): { hub: ScriptedHub; world: ManualWorld; client: StaffClient } {
  const hub = new ScriptedHub();
  const world = new ManualWorld(hub.open);
  const desk: DeskView = { epoch: 'epoch-1', staff: nurse, unit, workList: { at, rows: [] } };
  hub.answer('openDesk', () => accept(desk));
  hub.answer('openCase', () => accept(queuedCase()));
  return { hub, world, client: buildStaffClient({ hub: 'https://desk.example', region: 'norrvik' }, world) };
}

test('the first word of the epoch does not make the desk be read twice', async () => {
  const { hub, client, world } = make();
  client.desk.subscribe(() => {});
  hub.emit('heads', { epoch: 'epoch-1', cases: [] });
  await settled();
  hub.emit('heads', { epoch: 'epoch-1', cases: [] });
  await world.advance(1_000);
  assert.equal(hub.called('openDesk').length, 1);
});

test('what was sent in a case that a restore took away goes again when the work list has it, for the same member of staff', async t => {
  const storage = new MapStorage();
  const views = [
    { staff: { id: 'eva', name: 'Eva' }, idleUntil: at, absoluteUntil: at },
    { staff: { id: 'olle', name: 'Olle' }, idleUntil: at, absoluteUntil: at },
    { staff: { id: 'eva', name: 'Eva' }, idleUntil: at, absoluteUntil: at },
  ];
  t.mock.method(globalThis, 'fetch', async () => Response.json(views.shift()));
  const sent = { message: message(4, 2, 'staff').message, n: 4 };
  const logIn = async (epoch: string, answer: () => unknown) => {
    const hub = new ScriptedHub();
    hub.answer('sendMessage', answer);
    hub.answer('takeCase', () => accept({ n: 3 }));
    hub.answer('openDesk', () => accept({ epoch, staff: nurse, unit, workList: { at, rows: [] } }));
    const options = { hub: 'https://desk.example', region: 'norrvik', storage };
    const client = buildStaffClient(options, new ManualWorld(hub.open));
    await client.readSession();
    client.desk.subscribe(() => {});
    hub.emit('heads', { epoch, cases: [] });
    await settled();
    return { hub, client };
  };
  const before = await logIn('one', () => accept(sent));
  await before.client.case(caseId).take();
  before.client.case(caseId).send('Hej');
  await settled();
  const colleague = await logIn('two', () => assert.fail('another has sent it'));
  assert.deepEqual(colleague.hub.called('takeCase'), []);
  let there = false;
  const after = await logIn('two', () => (there ? accept(sent) : refuse('not_found')));
  assert.deepEqual(
    after.client
      .case(caseId)
      .get()
      .pending.map(({ text, state }) => [text, state]),
    [['Hej', 'failed']],
  );
  there = true;
  const row = { caseId } as WorkRow;
  after.hub.emit('workList', { at: later, rows: [row] });
  await settled();
  assert.deepEqual(after.client.case(caseId).get().pending, []);
  assert.equal(after.hub.called('sendMessage').length, 2);
});

test('the desk is read once a connection and its work list replaced by newer ones only', async () => {
  const { hub, client } = make();
  client.desk.subscribe(() => {});
  await settled();
  hub.emit('workList', { at: later, rows: [] });
  assert.equal(client.desk.get().value?.workList.at, later);
  hub.emit('workList', { at, rows: [] });
  assert.equal(client.desk.get().value?.workList.at, later);
  assert.equal(hub.called('openDesk').length, 1);
  hub.cut();
  await settled();
  hub.mend();
  await settled();
  assert.equal(hub.called('openDesk').length, 2);
});

test('a work list of a hub whose clock was set back replaces the one of before', async () => {
  const { hub, client } = make();
  client.desk.subscribe(() => {});
  await settled();
  const early = '2026-11-24T08:31:00.000Z';
  hub.emit('workList', { at: early, rows: [] });
  assert.equal(client.desk.get().value?.workList.at, early);
});

test('a work list that comes while the desk is read is not overwritten by the older answer', async () => {
  const { hub, client } = make();
  const answer = Promise.withResolvers<unknown>();
  hub.answer('openDesk', () => answer.promise);
  client.desk.subscribe(() => {});
  await settled();
  hub.emit('workList', { at: later, rows: [] });
  answer.resolve(accept({ epoch: 'epoch-1', staff: nurse, unit, workList: { at, rows: [] } }));
  await settled();
  assert.equal(client.desk.get().value?.workList.at, later);
});

test('a case that a colleague took rejects with her name', async () => {
  const { hub, client } = make();
  hub.answer('takeCase', () => refuse('already_taken', { handler: 'Sara Ek' }));
  await assert.rejects(client.case(caseId).take(), { code: 'already_taken', handler: 'Sara Ek' });
});

test('a case is closed after what is still unsent in it', async () => {
  const { hub, client } = make();
  client.desk.subscribe(() => {});
  await settled();
  hub.answer('sendMessage', () => refuse('store_unavailable'));
  client.case(caseId).send('Hej');
  const closed = client.case(caseId).close();
  await settled();
  assert.deepEqual(hub.called('closeCase'), []);
  hub.answer('sendMessage', () => accept({ message: message(4, 2, 'staff').message, n: 4 }));
  hub.answer('closeCase', () => accept({ n: 5 }));
  hub.cut();
  hub.mend();
  await closed;
  assert.equal(hub.called('closeCase').length, 1);
});

test('an act whose event has not come is fetched by the number of its answer', async () => {
  const { hub, client } = make();
  hub.answer('takeCase', () => accept({ n: 4 }));
  hub.answer('eventsSince', () =>
    accept({ events: [{ kind: 'taken', n: 4, at, handler: nurse }], n: 4, reset: false }),
  );
  client.case(caseId).subscribe(() => {});
  await settled();
  await client.case(caseId).take();
  await settled();
  assert.deepEqual(client.case(caseId).get().snapshot?.handler, nurse);
});

test('notes are checked before they are sent', async () => {
  const { hub, client } = make();
  await assert.rejects(client.case(caseId).addNote(' '), { code: 'invalid_input', path: 'text' });
  assert.equal(hub.starts, 0);
});
