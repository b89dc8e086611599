import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import { accept } from '@nara/contract';
import type { Commands } from '@nara/hub/store';
import { isTimedId } from '../timed-id.ts';
import { rememberCommands } from './remember-commands.ts';

/** The id of version 7 of a number of milliseconds. */
const timed = (time: number) => {
  const hex = time.toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
};
const random = 'f81d4fae-7dec-4bd0-a765-00a0c91e6bf6';
const at = '2026-11-24T09:00:00.000Z';

describe('remembered commands', () => {
  let rows: Set<string>;
  let looked: string[];
  let commands: Commands;
  beforeEach(() => {
    rows = new Set([timed(1_000), random]);
    looked = [];
    commands = rememberCommands({
      async find(_, id) {
        looked.push(id);
        return rows.has(id) ? { inputHash: 'hash', answer: accept(null) } : undefined;
      },
      highestTimedId: async () => [...rows].filter(isTimedId).toSorted().at(-1),
      add: async (_, id) => void rows.add(id),
    });
  });
  const add = (id: string) => commands.add('p1', id, 'hash', accept(null), at);
  const isThere = async (id: string) => (await commands.find('p1', id)) !== undefined;

  test('an id above all that are stored is not looked for', async () => {
    assert.equal(await isThere(timed(1_001)), false);
    assert.deepEqual(looked, []);
  });

  test('what was stored before is found', async () => {
    assert.equal(await isThere(timed(1_000)), true);
    assert.equal(await isThere(timed(999)), false);
  });

  test('what was added since is found, in whatever order it came', async () => {
    await isThere(timed(1_001));
    for (const time of [2_000, 1_500, 3_000]) await add(timed(time));
    for (const time of [1_500, 2_000, 3_000]) assert.equal(await isThere(timed(time)), true);
    looked = [];
    assert.equal(await isThere(timed(1_700)), false);
    assert.deepEqual(looked, []);
  });

  test('what was added and undone is looked for, and not found', async () => {
    await isThere(timed(1_001));
    await add(timed(2_000));
    rows.delete(timed(2_000));
    assert.equal(await isThere(timed(2_000)), false);
    assert.deepEqual(looked, [timed(2_000)]);
  });

  test('an id that begins with no time is always looked for', async () => {
    assert.equal(await isThere(random), true);
    const other = random.replace('f8', 'ff');
    assert.equal(await isThere(other), false);
    await add(other);
    assert.equal(await isThere(other), true);
    assert.equal(looked.length, 3);
    assert.equal(await isThere(timed(5_000)), false);
    assert.equal(looked.length, 3);
  });

  test('those that are forgotten after many more are looked for, and found', async () => {
    const count = 35_000;
    assert.equal(await isThere(timed(10_000)), false);
    for (let i = 1; i <= count; i++) await add(timed(10_000 + (i ^ 1)));
    for (let i = 0; i < count; i += 97)
      assert.equal(await isThere(timed(10_000 + i)), rows.has(timed(10_000 + i)));
    looked = [];
    assert.equal(await isThere(timed(10_002 + count)), false);
    assert.deepEqual(looked, []);
  });
});
