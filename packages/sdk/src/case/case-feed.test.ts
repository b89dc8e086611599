import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CaseSnapshot, EventsAnswer, EventsSince, History, HistoryAnswer } from '@nara/contract';
import { naraError } from '../errors/failures.ts';
import { ManualWorld, settled } from '../world/manual-world-testing.ts';
import { type CaseFeed, createCaseFeed } from './case-feed.ts';
import { at, caseId, message, nurse, queuedCase } from './sample-case-testing.ts';

interface Reading {
  readonly feed: CaseFeed;
  readonly world: ManualWorld;
  readonly asked: string[];
  opens: (() => Promise<CaseSnapshot>)[];
  since: (input: EventsSince) => Promise<EventsAnswer>;
  older: (input: History) => Promise<HistoryAnswer>;
}

function startReading(...opens: (() => Promise<CaseSnapshot>)[]): Reading {
  const world = new ManualWorld(() => assert.fail('no hub is opened here'));
  const asked: string[] = [];
  const reading: Reading = {
    world,
    asked,
    opens,
    since: () => assert.fail('nothing is missing'),
    older: () => assert.fail('nothing older is asked for'),
    feed: createCaseFeed({
      caseId,
      world,
      changed: () => {},
      reading: {
        openCase: () => {
          asked.push('open');
          return (reading.opens.shift() ?? (() => assert.fail('opened once too often')))();
        },
        leaveCase: async () => asked.push('leave'),
        eventsSince: async input => {
          asked.push(`since ${input.n}`);
          return await reading.since(input);
        },
        history: async input => {
          asked.push(`before ${input.before}`);
          return await reading.older(input);
        },
      },
    }),
  };
  return reading;
}

const read = (snapshot: CaseSnapshot) => async () => snapshot;

function numbers(feed: CaseFeed): (number | undefined)[] {
  const { snapshot } = feed.state;
  return [snapshot?.n, ...(snapshot?.entries ?? []).map(({ n }) => n)];
}

test('a case is read only when it is followed and there is a connection', async () => {
  const { feed, asked } = startReading(read(queuedCase()));
  feed.online();
  await settled();
  assert.deepEqual(asked, []);
  feed.follow();
  await settled();
  assert.deepEqual(asked, ['open']);
  assert.deepEqual(numbers(feed), [3, 1, 2, 3]);
});

test('events that come while the snapshot is read are kept, and those it holds are dropped', async () => {
  const answer = Promise.withResolvers<CaseSnapshot>();
  const { feed } = startReading(() => answer.promise);
  feed.online();
  feed.follow();
  feed.receive([message(4, 2, 'staff'), message(3, 9, 'staff')]);
  answer.resolve(queuedCase());
  await settled();
  assert.deepEqual(numbers(feed), [4, 1, 2, 3, 4]);
});

test('after a lost connection, an event that overtakes the new snapshot is not forgotten', async () => {
  const answer = Promise.withResolvers<CaseSnapshot>();
  const { feed } = startReading(read(queuedCase()), () => answer.promise);
  feed.online();
  feed.follow();
  await settled();
  feed.offline();
  feed.online();
  feed.receive([message(4, 2, 'staff')]);
  answer.resolve(queuedCase());
  await settled();
  assert.deepEqual(numbers(feed), [4, 1, 2, 3, 4]);
});

test('a gap is filled from the hub, and doubled and disordered events come out in order', async () => {
  const reading = startReading(read(queuedCase()));
  const { feed, asked } = reading;
  reading.since = async ({ n }) => ({
    events: [message(4, 2, 'resident'), message(5, 3, 'staff')].filter(event => event.n > n),
    n: 6,
    reset: false,
  });
  feed.online();
  feed.follow();
  await settled();
  feed.receive([message(6, 4, 'staff'), message(5, 3, 'staff'), message(5, 3, 'staff')]);
  await settled();
  assert.deepEqual(asked, ['open', 'since 3']);
  assert.deepEqual(numbers(feed), [6, 1, 2, 3, 4, 5, 6]);
});

test('an event lost while the snapshot was read is asked for at once', async () => {
  const answer = Promise.withResolvers<CaseSnapshot>();
  const reading = startReading(() => answer.promise);
  reading.since = async () => ({ events: [message(4, 2, 'staff')], n: 5, reset: false });
  reading.feed.online();
  reading.feed.follow();
  reading.feed.receive([message(5, 3, 'staff')]);
  answer.resolve(queuedCase());
  await settled();
  assert.deepEqual(reading.asked, ['open', 'since 3']);
  assert.deepEqual(numbers(reading.feed), [5, 1, 2, 3, 4, 5]);
});

test('the last event before a silence is fetched when the head is ahead', async () => {
  const reading = startReading(read(queuedCase()));
  reading.since = async () => ({ events: [message(4, 2, 'staff')], n: 4, reset: false });
  reading.feed.online();
  reading.feed.follow();
  await settled();
  reading.feed.head(3, 'epoch-1');
  reading.feed.head(4, 'epoch-1');
  await settled();
  assert.deepEqual(reading.asked, ['open', 'since 3']);
  assert.deepEqual(numbers(reading.feed), [4, 1, 2, 3, 4]);
});

test('a head that is told while the case is read anew is not asked about when the snapshot holds it', async () => {
  const answer = Promise.withResolvers<CaseSnapshot>();
  const { feed, asked } = startReading(read(queuedCase()), () => answer.promise);
  feed.online();
  feed.follow();
  await settled();
  feed.offline();
  feed.online();
  feed.head(4, 'epoch-1');
  answer.resolve(queuedCase({ n: 4, entries: [...queuedCase().entries, message(4, 2, 'staff')] }));
  await settled();
  assert.deepEqual(asked, ['open', 'open']);
});

test('a case that is far behind is fetched in several answers', async () => {
  const reading = startReading(read(queuedCase()));
  reading.since = async ({ n }) => ({ events: [message(n + 1, n, 'staff')], n: 6, reset: false });
  reading.feed.online();
  reading.feed.follow();
  await settled();
  reading.feed.head(6);
  await settled();
  assert.deepEqual(reading.asked, ['open', 'since 3', 'since 4', 'since 5']);
  assert.equal(reading.feed.state.snapshot?.n, 6);
});

test('another epoch, or a reset, means reading the case anew', async () => {
  const reading = startReading(
    read(queuedCase()),
    read(queuedCase({ epoch: 'epoch-2', n: 2 })),
    read(queuedCase({ epoch: 'epoch-2', n: 9 })),
  );
  reading.since = async () => ({ events: [], n: 9, reset: true });
  reading.feed.online();
  reading.feed.follow();
  await settled();
  reading.feed.head(2, 'epoch-2');
  await settled();
  assert.equal(reading.feed.state.snapshot?.n, 2);
  reading.feed.head(9, 'epoch-2');
  await settled();
  assert.deepEqual(reading.asked, ['open', 'open', 'since 2', 'open']);
  assert.equal(reading.feed.state.snapshot?.n, 9);
});

test('a hub that cannot fill a gap is not asked for ever', async () => {
  const reading = startReading(read(queuedCase()));
  reading.since = async () => ({ events: [], n: 3, reset: false });
  reading.feed.online();
  reading.feed.follow();
  await settled();
  reading.feed.receive([message(7, 4, 'staff')]);
  await settled();
  reading.feed.receive([message(4, 2, 'staff')]);
  await settled();
  assert.deepEqual(reading.asked, ['open', 'since 3']);
  assert.equal(reading.feed.state.snapshot?.n, 4);
});

test('what may not be seen is gone; what could not be read is read again later', async () => {
  const gone = startReading(() => Promise.reject(naraError('not_found')));
  gone.feed.online();
  gone.feed.follow();
  await settled();
  assert.equal(gone.feed.state.status, 'gone');
  assert.equal(gone.world.timers, 0);

  const slow = startReading(() => Promise.reject(naraError('store_unavailable')), read(queuedCase()));
  slow.feed.online();
  slow.feed.follow();
  await settled();
  assert.equal(slow.feed.state.error?.code, 'store_unavailable');
  await slow.world.advance(30_000);
  assert.deepEqual(slow.feed.state, { status: 'ready', snapshot: queuedCase() });
});

test('a case that is left is forgotten, and an answer that comes too late is not shown', async () => {
  const answer = Promise.withResolvers<CaseSnapshot>();
  const { feed, asked } = startReading(() => answer.promise);
  feed.online();
  feed.follow();
  feed.leave();
  answer.resolve(queuedCase());
  await settled();
  assert.deepEqual(asked, ['open', 'leave']);
  assert.deepEqual(feed.state, { status: 'loading' });
});

test('events of one answer are told as one change when a case is taken and answered at once', async () => {
  const { feed } = startReading(read(queuedCase()));
  feed.online();
  feed.follow();
  await settled();
  feed.receive([{ kind: 'taken', n: 4, at, handler: nurse }, message(5, 2, 'staff')]);
  assert.equal(feed.state.snapshot?.status, 'active');
  assert.equal(feed.state.snapshot?.n, 5);
});

/** The sample case at `n`, holding the last `held` of messages that have filled it since its beginning. */
function longCase(n: number, held: number): CaseSnapshot {
  const entries = [...Array(n - 3).keys()].map(index => message(index + 4, index + 2, 'staff'));
  return queuedCase({ n, entries: entries.slice(-held), earlier: true });
}

test('older entries come before those there are, one request at a time, until the beginning', async () => {
  const reading = startReading(read(longCase(9, 2)));
  const { feed, asked } = reading;
  await assert.rejects(feed.loadMore(), { code: 'unreachable', retryable: true });
  feed.online();
  feed.follow();
  await settled();
  reading.older = async () => ({
    epoch: 'epoch-1',
    entries: [message(6, 4, 'staff'), message(7, 5, 'staff')],
    earlier: true,
  });
  assert.deepEqual(await Promise.all([feed.loadMore(), feed.loadMore()]), [true, true]);
  assert.deepEqual(numbers(feed), [9, 6, 7, 8, 9]);
  feed.offline();
  await assert.rejects(feed.loadMore(), { code: 'unreachable', retryable: true });
  reading.opens.push(read(longCase(9, 2)));
  feed.online();
  await settled();
  reading.older = async () => ({ epoch: 'epoch-1', entries: queuedCase().entries, earlier: false });
  assert.equal(await feed.loadMore(), false);
  assert.equal(await feed.loadMore(), false);
  assert.deepEqual(asked, ['open', 'before 8', 'open', 'before 6']);
});

test('older entries stay over a new reading, unless it leaves a gap or is of another epoch', async () => {
  const reading = startReading(
    read(longCase(9, 4)),
    read(longCase(11, 2)),
    read(longCase(20, 2)),
    read({ ...longCase(21, 2), epoch: 'epoch-2' }),
  );
  const { feed } = reading;
  feed.follow();
  for (const held of [
    [9, 6, 7, 8, 9],
    [11, 6, 7, 8, 9, 10, 11],
    [20, 19, 20],
    [21, 20, 21],
  ]) {
    feed.online();
    await settled();
    assert.deepEqual(numbers(feed), held);
    feed.offline();
  }
});

test('older entries of another epoch are not mixed in: the case is read anew', async () => {
  const reading = startReading(read(longCase(9, 2)), read(queuedCase({ epoch: 'epoch-2' })));
  reading.older = async () => ({ epoch: 'epoch-2', entries: [message(7, 5, 'staff')], earlier: true });
  reading.feed.online();
  reading.feed.follow();
  await settled();
  await assert.rejects(reading.feed.loadMore(), { code: 'unreachable' });
  await settled();
  assert.deepEqual(reading.feed.state.snapshot, queuedCase({ epoch: 'epoch-2' }));
});
