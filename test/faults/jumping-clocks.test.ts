import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { until } from '../sdk/until.ts';
import { createChance } from './harness/chance.ts';
import { allDone, beginConversations, writersOf } from './harness/conversation.ts';
import { startFaultWorld } from './harness/fault-world.ts';
import { assertNothingLost } from './harness/verdict.ts';
import { replaceDate, setClockAhead } from './preload/clock-seam.ts';

const hour = 3_600_000;

describe('clocks that jump', () => {
  replaceDate();
  // The login provider lives in this process.
  afterEach(() => setClockAhead(0));

  it('an hour on and back, at the hub and at its clients: nothing is lost, and the order in a case is kept', async () => {
    const chance = createChance('jumping clocks');
    const world = await startFaultWorld({}, 4);
    try {
      const conversations = await beginConversations(world, 4);
      const writers = writersOf(conversations);
      for (let jump = 0; jump < 12; jump += 1) {
        for (const writer of writers) writer.write(2);
        setClockAhead(chance.pick([-hour, 0, hour]));
        await world.hub.order({ clockAhead: chance.pick([-hour, 0, hour]) });
        for (const writer of writers) writer.write(2);
        await allDone(writers);
      }
      await world.hub.order({ clockAhead: 0 });
      await assertNothingLost(world, conversations, {});
    } finally {
      await world.stop();
    }
  });

  it('the work list follows when the hub’s clock has been set back', async () => {
    const world = await startFaultWorld({}, 2);
    try {
      const { desk } = world.nurse(0);
      const [first, second] = [world.resident(0), world.resident(1)];
      const ends = [desk, first.overview, second.overview].map(watched => watched.subscribe(() => {}));
      // Who comes while the clock is ahead must log in again: all are there before.
      await until(desk, ({ status }) => status === 'ready');
      await until(first.overview, ({ status }) => status === 'ready');
      await until(second.overview, ({ status }) => status === 'ready');
      const start = { serviceId: 'symptoms', language: 'sv', text: 'case' } as const;
      await world.hub.order({ clockAhead: hour });
      const early = await first.startCase(start);
      await until(
        desk,
        ({ value }) => value?.workList.rows.some(row => row.caseId === early.caseId) ?? false,
      );
      await world.hub.order({ clockAhead: 0 });
      const late = await second.startCase(start);
      await until(desk, ({ value }) => value?.workList.rows.some(row => row.caseId === late.caseId) ?? false);
      for (const end of ends) end();
    } finally {
      await world.stop();
    }
  });

  it('a session that the hub’s clock says has ended lets nobody in again, and what was written waits', async () => {
    const world = await startFaultWorld({}, 1);
    try {
      const conversations = await beginConversations(world, 1);
      const [conversation] = conversations;
      assert(conversation !== undefined);
      const { resident, nurse } = conversation;
      await world.hub.order({ clockAhead: hour });
      // Who is connected stays so: a clock that has jumped is no reason to send anyone away in the middle of a sentence.
      resident.write(1);
      nurse.write(1);
      await allDone([resident, nurse]);
      const late = world.resident(0);
      late.overview.subscribe(() => {});
      assert.equal((await until(late.connection, ({ state }) => state === 'ended')).state, 'ended');
      await world.hub.order({ clockAhead: 0 });
      await assertNothingLost(world, conversations, {});
    } finally {
      await world.stop();
    }
  });
});
