import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type SoakOptions, soakHub } from './soak-hub.ts';

const small: SoakOptions = {
  connections: 60,
  processes: 2,
  goesOn: round => round < 12,
  pause: 0,
  say: () => {},
};

test('members over connections that are cut hear all that is said in their rooms, once', async () => {
  const { lost, doubled, wrong } = await soakHub(small);
  assert.deepEqual({ lost, doubled, wrong }, { lost: 0, doubled: 0, wrong: 0 });
});

test('a hub that drops and doubles is found out', async () => {
  assert.ok((await soakHub({ ...small, plant: { dropsEvery: 3 } })).lost > 0);
  assert.ok((await soakHub({ ...small, plant: { doublesEvery: 3 } })).doubled > 0);
});
