import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CaseEvent, CaseSnapshot, Entry } from '@nara/contract';
import fc from 'fast-check';
import { naraError } from '../errors/failures.ts';
import { ManualWorld, settled } from '../world/manual-world-testing.ts';
import { createCaseFeed } from './case-feed.ts';
import { foldEvent } from './fold-event.ts';
import { caseId, message, queuedCase } from './sample-case-testing.ts';

/** What may befall a case and its client: `n` picks among what there is. */
type Step =
  | { readonly do: 'write' | 'head' | 'cut' | 'mend' | 'restore' | 'pass' | 'more' }
  | { readonly do: 'deliver'; readonly n: number }
  | { readonly do: 'fail'; readonly code: 'store_unavailable' | 'internal' };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Step>({ do: 'write' }) },
  { weight: 4, arbitrary: fc.nat(30).map((n): Step => ({ do: 'deliver', n })) },
  {
    weight: 3,
    arbitrary: fc.constantFrom<Step>(
      { do: 'head' },
      { do: 'pass' },
      { do: 'cut' },
      { do: 'mend' },
      { do: 'more' },
    ),
  },
  { weight: 1, arbitrary: fc.constantFrom<Step>({ do: 'restore' }, { do: 'fail', code: 'internal' }) },
  { weight: 1, arbitrary: fc.constant<Step>({ do: 'fail', code: 'store_unavailable' }) },
);

/** So few entries that a short story outgrows a snapshot, and a page. */
const windowSize = 4;

test('whatever is lost, doubled, disordered or cut, the client ends with what a new reading shows', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60, size: 'max' }), async steps => {
      let truth = queuedCase();
      let events: CaseEvent[] = [];
      let connected = true;
      let fault: 'store_unavailable' | 'internal' | undefined;
      const world = new ManualWorld(() => assert.fail('no hub is opened here'));
      /** A reading takes a turn, in which other things happen. */
      const answer = async <T>(read: () => T): Promise<T> => {
        await Promise.resolve();
        if (!connected) throw naraError('unreachable');
        const code = fault;
        fault = undefined;
        if (code !== undefined) throw naraError(code);
        const value = read();
        await Promise.resolve();
        return value;
      };
      const pageBelow = (before: number, limit: number) => {
        const below = truth.entries.filter(({ n }) => n < before);
        return { entries: below.slice(-limit), earlier: below.length > limit };
      };
      let shown: CaseSnapshot | undefined;
      let gap: number | undefined;
      const feed = createCaseFeed({
        caseId,
        world,
        changed: ({ snapshot }) => {
          shown = snapshot;
          gap ??= gapIn(snapshot?.entries ?? []);
        },
        reading: {
          openCase: () => answer(() => ({ ...truth, ...pageBelow(Infinity, windowSize) })),
          leaveCase: async () => null,
          history: ({ before }) =>
            answer(() => ({ epoch: truth.epoch, ...pageBelow(before ?? Infinity, windowSize) })),
          eventsSince: ({ n }) =>
            answer(() => ({
              events: events.filter(event => event.n > n).slice(0, 2),
              n: truth.n,
              reset: truth.n - n > 6,
            })),
        },
      });
      feed.follow();
      feed.online();
      for (const each of steps) {
        if (each.do === 'write') {
          const event = message(truth.n + 1, truth.n, 'staff', { text: `${truth.epoch} ${truth.n}` });
          truth = foldEvent(truth, event);
          events.push(event);
        } else if (each.do === 'deliver') {
          const event = events[each.n % Math.max(events.length, 1)];
          if (connected && event !== undefined) feed.receive([event]);
        } else if (each.do === 'head') {
          if (connected) feed.head(truth.n, truth.epoch);
        } else if (each.do === 'cut') {
          connected = false;
          feed.offline();
        } else if (each.do === 'mend' && !connected) {
          connected = true;
          feed.online();
        } else if (each.do === 'restore') {
          // A store is restored while its hub is down.
          truth = queuedCase({ epoch: `${truth.epoch}'` });
          events = [];
          connected = false;
          feed.offline();
        } else if (each.do === 'more') feed.loadMore().catch(() => {});
        else if (each.do === 'fail') fault = each.code;
        if (each.do === 'pass') await settled();
      }
      if (!connected) {
        connected = true;
        feed.online();
      }
      await world.advance(120_000);
      feed.head(truth.n, truth.epoch);
      await settled();
      await world.advance(120_000);
      assert.ok(shown);
      assert.equal(gap, undefined, 'there was a gap');
      const { entries, earlier, ...rest } = shown;
      const { entries: all, earlier: _, ...true_ } = truth;
      assert.deepEqual(rest, true_);
      assert.ok(entries.length >= Math.min(windowSize, all.length));
      assert.deepEqual(entries, all.slice(-entries.length));
      assert.equal(earlier, entries.length < all.length);
      fault = undefined;
      while (await feed.loadMore());
      assert.deepEqual(shown, truth);
    }),
    { numRuns: 300 },
  );
});

/** Here every event is an entry: a number that is missing is an entry that is missing. */
function gapIn(entries: readonly Entry[]): number | undefined {
  return entries.find(({ n }, index) => index > 0 && n !== (entries[index - 1]?.n ?? 0) + 1)?.n;
}
