import assert from 'node:assert/strict';
import { hash, randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { ManualClock } from '../manual-clock.ts';
import { createMemoryStore, emptyData } from '../store/memory/create-memory-store.ts';
import type { Store } from '../store/port.ts';
import { hashOf, type Secrets } from './secrets.ts';
import { type LiveSession, type NewSessionInput, Sessions } from './sessions.ts';

const minute = 60_000;
const rules = { idle: 30, absolute: 240, shared: { idle: 10, absolute: 60 }, warn: 2 };
const secrets: Secrets = {
  make: () => randomBytes(32).toString('base64url'),
  sha256: (text, encoding) => hash('sha256', text, encoding),
  equal: (one, other) => one === other,
};
const nobody = async (): Promise<void> => {};

let store: Store;
let clock: ManualClock;
let sessions: Sessions;
let told: string[];

/** A process of the hub on the same store. */
function open(): Sessions {
  const opened = new Sessions({
    store,
    clock,
    rules,
    secrets,
    failed: error => {
      throw error;
    },
  });
  opened.attach({
    ending: (hash, at) => void told.push(`ending ${names.get(hash)} ${after(at)}`),
    end: (hash, reason) => void told.push(`end ${names.get(hash)} ${reason}`),
  });
  return opened;
}

const start = Date.parse('2026-11-24T09:31:00.000Z');
const after = (at: Date): number => (at.getTime() - start) / minute;
const names = new Map<string, string>();

beforeEach(async () => {
  clock = new ManualClock(start);
  store = createMemoryStore(emptyData('epoch'), clock);
  told = [];
  names.clear();
  sessions = open();
});
afterEach(async () => {
  sessions.stop();
  await store.close();
});

async function create(
  name: string,
  input: Partial<NewSessionInput> = {},
): Promise<{ token: string; live: LiveSession }> {
  const made = await store.write(tx =>
    sessions.create(tx, {
      kind: 'resident',
      who: 'person',
      origin: 'https://www.norrvik.example',
      acr: 'loa3',
      shared: false,
      authTime: new Date(clock.now()),
      details: {},
      ...input,
    }),
  );
  names.set(made.live.session.hash, name);
  await sessions.findByToken(made.token, 'resident');
  return made;
}

/** The idle end that the row has, in minutes after the start. */
async function written(hash: string): Promise<number> {
  const row = await store.read(tx => tx.sessions.get(hash));
  return after(new Date(row?.idleUntil ?? 0));
}

/** All writes asked for by now are on the disk. */
const settled = (): Promise<void> => store.check();

describe('a session', () => {
  test('is stored by its hash alone', async () => {
    const { token, live } = await create('one');
    assert.equal(live.session.hash, hashOf(secrets, token));
    assert.ok(!JSON.stringify(await store.read(tx => tx.sessions.get(live.session.hash))).includes(token));
    assert.equal(await sessions.find(token, 'resident'), undefined);
  });

  test('is warned of two minutes before its idle end, once, and then ends', async () => {
    const { token } = await create('one');
    clock.advance(28 * minute - 1);
    assert.deepEqual(told, []);
    clock.advance(1);
    assert.deepEqual(told, ['ending one 30']);
    clock.advance(2 * minute - 1);
    assert.deepEqual(told, ['ending one 30']);
    clock.advance(1);
    assert.equal(told[1], 'end one idle');
    assert.equal(await sessions.findByToken(token, 'resident'), undefined);
  });

  test('slides with input, and is warned of again at its new end', async () => {
    const { token, live } = await create('one');
    clock.advance(29 * minute);
    sessions.touched(live.session.hash);
    clock.advance(27 * minute);
    assert.deepEqual(told, ['ending one 30']);
    clock.advance(minute);
    assert.deepEqual(told, ['ending one 30', 'ending one 59']);
    assert.equal((await sessions.findByToken(token, 'resident'))?.idleUntil.getTime(), start + 59 * minute);
  });

  test('is written at most once a minute', async () => {
    const { live } = await create('one');
    for (let second = 0; second < 59; second += 1) {
      clock.advance(1_000);
      sessions.touched(live.session.hash);
    }
    await settled();
    assert.equal(await written(live.session.hash), 30);
    clock.advance(1_000);
    sessions.touched(live.session.hash);
    await settled();
    assert.equal(await written(live.session.hash), 31);
  });

  test('of another process ends no earlier than a minute before what this one knows', async () => {
    const { token, live } = await create('one');
    clock.advance(59_000);
    sessions.touched(live.session.hash);
    const other = open();
    assert.equal((await other.findByToken(token, 'resident'))?.idleUntil.getTime(), start + 30 * minute);
    await sessions.flush();
    other.stop();
    assert.equal(
      (await open().findByToken(token, 'resident'))?.idleUntil.getTime(),
      start + 30 * minute + 59_000,
    );
  });

  test('ends at its longest time whatever the input, without a warning that input could help', async () => {
    const { live } = await create('one');
    for (let passed = 0; passed < 230; passed += 10) {
      clock.advance(10 * minute);
      sessions.touched(live.session.hash);
    }
    assert.deepEqual(told, []);
    clock.advance(10 * minute);
    assert.equal(told[0], 'end one absolute');
  });

  test('does not come back by late input', async () => {
    const { token, live } = await create('one');
    clock.advance(30 * minute);
    sessions.touched(live.session.hash);
    assert.equal(await sessions.extend(live.session.hash, 'resident'), undefined);
    assert.equal(await sessions.findByToken(token, 'resident'), undefined);
  });

  test('on a shared computer is shorter', async () => {
    await create('one', { shared: true });
    clock.advance(10 * minute);
    assert.deepEqual(told.slice(0, 2), ['ending one 10', 'end one idle']);
  });

  test('is not good for the other kind', async () => {
    const { token } = await create('one');
    assert.equal(await sessions.findByToken(token, 'staff'), undefined);
  });
});

describe('revoking', () => {
  test('ends the session, its siblings and their connections, for good and in every process', async () => {
    const first = await create('first');
    const sibling = { root: first.live.root, absoluteUntil: first.live.absoluteUntil };
    const second = await create('second', { sibling });
    const third = await create('third', { sibling });
    const stranger = await create('stranger');
    const other = open();
    await other.findByToken(first.token, 'resident');
    await sessions.revoke(second.live, 'logout', nobody);
    assert.deepEqual(told.toSorted(), ['end first logout', 'end second logout', 'end third logout']);
    for (const process of [sessions, other]) {
      for (const { token } of [first, second, third])
        assert.equal(await process.findByToken(token, 'resident'), undefined);
      assert.ok(await process.findByToken(stranger.token, 'resident'));
    }
    other.stop();
  });

  test('looks again for connections that were being opened', async () => {
    const { live } = await create('one');
    await sessions.revoke(live, 'logout', nobody);
    const before = told.length;
    clock.advance(16_000);
    assert.ok(told.length > before);
  });

  test('is undone when what is written with it fails', async () => {
    const { token, live } = await create('one');
    const failing = async (): Promise<void> => {
      throw new Error('no');
    };
    await assert.rejects(sessions.revoke(live, 'logout', failing));
    assert.ok(await sessions.findByToken(token, 'resident'));
    assert.deepEqual(told, []);
  });
});
