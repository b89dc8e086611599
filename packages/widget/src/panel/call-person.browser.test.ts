import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Overview } from '@nara/contract';
import type { Loadable } from '@nara/sdk/resident';
import { callPerson } from './call-person.ts';
import { holdLock } from './hold-lock.ts';

type Unread = Loadable<Overview>;

let names = 0;
const freshName = () => `nara:call-person:${++names}`;

/** What every tab of a person hears of their one case. */
function cases() {
  const listeners = new Set<(now: Unread) => void>();
  const at = (unread: number) =>
    ({ status: 'ready', value: { cases: [{ caseId: 'a', status: 'active', unread }] } }) as unknown as Unread;
  let now = at(0);
  return {
    overview: {
      get: () => now,
      subscribe(listener: (now: Unread) => void) {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
    },
    unread(count: number) {
      now = at(count);
      for (const listener of listeners) listener(now);
    },
  };
}

/** A tab that may sound, and says when it does. */
function tab(name: string, { overview }: ReturnType<typeof cases>, locks: LockManager | undefined) {
  const rung: string[] = [];
  const tab = { wantsSound: true, isWatched: false };
  const chime = { allowed: Promise.resolve(), ring: () => void rung.push('ring'), end: () => undefined };
  const called = { name, overview, wantsSound: () => tab.wantsSound };
  const end = callPerson(called, () => tab.isWatched, { chime, locks });
  return Object.assign(tab, { rung, end });
}

/** When every request for a lock that was made before this has been granted or put in line. */
async function settled(): Promise<void> {
  const name = freshName();
  await navigator.locks.request(name, () => undefined);
  await navigator.locks.query();
}

/** A message comes in a case where nothing is unread. */
async function message(of: ReturnType<typeof cases>): Promise<void> {
  of.unread(0);
  of.unread(1);
  await settled();
}

const { locks } = navigator;

test('of two tabs the first sounds, and the second once the first is gone', async () => {
  const person = cases();
  const name = freshName();
  const first = tab(name, person, locks);
  await settled();
  const second = tab(name, person, locks);
  await settled();
  await message(person);
  assert.deepEqual([first.rung.length, second.rung.length], [1, 0]);
  first.end();
  await settled();
  await message(person);
  assert.deepEqual([first.rung.length, second.rung.length], [1, 1]);
  second.end();
});

test('a tab that may not sound yet does not lead', async () => {
  const person = cases();
  const name = freshName();
  const called = { name, overview: person.overview, wantsSound: () => true };
  const silent = { allowed: new Promise<void>(() => {}), ring: assert.fail, end: () => undefined };
  const end = callPerson(called, () => false, { chime: silent, locks });
  await settled();
  const other = tab(name, person, locks);
  await settled();
  await message(person);
  assert.equal(other.rung.length, 1);
  end();
  other.end();
});

test('nothing sounds while the panel is seen in another tab', async () => {
  const person = cases();
  const name = freshName();
  const leader = tab(name, person, locks);
  const lookAway = holdLock(locks, `${name}:watched`, 'shared');
  await settled();
  await message(person);
  assert.equal(leader.rung.length, 0);
  lookAway();
  await settled();
  await message(person);
  assert.equal(leader.rung.length, 1);
  leader.end();
});

test('nothing sounds for who wants no sound', async () => {
  const person = cases();
  const leader = tab(freshName(), person, locks);
  await settled();
  leader.wantsSound = false;
  await message(person);
  assert.equal(leader.rung.length, 0);
  leader.end();
});

test('without locks, and where they are refused, each tab leads and knows of itself alone', async () => {
  const refusing = { request: () => Promise.reject(new DOMException('no storage', 'SecurityError')) };
  for (const given of [undefined, refusing as unknown as LockManager]) {
    const person = cases();
    const name = freshName();
    const two = [tab(name, person, given), tab(name, person, given)];
    await settled();
    await message(person);
    assert.deepEqual(
      two.map(({ rung }) => rung.length),
      [1, 1],
    );
    for (const one of two) one.isWatched = true;
    await message(person);
    assert.deepEqual(
      two.map(({ rung }) => rung.length),
      [1, 1],
    );
    for (const one of two) one.end();
  }
});
