import { describe, it } from 'node:test';
import { createChance } from './harness/chance.ts';
import { allDone, beginConversations, writersOf } from './harness/conversation.ts';
import { startFaultWorld } from './harness/fault-world.ts';
import { measure } from './harness/measure.ts';
import { type CutPlan, startTcpProxy } from './harness/tcp-proxy.ts';
import { assertNothingLost } from './harness/verdict.ts';

describe('connections that are cut at any byte, in both directions', () => {
  const wanted = measure(50, 500);
  it(`${wanted} cuts: nothing is lost or doubled, and the order is kept`, async () => {
    const chance = createChance('cut connections');
    const world = await startFaultWorld();
    let cutting = false;
    const plan = (): CutPlan | undefined =>
      cutting
        ? {
            direction: chance.pick(['up', 'down']),
            // A negotiation is some 600 bytes each way, and so is an upgrade: most are cut in the middle of the talk.
            bytes: chance.whole(1, 6_000),
            reset: chance.next() < 0.5,
          }
        : undefined;
    const [residents, staff] = await Promise.all([
      startTcpProxy(world.way.resident, plan),
      startTcpProxy(world.way.staff, plan),
    ]);
    const cuts = (): number => residents.cuts + staff.cuts;
    try {
      const way = { resident: residents.origin, staff: staff.origin };
      cutting = true;
      const conversations = await beginConversations(world, 8, way);
      const writers = writersOf(conversations);
      while (cuts() < wanted) {
        for (const writer of writers) writer.write(4);
        await allDone(writers);
      }
      cutting = false;
      await assertNothingLost(world, conversations, { cuts: cuts() });
    } finally {
      await world.stop();
      await Promise.all([residents.close(), staff.close()]);
    }
  });
});
