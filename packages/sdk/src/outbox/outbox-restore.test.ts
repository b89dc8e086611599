import assert from 'node:assert/strict';
import { test } from 'node:test';
import { naraError } from '../errors/failures.ts';
import { settled } from '../world/manual-world-testing.ts';
import { outboxKey } from './outbox-key.ts';
import { MapStorage, post, startOutbox, states, type Trial } from './outbox-testing.ts';

const a = 'case-a';
const b = 'case-b';
const minute = 60_000;

/** A connection whose hub has a store of this epoch. */
async function connect({ outbox }: Trial, epoch: string): Promise<void> {
  outbox.offline();
  outbox.online();
  outbox.told(epoch);
  await settled();
}

function start(
  { outbox, world }: Trial,
  text: string,
): { readonly commandId: string; readonly caseId: string } {
  const commandId = world.uuid();
  outbox
    .ask('startCase', { commandId, serviceId: 'symptoms', unitId: null, language: 'sv', text })
    .catch(() => {});
  return { commandId, caseId: `begun by ${commandId}` };
}

test('what was answered goes again under its id when the epoch is another, in order per case, before what is newer', async () => {
  const trial = startOutbox();
  await connect(trial, 'one');
  const first = post(trial, a, 'a1');
  post(trial, b, 'b1');
  post(trial, a, 'a2');
  await settled();
  trial.outbox.offline();
  post(trial, a, 'a3');
  const before = trial.delivered.splice(0).length;
  trial.outbox.online();
  await settled();
  assert.deepEqual([before, trial.delivered.length], [3, 0], 'nothing goes before the epoch is known');
  trial.hold = true;
  trial.outbox.told('two');
  await settled();
  assert.equal(trial.outbox.entries(a)[0]?.command.input.commandId, first);
  assert.deepEqual(states(trial, a), ['a1 sending', 'a2 sending', 'a3 sending']);
  trial.hold = false;
  for (const held of trial.held) held.resolve();
  await settled();
  assert.deepEqual(
    trial.delivered.filter(text => text.startsWith('a')),
    ['a1', 'a2', 'a3'],
  );
  assert.deepEqual(trial.delivered.toSorted(), ['a1', 'a2', 'a3', 'b1']);
  trial.delivered.length = 0;
  await connect(trial, 'two');
  assert.deepEqual(trial.delivered, []);
  await connect(trial, 'three');
  assert.deepEqual(trial.delivered.toSorted(), ['a1', 'a2', 'a3', 'b1']);
});

test('an epoch that is told just before the connection is up counts for it, and not for the next', async () => {
  const trial = startOutbox();
  trial.outbox.told('one');
  trial.outbox.online();
  post(trial, a, 'a1');
  await settled();
  trial.outbox.offline();
  trial.outbox.told('two');
  trial.outbox.online();
  await settled();
  assert.deepEqual(trial.delivered, ['a1', 'a1']);
  trial.outbox.offline();
  trial.outbox.online();
  post(trial, a, 'a2');
  await settled();
  assert.deepEqual(trial.delivered, ['a1', 'a1']);
});

test('the hour since an answer passes only while the hub is heard from', async () => {
  const trial = startOutbox();
  await connect(trial, 'one');
  post(trial, a, 'a1');
  await settled();
  await trial.world.advance(59 * minute);
  post(trial, a, 'a2');
  await settled();
  await trial.world.advance(2 * minute);
  trial.outbox.told('one');
  trial.outbox.offline();
  await trial.world.advance(24 * 60 * minute);
  trial.delivered.length = 0;
  await connect(trial, 'two');
  assert.deepEqual(trial.delivered, ['a2']);
});

test('a case that was taken away is begun again before its messages, in its own lane', async () => {
  const trial = startOutbox();
  await connect(trial, 'one');
  const { caseId } = start(trial, 'start');
  await settled();
  post(trial, caseId, 'then');
  await settled();
  trial.delivered.length = 0;
  trial.hold = true;
  await connect(trial, 'two');
  assert.deepEqual(trial.outbox.lanes(), [caseId]);
  assert.deepEqual(states(trial, caseId), ['start sending', 'then sending']);
  trial.hold = false;
  trial.held[0]?.resolve();
  await settled();
  assert.deepEqual(trial.delivered, ['start', 'then']);
});

test('what cannot be placed is shown as failed with its text, and goes once more when its case is there', async () => {
  const storage = new MapStorage();
  const trial = startOutbox(storage);
  await connect(trial, 'one');
  await trial.outbox.ask('takeCase', { commandId: trial.world.uuid(), caseId: a });
  post(trial, a, 'a1');
  await settled();
  trial.faults.push(naraError('not_found'), naraError('not_found'));
  await connect(trial, 'two');
  assert.deepEqual(states(trial, a), ['takeCase failed', 'a1 failed']);
  assert.deepEqual(states(startOutbox(storage), a), ['takeCase failed', 'a1 failed']);

  trial.faults.push(undefined, naraError('not_found'));
  trial.delivered.length = 0;
  trial.outbox.found(a);
  await settled();
  assert.deepEqual(trial.delivered, ['takeCase', 'a1']);
  assert.deepEqual(states(trial, a), ['a1 failed']);
  trial.outbox.found(a);
  await settled();
  assert.deepEqual(trial.delivered, ['takeCase', 'a1'], 'once, not again and again');
});

test('an act that another has done meanwhile is let go, and what ended a case does not go again', async () => {
  const trial = startOutbox();
  await connect(trial, 'one');
  await trial.outbox.ask('takeCase', { commandId: trial.world.uuid(), caseId: a });
  await trial.outbox.ask('closeCase', { commandId: trial.world.uuid(), caseId: a });
  trial.delivered.length = 0;
  trial.faults.push(naraError('already_taken'));
  await connect(trial, 'two');
  assert.deepEqual(trial.delivered, ['takeCase']);
  assert.deepEqual(trial.outbox.lanes(), []);
});

test('with a storage it outlives the page and a new login, also a page that closes in the middle of it', async () => {
  const storage = new MapStorage();
  const before = startOutbox(storage);
  await connect(before, 'one');
  const { caseId } = start(before, 'start');
  await settled();
  post(before, caseId, 'then');
  await settled();

  const during = startOutbox(storage);
  assert.deepEqual(during.outbox.lanes(), []);
  during.hold = true;
  await connect(during, 'two');
  assert.deepEqual(during.delivered, ['start']);

  const after = startOutbox(storage);
  await connect(after, 'two');
  assert.deepEqual(after.delivered, ['start', 'then']);
  const last = startOutbox(storage);
  await connect(last, 'two');
  assert.deepEqual(last.delivered, []);
});

test('it belongs to one person, goes with the logout, and is let go when the hub says that the person has gone', async () => {
  for (const leave of ['wipe', 'letGo'] as const) {
    const storage = new MapStorage();
    const trial = startOutbox(storage);
    await connect(trial, 'one');
    post(trial, a, 'a1');
    await settled();
    const other = startOutbox(storage, 'person-2');
    await connect(other, 'two');
    assert.deepEqual(other.delivered, []);
    assert.equal(storage.map.size, 1);
    trial.outbox[leave]();
    assert.equal(storage.map.size, 0, leave);
    trial.delivered.length = 0;
    await connect(trial, 'two');
    assert.deepEqual(trial.delivered, [], leave);
  }
});

test('only so much is held: the newest of it', async () => {
  const trial = startOutbox();
  await connect(trial, 'one');
  for (let count = 1; count <= 320; count += 1) post(trial, a, `a${count}`);
  await settled();
  await trial.world.advance(1);
  trial.delivered.length = 0;
  await connect(trial, 'two');
  await trial.world.advance(1);
  assert.deepEqual([trial.delivered.length, trial.delivered[0]], [300, 'a21']);

  const texts = startOutbox();
  await connect(texts, 'one');
  for (let count = 0; count < 60; count += 1) post(texts, a, String(count % 10).repeat(8_000));
  await settled();
  texts.delivered.length = 0;
  await connect(texts, 'two');
  assert.equal(texts.delivered.length, 50);
});

test('a hub that does not tell its epoch is not waited for for ever', async () => {
  const storage = new MapStorage();
  const before = startOutbox(storage);
  await connect(before, 'one');
  post(before, a, 'a1');
  await settled();
  const trial = startOutbox(storage);
  post(trial, a, 'a2');
  trial.outbox.online();
  await settled();
  assert.deepEqual(trial.delivered, []);
  await trial.world.advance(minute);
  assert.deepEqual(trial.delivered, ['a2']);
});

test('kept commands that are damaged are let go', async () => {
  const good = {
    at: '2026-11-24T09:31:00.000Z',
    command: { method: 'takeCase', input: { commandId: 'k', caseId: a } },
    answered: { at: '2026-11-24T09:31:00.000Z', epoch: 'one', caseId: a },
  };
  for (const [item, sent] of [
    [good, ['takeCase']],
    [{ ...good, answered: undefined }, []],
    [{ ...good, answered: { ...good.answered, at: 'noon' } }, []],
    [{ ...good, answered: { ...good.answered, epoch: 1 } }, []],
    [{ ...good, command: { method: 'closeCase', input: { commandId: 'k', caseId: a } } }, []],
  ] as const) {
    const storage = new MapStorage();
    storage.setItem(outboxKey('norrvik', 'person-1'), JSON.stringify([item]));
    const trial = startOutbox(storage);
    await connect(trial, 'two');
    assert.deepEqual(trial.delivered, sent);
  }
});
