import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { until } from '../sdk/until.ts';
import { allDone, beginConversations, writersOf } from './harness/conversation.ts';
import { type FaultWorld, startFaultWorld } from './harness/fault-world.ts';
import { pingOften } from './harness/ping-often.ts';
import { type Passage, startTcpProxy } from './harness/tcp-proxy.ts';
import { assertNothingLost } from './harness/verdict.ts';

pingOften();

/** Three bytes a character: the largest message that a person can write. */
const long = '語'.repeat(7_900);
/** More than the kernel and the hub's own bound (1 MB) hold for somebody who does not read. */
const longMessages = 250;
const mebibyte = 2 ** 20;

/** Resolves when the hub has no more connections than that. */
async function untilSockets(world: FaultWorld, most: number): Promise<void> {
  while ((await world.hub.order({})).sockets > most) await pause(50);
}

describe('one bad client among good ones', () => {
  const badly: readonly { readonly name: string; readonly how: Passage }[] = [
    { name: 'one that reads nothing', how: 'slow' },
    { name: 'one that is frozen', how: 'frozen' },
    { name: 'one whose network swallows all', how: 'silent' },
  ];
  for (const { name, how } of badly) {
    it(`${name} is let go, the others get their messages meanwhile, and it catches up`, async () => {
      const world = await startFaultWorld({ quick: true }, 1);
      const proxy = await startTcpProxy(world.way.resident);
      try {
        const conversations = await beginConversations(world, 1);
        const [conversation] = conversations;
        assert(conversation !== undefined);
        const { resident, nurse, caseId } = conversation;
        const before = await world.hub.order({});
        // Another device of the same person.
        const device = world.resident(0, { ...world.way, resident: proxy.origin });
        const shown = device.case(caseId);
        shown.subscribe(() => {});
        await until(shown, ({ status }) => status === 'ready');
        assert.ok((await world.hub.order({})).sockets > before.sockets);
        proxy.pass(how);
        if (how === 'slow') for (let number = 0; number < longMessages; number += 1) resident.ref.send(long);
        nurse.write(3);
        resident.write(1);
        // Both good clients go on as long as the hub still holds on to the bad one, and after.
        await allDone(writersOf(conversations));
        await untilSockets(world, before.sockets);
        const { rss } = await world.hub.order({});
        assert.ok(
          rss - before.rss < 100 * mebibyte,
          `the hub has grown by ${(rss - before.rss) / mebibyte} MiB`,
        );
        proxy.pass('flow');
        const last = resident.sent.at(-1)?.text;
        await until(shown, ({ snapshot }) =>
          (snapshot?.entries ?? []).some(entry => entry.kind === 'message' && entry.message.text === last),
        );
        await assertNothingLost(world, conversations, {});
      } finally {
        await world.stop();
        await proxy.close();
      }
    });
  }
});
