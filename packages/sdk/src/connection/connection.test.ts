import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accept, type ResidentHub, refuse } from '@nara/contract';
import { naraError } from '../errors/failures.ts';
import { ManualWorld, settled } from '../world/manual-world-testing.ts';
import { type Connection, createConnection } from './connection.ts';
import { retryDelay } from './retry-delay.ts';
import { ScriptedHub } from './scripted-hub-testing.ts';

interface Trial {
  readonly hub: ScriptedHub;
  readonly world: ManualWorld;
  readonly connection: Connection<ResidentHub>;
}

function make(): Trial {
  const hub = new ScriptedHub();
  const world = new ManualWorld(hub.open);
  const connection = createConnection<ResidentHub>(
    { address: 'https://hub.example/r/norrvik/hub/resident', getToken: () => 'token', headers: {} },
    world,
  );
  return { hub, world, connection };
}

async function connect(): Promise<Trial> {
  const trial = make();
  trial.connection.want();
  await settled();
  return trial;
}

const caseId = '5f0c2a4e-0000-4000-8000-000000000001';

test('nothing is opened before the connection is wanted, and then once, with the contract in the address', async () => {
  const { hub, connection } = make();
  await settled();
  assert.equal(hub.starts, 0);
  assert.deepEqual(connection.state.get(), { state: 'idle' });
  connection.want();
  connection.want();
  assert.deepEqual(connection.state.get(), { state: 'connecting' });
  await settled();
  assert.equal(hub.starts, 1);
  assert.equal(hub.settings?.address, 'https://hub.example/r/norrvik/hub/resident?contract=1');
  assert.deepEqual(connection.state.get(), { state: 'online' });
});

test('a hub that cannot be reached at first is tried again, later each time, until it answers', async () => {
  const { hub, world, connection } = make();
  hub.startFaults = [new Error('no'), new Error('no'), new Error('no'), new Error('no')];
  const seen: string[] = [];
  connection.state.subscribe(({ state, retryAt }) => {
    if (retryAt !== undefined) seen.push(`${state} ${Date.parse(retryAt) - world.now()}`);
  });
  connection.want();
  await settled();
  await world.advance(60_000);
  assert.deepEqual(seen, ['offline 600', 'offline 1100', 'offline 2100', 'offline 4100']);
  assert.deepEqual(connection.state.get(), { state: 'online' });
});

test('a lost connection is reconnecting at first, then offline, each with the time of the next attempt', async () => {
  const { hub, world, connection } = await connect();
  assert.equal(hub.cut(0), 600);
  assert.deepEqual(connection.state.get(), {
    state: 'reconnecting',
    retryAt: new Date(world.now() + 600).toISOString(),
  });
  hub.cut(2);
  assert.equal(connection.state.get().state, 'offline');
  hub.mend();
  assert.deepEqual(connection.state.get(), { state: 'online' });
});

test('waits are spread between 0.2 s and a ceiling that grows to 30 s', () => {
  assert.equal(retryDelay(0, 0), 200);
  assert.ok(retryDelay(0, 0.999) <= 1_000);
  assert.ok(retryDelay(3, 0.999) > 7_000 && retryDelay(3, 0.999) <= 8_000);
  assert.ok(retryDelay(50, 0.999) > 29_000 && retryDelay(50, 0.999) <= 30_000);
});

test('retryNow, or a network that comes back, does not wait for the countdown', async () => {
  const first = make();
  first.hub.startFaults = [new Error('no')];
  first.connection.want();
  await settled();
  first.connection.retryNow();
  first.connection.retryNow();
  await settled();
  assert.equal(first.hub.starts, 2);
  assert.equal(first.connection.state.get().state, 'online');
  assert.equal(first.world.timers, 0);

  const { hub, world, connection } = await connect();
  hub.cut(3);
  world.wake();
  connection.retryNow();
  await settled();
  assert.equal(hub.stops, 1);
  assert.equal(hub.starts, 2);
  assert.equal(world.timers, 0);
  assert.equal(connection.state.get().state, 'online');
});

test('a network that comes back while an attempt is made is tried again soon after that has failed, and once', async () => {
  const wait = (trial: Trial): number =>
    Date.parse(trial.connection.state.get().retryAt ?? '') - trial.world.now();
  const own = make();
  own.hub.startFaults = Array.from({ length: 9 }, () => new Error('no'));
  own.connection.want();
  await settled();
  for (let attempt = 0; attempt < 6; attempt += 1) await own.world.advance(wait(own));
  assert.ok(wait(own) > 1_000, `it waits ${wait(own)} ms`);
  const start = own.hub.start.bind(own.hub);
  own.hub.start = () => {
    own.world.wake();
    return start();
  };
  await own.world.advance(wait(own));
  own.hub.start = start;
  assert.ok(wait(own) <= 1_000, `it waits ${wait(own)} ms`);
  await own.world.advance(wait(own));
  assert.ok(wait(own) > 1_000, `it waits ${wait(own)} ms`);

  // Time has passed while the timer stood still, as on a device that slept: nothing is under way.
  const slept = make();
  slept.hub.startFaults = [new Error('no')];
  slept.connection.want();
  await settled();
  slept.world.sleep(60_000);
  slept.world.wake();
  await settled();
  assert.equal(slept.connection.state.get().state, 'online');

  // The official client's own attempt is under way when its time has come.
  const its = await connect();
  its.hub.cut(7);
  await its.world.advance(wait(its));
  its.connection.retryNow();
  assert.ok((its.hub.cut(8) ?? Number.NaN) <= 1_000);
  assert.ok((its.hub.cut(9) ?? Number.NaN) > 1_000);

  // Connected, nothing is hurried: a hub that starts anew is not met by all at once.
  const connected = await connect();
  connected.world.wake();
  assert.ok((connected.hub.cut(9) ?? Number.NaN) > 1_000);
});

test('a hub that closes without a reason of the session is come back to', async () => {
  const { hub, world, connection } = await connect();
  hub.closeWith(new Error('Server returned an error on close: something else'));
  assert.equal(connection.state.get().state, 'reconnecting');
  await world.advance(1_000);
  assert.equal(connection.state.get().state, 'online');
});

test('a session that is over ends the connection for good, and says why where it is known', async () => {
  const refused = await connect();
  refused.hub.settings?.refused(naraError('session_ended'));
  assert.deepEqual(refused.connection.state.get(), { state: 'ended' });
  assert.equal(refused.hub.cut(), null);

  const closed = await connect();
  closed.hub.closeWith(new Error('Server returned an error on close: revoked'));
  assert.deepEqual(closed.connection.state.get(), { state: 'ended', reason: 'revoked' });
  await closed.world.advance(60_000);
  closed.connection.want();
  closed.connection.retryNow();
  await settled();
  assert.equal(closed.hub.starts, 1);

  const unexplained = await connect();
  unexplained.hub.closeWith(new Error('Server returned an error on close: session_ended'));
  assert.deepEqual(unexplained.connection.state.get(), { state: 'ended' });

  const told = await connect();
  told.hub.answer('overview', () => refuse('session_ended'));
  await assert.rejects(told.connection.invoke('overview'), { code: 'session_ended' });
  assert.equal(told.connection.state.get().state, 'ended');
});

test('a hub that does not know a command wants another version of the page', async () => {
  const { hub, connection } = await connect();
  hub.answer('openCase', () => {
    throw new Error(
      "Failed to invoke 'openCase' due to an error on the server. HubException: Method does not exist.",
    );
  });
  await assert.rejects(connection.invoke('openCase', { caseId }), { code: 'upgrade_needed' });
  assert.deepEqual(connection.state.get(), { state: 'ended', reason: 'upgrade_needed' });
});

test('a refusal rejects with its code and details, a fault of the hub with "internal", a lost connection with "unreachable"', async () => {
  const { hub, connection } = await connect();
  hub.answer('openCase', () => refuse('invalid_input', { path: 'caseId' }));
  await assert.rejects(connection.invoke('openCase', { caseId }), {
    name: 'NaraError',
    code: 'invalid_input',
    retryable: false,
    path: 'caseId',
  });
  hub.answer('openCase', () => {
    throw new Error("An unexpected error occurred invoking 'openCase' on the server.");
  });
  await assert.rejects(connection.invoke('openCase', { caseId }), { code: 'internal', retryable: true });
  hub.answer('openCase', () => new Promise(() => {}));
  const lost = connection.invoke('openCase', { caseId });
  await settled();
  hub.cut();
  await assert.rejects(lost, { code: 'unreachable', retryable: true });
  await assert.rejects(connection.invoke('openCase', { caseId }), { code: 'unreachable' });
});

test('a call that the hub would close for its size is refused before it is sent', async () => {
  const { hub, connection } = await connect();
  const text = 'å'.repeat(20_000);
  await assert.rejects(connection.invoke('sendMessage', { commandId: caseId, caseId, text }), {
    code: 'too_large',
  });
  assert.deepEqual(hub.calls, []);
});

test('events are heard from the first connection on, and not after the end', async () => {
  const { hub, connection } = make();
  const heard: unknown[] = [];
  connection.on('heads', notice => heard.push(notice.epoch));
  connection.want();
  await settled();
  hub.emit('heads', { epoch: 'epoch-1', cases: [] });
  connection.end('logout');
  hub.emit('heads', { epoch: 'epoch-2', cases: [] });
  assert.deepEqual(heard, ['epoch-1']);
});

test('closing is for good, and leaves no timer', async () => {
  const { hub, world, connection } = make();
  hub.startFaults = [new Error('no')];
  connection.want();
  await settled();
  await connection.close();
  await world.advance(60_000);
  assert.equal(hub.starts, 1);
  assert.equal(world.timers, 0);
  assert.deepEqual(connection.state.get(), { state: 'idle' });
});

test('an answer is the value, without its envelope', async () => {
  const { hub, connection } = await connect();
  hub.answer('mark', () => accept({ n: 7 }));
  assert.deepEqual(await connection.invoke('mark', { commandId: caseId, caseId, delivered: 1, read: 0 }), {
    n: 7,
  });
});
