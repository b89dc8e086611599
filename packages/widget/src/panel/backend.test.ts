import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import type { RegionView } from '@nara/contract';
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

test('a region that the document has brought along is asked for by nobody but who wants it anew', async () => {
  const hub = hubThatAnswers(200);
  const known = { id: 'norrvik' } as RegionView;
  const backend = hubBackend('https://hub.example', 'norrvik', known);
  assert.equal(backend.known, known);
  assert.equal(hub.asked, 0);
  assert.equal((await backend.region()).id, 'answer 1');
});

test('a region that did not come is told to who asks, and comes when asked for again', async () => {
  hubThatAnswers(503, 200);
  const backend = hubBackend('https://hub.example', 'norrvik');
  await assert.rejects(backend.region(), { code: 'unreachable' });
  assert.equal((await backend.region()).id, 'answer 2');
});
