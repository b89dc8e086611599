import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { hubBackend } from './backend.ts';

const { fetch: machine } = globalThis;
afterEach(() => {
  globalThis.fetch = machine;
});

/** A hub that answers with these in turn, and how often it was asked. */
function hubThatAnswers(...statuses: readonly number[]): { asked: number } {
  const hub = { asked: 0 };
  globalThis.fetch = async () => {
    hub.asked += 1;
    return Response.json({ id: `answer ${hub.asked}` }, { status: statuses[hub.asked - 1] ?? 500 });
  };
  return hub;
}

test('the region is asked for at once, and anew by who asks again', async () => {
  const hub = hubThatAnswers(200, 200);
  const backend = hubBackend('https://hub.example', 'norrvik');
  assert.equal(hub.asked, 1);
  assert.equal((await backend.region()).id, 'answer 1');
  assert.equal(hub.asked, 1);
  assert.equal((await backend.region()).id, 'answer 2');
});

test('a region that did not come is told to who asks, not before, and comes when asked for again', async () => {
  hubThatAnswers(503, 200);
  const backend = hubBackend('https://hub.example', 'norrvik');
  await new Promise(setImmediate);
  await assert.rejects(backend.region(), { code: 'unreachable' });
  assert.equal((await backend.region()).id, 'answer 2');
});
