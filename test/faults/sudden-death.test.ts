import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Chance, createChance } from './harness/chance.ts';
import { allDone, beginConversations, type Conversation, writersOf } from './harness/conversation.ts';
import { type FaultWorld, startFaultWorld } from './harness/fault-world.ts';
import { measure } from './harness/measure.ts';
import { assertNothingLost } from './harness/verdict.ts';
import { type KillPoint, killPoints } from './preload/orders.ts';

const roundsAWorld = 20;
/** Where a hub dies: at a point of its program, or at any moment. */
type Moment = KillPoint | 'any-moment';
const moments: readonly Moment[] = [...killPoints, 'any-moment'];

describe('a hub that is killed under traffic', () => {
  const chance = createChance('sudden death');
  for (let round = 0; round < measure(20, 200); round += roundsAWorld) {
    it(`kills ${round + 1} to ${round + roundsAWorld}: everything sent is stored once, in order, and all see the same`, async () => {
      const world = await startFaultWorld();
      try {
        const conversations = await beginConversations(world, 8);
        for (let kill = 0; kill < roundsAWorld; kill += 1) {
          const moment = moments[kill % moments.length] ?? 'any-moment';
          await killOnce(world, conversations, moment, chance);
        }
        await assertNothingLost(world, conversations, { kills: roundsAWorld });
      } finally {
        await world.stop();
      }
    });
  }
});

/** Everybody writes, the hub dies somewhere in between and comes back, and the clients send again by themselves. */
async function killOnce(
  world: FaultWorld,
  conversations: readonly Conversation[],
  moment: Moment,
  chance: Chance,
): Promise<void> {
  const writers = writersOf(conversations);
  const { hub } = world;
  // One of an author's messages is in flight at a time: there are at least so many commits.
  const each = chance.whole(4, 6);
  const messages = writers.length * each;
  if (moment === 'any-moment') {
    let left = chance.whole(1, messages / 2);
    for (const writer of writers)
      writer.onAcknowledged = () => {
        left -= 1;
        if (left === 0) void hub.kill();
      };
  } else
    await hub.order({ kill: { point: moment, after: chance.whole(1, moment === 'in-delivery' ? 8 : 3) } });
  for (const writer of writers) writer.write(each);
  assert.equal(await hub.ended, 'SIGKILL', `${moment} came`);
  for (const writer of writers) writer.onAcknowledged = undefined;
  await world.start();
  // Some come when they have waited, others because somebody presses the button.
  if (chance.next() < 0.5) for (const { retryNow } of conversations) retryNow();
  await allDone(writers);
}
