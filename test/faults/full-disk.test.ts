import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { until } from '../sdk/until.ts';
import { allDone, beginConversations, writersOf } from './harness/conversation.ts';
import { startFaultWorld } from './harness/fault-world.ts';
import { assertNothingLost, timesStored } from './harness/verdict.ts';

describe('a disk that is full', () => {
  it('is told by its own code and by health, nothing is shown as sent that is not stored, and all goes on when there is room', async () => {
    const world = await startFaultWorld({}, 2);
    try {
      const conversations = await beginConversations(world, 2);
      const writers = writersOf(conversations);
      for (const writer of writers) writer.write(3);
      await allDone(writers);
      await world.hub.order({ fullDisk: true });
      for (const writer of writers) writer.write(30);
      for (const { ref } of writers)
        await until(ref, ({ pending }) => pending[0]?.error?.code === 'store_unavailable');
      for (const origin of Object.values(world.way)) {
        const health = await fetch(`${origin}/healthz`);
        assert.deepEqual(
          [health.status, await health.json()],
          [503, { ok: false, failing: ['norrvik'], setAside: {} }],
        );
      }
      const stored = timesStored(world.storeFile);
      for (const { sent, acknowledged, ref } of writers) {
        assert.ok(acknowledged.size < sent.length, 'the disk was full');
        assert.ok(
          [...acknowledged].every(id => stored.has(id)),
          'what is shown as sent is stored',
        );
        const { pending } = ref.get();
        assert.deepEqual(
          pending.map(({ commandId }) => commandId),
          sent.map(({ commandId }) => commandId).filter(id => !acknowledged.has(id)),
          'what is not waits, in order',
        );
      }
      await world.hub.order({ fullDisk: false });
      await allDone(writers);
      assert.equal((await fetch(`${world.way.resident}/healthz`)).status, 200);
      await assertNothingLost(world, conversations, {});
    } finally {
      await world.stop();
    }
  });
});
