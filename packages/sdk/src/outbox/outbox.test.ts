import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failure, naraError } from '../errors/failures.ts';
import { invocationError } from '../errors/invocation-error.ts';
import { settled } from '../world/manual-world-testing.ts';
import { outboxKey } from './outbox-key.ts';
import { MapStorage, post, startOutbox, states, type Trial } from './outbox-testing.ts';
import type { Storage } from './storage.ts';

const a = 'case-a';
const b = 'case-b';

test('a case has one command in flight, and another case does not wait for it', async () => {
  const trial = startOutbox();
  trial.outbox.online();
  trial.hold = true;
  post(trial, a, 'a1');
  post(trial, a, 'a2');
  post(trial, b, 'b1');
  await settled();
  assert.deepEqual(trial.delivered, ['a1', 'b1']);
  trial.held[0]?.resolve();
  await settled();
  assert.deepEqual(trial.delivered, ['a1', 'b1', 'a2']);
  assert.deepEqual(states(trial, a), ['a2 sending']);
});

test('without a connection everything waits, and goes in its order when there is one', async () => {
  const trial = startOutbox();
  post(trial, a, 'a1');
  post(trial, a, 'a2');
  assert.deepEqual(states(trial, a), ['a1 waiting', 'a2 waiting']);
  trial.outbox.online();
  await settled();
  assert.deepEqual(trial.delivered, ['a1', 'a2']);
  assert.deepEqual(states(trial, a), []);
});

test('what was in flight when the connection was lost is sent again under the same id, before the rest', async () => {
  const trial = startOutbox();
  trial.outbox.online();
  trial.hold = true;
  const commandId = post(trial, a, 'a1');
  post(trial, a, 'a2');
  await settled();
  trial.outbox.offline();
  trial.held[0]?.reject(naraError('unreachable'));
  await settled();
  assert.deepEqual(states(trial, a), ['a1 waiting', 'a2 waiting']);
  trial.hold = false;
  assert.equal(trial.outbox.entries(a)[0]?.command.input.commandId, commandId);
  trial.outbox.online();
  await settled();
  assert.deepEqual(trial.delivered, ['a1', 'a1', 'a2']);
});

test('a transient refusal holds the rest until it has passed', async () => {
  const trial = startOutbox();
  trial.faults.push(naraError('store_unavailable'), naraError('too_many'));
  trial.outbox.online();
  post(trial, a, 'a1');
  post(trial, a, 'a2');
  await settled();
  assert.deepEqual(trial.delivered, ['a1']);
  assert.deepEqual(states(trial, a), ['a1 waiting', 'a2 waiting']);
  assert.deepEqual(trial.outbox.entries(a)[0]?.error, failure('store_unavailable'));
  await trial.world.advance(60_000);
  assert.deepEqual(trial.delivered, ['a1', 'a1', 'a1', 'a2']);
});

test('a permanent refusal is shown and steps aside', async () => {
  const trial = startOutbox();
  trial.faults.push(naraError('invalid_input', { path: 'text' }));
  trial.outbox.online();
  const commandId = post(trial, a, 'a1');
  post(trial, a, 'a2');
  await settled();
  assert.deepEqual(trial.delivered, ['a1', 'a2']);
  assert.deepEqual(states(trial, a), ['a1 failed']);
  assert.deepEqual(trial.outbox.entries(a)[0]?.error, failure('invalid_input', { path: 'text' }));

  trial.outbox.retry(commandId);
  await settled();
  assert.deepEqual(trial.delivered, ['a1', 'a2', 'a1']);
  assert.deepEqual(states(trial, a), []);
});

test('a fault of the hub that one command meets again and again does not hold the others for ever', async () => {
  const trial = startOutbox();
  trial.faults.push(naraError('internal'), naraError('internal'), naraError('internal'));
  trial.outbox.online();
  post(trial, a, 'a1');
  post(trial, a, 'a2');
  await settled();
  await trial.world.advance(60_000);
  assert.deepEqual(trial.delivered, ['a1', 'a1', 'a1', 'a2']);
  assert.deepEqual(states(trial, a), ['a1 failed']);
});

test('a refused act rejects and leaves nothing behind; a lost connection only delays it', async () => {
  const trial = startOutbox();
  const taken = trial.outbox.ask('takeCase', { commandId: trial.world.uuid(), caseId: a });
  const closed = trial.outbox.ask('closeCase', { commandId: trial.world.uuid(), caseId: a });
  trial.faults.push(naraError('already_taken'));
  trial.outbox.online();
  await assert.rejects(taken, { code: 'already_taken' });
  assert.equal((await closed).n, 1);
  assert.deepEqual(states(trial, a), []);
});

test('cancelled messages are not sent, but what is in flight cannot be cancelled', async () => {
  const trial = startOutbox();
  trial.outbox.online();
  trial.hold = true;
  const first = post(trial, a, 'a1');
  const second = post(trial, a, 'a2');
  await settled();
  trial.outbox.cancel(first);
  trial.outbox.cancel(second);
  assert.deepEqual(states(trial, a), ['a1 sending']);
  trial.held[0]?.resolve();
  await settled();
  assert.deepEqual(trial.delivered, ['a1']);
});

test('cancelling what holds a case lets the rest go at once', async () => {
  const trial = startOutbox();
  trial.faults.push(naraError('store_unavailable'));
  trial.outbox.online();
  const first = post(trial, a, 'a1');
  post(trial, a, 'a2');
  await settled();
  trial.outbox.cancel(first);
  await settled();
  assert.deepEqual(trial.delivered, ['a1', 'a2']);
});

test('when the session ends, nothing more is sent and everything is kept', async () => {
  const storage = new MapStorage();
  const trial = startOutbox(storage);
  trial.faults.push(naraError('session_ended'));
  trial.outbox.online();
  post(trial, a, 'a1');
  post(trial, a, 'a2');
  await settled();
  assert.deepEqual(states(trial, a), ['a1 waiting', 'a2 waiting']);
  assert.equal(trial.world.timers, 0);

  const next = startOutbox(storage);
  assert.deepEqual(states(next, a), ['a1 waiting', 'a2 waiting']);
  next.outbox.online();
  await settled();
  assert.deepEqual(next.delivered, ['a1', 'a2']);
  assert.equal(storage.map.size, 0);
});

test('a reload sends what was unsent under the same ids; failed ones stay failed; acts of the moment are not kept', async () => {
  const storage = new MapStorage();
  const before = startOutbox(storage);
  before.faults.push(naraError('case_closed'));
  before.outbox.online();
  post(before, b, 'b1');
  await settled();
  before.outbox.offline();
  const commandId = post(before, a, 'a1');
  before.outbox.ask('closeCase', { commandId: before.world.uuid(), caseId: a }).catch(() => {});

  const after = startOutbox(storage);
  assert.deepEqual(states(after, a), ['a1 waiting']);
  assert.equal(after.outbox.entries(a)[0]?.command.input.commandId, commandId);
  assert.deepEqual(states(after, b), ['b1 failed']);
});

test('after a reload one may wait for a command again: it is answered, or refused and gone', async () => {
  const storage = new MapStorage();
  const before = startOutbox(storage);
  before.faults.push(naraError('case_closed'));
  before.outbox.online();
  const failed = post(before, a, 'a1');
  await settled();
  before.outbox.offline();
  const refused = post(before, a, 'a2');
  const done = post(before, b, 'b1');

  const after = startOutbox(storage);
  after.faults.push(naraError('invalid_input', { path: 'text' }));
  const endings = [failed, refused, done, 'unknown'].map(commandId => after.outbox.join(commandId));
  const told = Promise.allSettled(endings);
  assert.deepEqual(states(after, a), ['a2 waiting']);
  after.outbox.online();
  assert.deepEqual(
    (await told).map(ending => (ending.status === 'fulfilled' ? ending.value : ending.reason.code)),
    ['case_closed', 'invalid_input', { n: 1, caseId: `begun by ${done}` }, 'not_found'],
  );
  assert.deepEqual(after.outbox.lanes(), []);
  assert.equal(storage.map.size, 0);
});

test('an outbox belongs to one person, and wiping it leaves nothing in the storage', () => {
  const storage = new MapStorage();
  const trial = startOutbox(storage, 'person-1');
  post(trial, a, 'a1');
  assert.deepEqual(states(startOutbox(storage, 'person-2'), a), []);
  trial.outbox.wipe();
  assert.deepEqual(states(trial, a), []);
  assert.equal(storage.map.size, 0);
});

test('an answer that comes after the wiping brings nothing back', async () => {
  const storage = new MapStorage();
  const trial = startOutbox(storage);
  trial.outbox.online();
  trial.hold = true;
  post(trial, a, 'a1');
  trial.outbox.wipe();
  trial.held[0]?.reject(naraError('store_unavailable'));
  await settled();
  assert.deepEqual(states(trial, a), []);
  assert.equal(trial.world.timers, 0);
  assert.equal(storage.map.size, 0);
});

test('a storage that throws, or holds something else, is taken to be empty', () => {
  const forbidden: Storage = {
    getItem: () => assert.fail('forbidden'),
    setItem: () => assert.fail('forbidden'),
    removeItem: () => assert.fail('forbidden'),
  };
  const trial = startOutbox(forbidden);
  post(trial, a, 'a1');
  assert.deepEqual(states(trial, a), ['a1 waiting']);

  const storage = new MapStorage();
  for (const kept of [
    '{',
    '{"a":1}',
    '[{"at":1}]',
    '[{"at":"x","command":{"method":"sendMessage","input":{}}}]',
  ]) {
    storage.setItem(outboxKey('norrvik', 'person-1'), kept);
    assert.deepEqual(startOutbox(storage).outbox.lanes(), [], kept);
  }
});

/** How the official client tells of an invocation that was sent and not answered, and of one that never left. */
const lostOnTheWay = () =>
  invocationError(new Error('Invocation canceled due to the underlying connection being closed.'));
const neverLeft = () =>
  invocationError(new Error("Cannot send data if the connection is not in the 'Connected' State."));

/** The connection is lost with everything that is on its way, and is there again. */
async function loseOnce(trial: Trial): Promise<void> {
  trial.outbox.offline();
  for (const held of trial.held.splice(0)) held.reject(lostOnTheWay());
  await settled();
  trial.outbox.online();
  await settled();
}

test('what was on its way at two losses in a row is set aside, the rest goes, and it gets two new chances', async () => {
  const storage = new MapStorage();
  const trial = startOutbox(storage);
  trial.outbox.online();
  trial.hold = true;
  const poison = post(trial, a, 'a1');
  post(trial, a, 'a2');
  await settled();
  await loseOnce(trial);
  assert.deepEqual(trial.delivered, ['a1', 'a1']);
  await loseOnce(trial);
  assert.deepEqual(trial.delivered, ['a1', 'a1', 'a2']);
  assert.deepEqual(states(trial, a), ['a1 failed', 'a2 sending']);
  assert.deepEqual(trial.outbox.entries(a)[0]?.error, { code: 'lost_twice', retryable: false });
  assert.deepEqual(states(startOutbox(storage), a), ['a1 failed', 'a2 waiting']);
  trial.held.splice(0)[0]?.resolve();
  await settled();

  trial.outbox.retry(poison);
  await settled();
  await loseOnce(trial);
  assert.deepEqual(states(trial, a), ['a1 sending']);
  await loseOnce(trial);
  assert.deepEqual(states(trial, a), ['a1 failed']);
});

test('an act that loses the connection twice rejects', async () => {
  const trial = startOutbox();
  trial.outbox.online();
  trial.hold = true;
  const taken = trial.outbox.ask('takeCase', { commandId: trial.world.uuid(), caseId: a });
  await settled();
  await loseOnce(trial);
  const refused = assert.rejects(taken, { code: 'lost_twice', retryable: false });
  await loseOnce(trial);
  await refused;
});

test('a network that is away for long, or fails before the command has left, never sets anything aside', async () => {
  const trial = startOutbox();
  post(trial, a, 'a1');
  for (let times = 0; times < 20; times += 1) {
    trial.outbox.offline();
    await trial.world.advance(600_000);
    trial.faults.push(times % 2 === 0 ? neverLeft() : naraError('unreachable'));
    trial.outbox.online();
    await settled();
  }
  assert.notEqual(states(trial, a)[0], 'a1 failed');
  trial.outbox.offline();
  trial.outbox.online();
  await settled();
  assert.deepEqual(states(trial, a), []);
});

test('an answer in between, also a refusal that passes, begins the count anew', async () => {
  const trial = startOutbox();
  trial.outbox.online();
  for (let times = 0; times < 4; times += 1)
    trial.faults.push(lostOnTheWay(), naraError('store_unavailable'));
  post(trial, a, 'a1');
  await settled();
  await trial.world.advance(600_000);
  assert.deepEqual(states(trial, a), []);
  assert.equal(trial.delivered.length, 9);
});

test('of several that were on their way only the one that breaks the connection is set aside', async () => {
  const trial = startOutbox();
  trial.outbox.online();
  trial.hold = true;
  post(trial, a, 'a1');
  post(trial, b, 'poison');
  post(trial, 'case-c', 'c1');
  await settled();
  assert.equal(trial.held.length, 3);
  await loseOnce(trial);
  for (let turns = 0; turns < 10; turns += 1) {
    assert.ok(trial.held.length <= 1 || states(trial, b)[0] === 'poison failed');
    if (trial.delivered.at(-1) === 'poison') await loseOnce(trial);
    else for (const held of trial.held.splice(0)) held.resolve();
    await settled();
  }
  assert.deepEqual(states(trial, b), ['poison failed']);
  assert.deepEqual([...states(trial, a), ...states(trial, 'case-c')], []);
});
