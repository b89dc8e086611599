import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { until } from '../sdk/until.ts';
import { allDone, beginConversations, type Conversation, writersOf } from './harness/conversation.ts';
import { type FaultWorld, startFaultWorld } from './harness/fault-world.ts';
import { pingOften } from './harness/ping-often.ts';
import { assertNothingLost, timesStored } from './harness/verdict.ts';
import type { Writer } from './harness/writer.ts';

pingOften();

/** Resolves when the other side sees the last message that a writer has written. */
async function seenBy(other: Writer, { sent }: Writer): Promise<void> {
  const last = sent.at(-1)?.text;
  await until(other.ref, ({ snapshot }) =>
    (snapshot?.entries ?? []).some(entry => entry.kind === 'message' && entry.message.text === last),
  );
}

async function withConversation(
  run: (world: FaultWorld, conversation: Conversation) => Promise<{ readonly kills?: number }>,
): Promise<void> {
  const world = await startFaultWorld({ quick: true }, 1);
  try {
    const conversations = await beginConversations(world, 1);
    const [conversation] = conversations;
    assert(conversation !== undefined);
    const happened = await run(world, conversation);
    await allDone(writersOf(conversations));
    await assertNothingLost(world, conversations, happened);
  } finally {
    await world.stop();
  }
}

describe('a message whose doorbell never rang', () => {
  it('reaches the other side when the hub died between commit and publish', () =>
    withConversation(async (world, { resident, nurse }) => {
      await world.hub.order({ kill: { point: 'after-commit', after: 1 } });
      resident.write(1);
      assert.equal(await world.hub.ended, 'SIGKILL');
      assert.ok(timesStored(world.storeFile).has(resident.sent[0]?.commandId ?? ''), 'it was committed');
      assert.equal(resident.acknowledged.size, 0, 'its author does not know');
      await world.start({ quick: true });
      await seenBy(nurse, resident);
      return { kills: 1 };
    }));

  it('reaches both sides by the head that they are told, without a restart', () =>
    withConversation(async (world, { resident, nurse }) => {
      await world.hub.order({ dropBells: true });
      resident.write(1);
      await seenBy(nurse, resident);
      nurse.write(1);
      await seenBy(resident, nurse);
      await world.hub.order({ dropBells: false });
      return {};
    }));
});
