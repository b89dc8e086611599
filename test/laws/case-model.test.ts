import { test } from 'node:test';
import { openVerbWorld } from '@nara/hub/testing';
import { openTemporaryStore } from '@nara/server/testing';
import fc from 'fast-check';
import { anyCommands, type CaseModel, newModel, type RealCases } from './case-commands.ts';
import { assertAllMet, lawSettings } from './law-settings.ts';

/** What the runs together must have come to. */
const reached = { waitedBehindAnother: 0, taken: 0, closed: 0 };

test('cases and queues are at each step what a model of a few lines says', async () => {
  await fc.assert(
    fc.asyncProperty(anyCommands(25), async commands => {
      const world = await openVerbWorld(openTemporaryStore);
      try {
        const model = newModel(world.clock.now());
        const real: RealCases = { world };
        await fc.asyncModelRun(() => ({ model, real }), commands);
        count(model);
      } finally {
        await world.close();
      }
    }),
    lawSettings(40),
  );
  assertAllMet(reached);
});

function count({ cases }: CaseModel): void {
  const queued = cases.filter(({ status }) => status === 'queued');
  if (new Set(queued.map(({ unitId }) => unitId)).size < queued.length) reached.waitedBehindAnother += 1;
  reached.taken += cases.filter(({ status }) => status === 'active').length;
  reached.closed += cases.filter(({ status }) => status === 'closed').length;
}
