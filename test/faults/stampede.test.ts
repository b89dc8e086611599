import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { beginConversations } from './harness/conversation.ts';
import { startFaultWorld } from './harness/fault-world.ts';
import { busiestTenth, startHerd } from './harness/herd.ts';
import { measure } from './harness/measure.ts';
import { assertNothingLost, timesStored } from './harness/verdict.ts';

describe('a hub that restarts under many clients', () => {
  const clients = measure(100, 500);
  it(`${clients} clients come back spread out, and nothing that they wrote is lost`, async () => {
    const world = await startFaultWorld();
    const conversations = await beginConversations(world, 8);
    const seats = conversations.map(({ caseId }, index) => ({
      caseId,
      token: world.sessions[index]?.token ?? '',
    }));
    const herds = ['one', 'two'].map(name =>
      startHerd({ name, hub: world.way.resident, clients: clients / 2, seats }),
    );
    try {
      await Promise.all(herds.map(herd => herd.tell('connect')));
      await world.hub.kill();
      await Promise.all(herds.map(herd => herd.tell('write')));
      await world.start();
      const told = await Promise.all(herds.map(herd => herd.tell('settle')));
      const stored = timesStored(world.storeFile);
      const sent = told.flatMap(({ sent = [] }) => sent);
      assert.equal(sent.length, clients);
      assert.deepEqual(
        sent.filter(id => stored.get(id) !== 1),
        [],
      );
      const waits = told.flatMap(({ waits = [] }) => waits);
      assert.ok(
        waits.every(each => each.length > 0),
        'every client was cut off',
      );
      // Without chance all would come in the same tenth of a second.
      const inStep = waits.map(each => each.map((_, failures) => 1_000 * 2 ** failures));
      assert.equal(busiestTenth(inStep), clients);
      const busiest = busiestTenth(waits);
      assert.ok(busiest <= clients / 3, `${busiest} of ${clients} clients came at once`);
      await assertNothingLost(world, conversations, { kills: 1, others: sent.length });
    } finally {
      await Promise.all(herds.map(herd => herd.end()));
      await world.stop();
    }
  });
});
