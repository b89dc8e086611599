import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, test } from 'node:test';
import type { Overview, QueueChange, QueueView, Typing } from '@nara/contract';
import { closeCase } from '../cases/close-case.ts';
import type { RegionDirectory } from '../cases/region-directory.ts';
import { takeCase } from '../cases/take-case.ts';
import { type HubWorld, openHubWorld } from '../testing/hub-world.ts';
import { accepted, begin, nurseAt, region } from '../testing/verb-world.ts';

/** Takes enough of a resident's cases that waits can be told, and leaves one in the queue. */
async function queueWithPace(world: HubWorld, personKey: string, directory = region): Promise<string> {
  const verbs = { ...world.verbs, region: directory };
  const nurse = nurseAt('a');
  for (let takes = 0; takes < 3; takes += 1) {
    const caseId = await begin(verbs, personKey);
    accepted(await takeCase(verbs, nurse, { caseId, commandId: randomUUID() }));
    accepted(await closeCase(verbs, nurse, { caseId, commandId: randomUUID() }));
  }
  return begin(verbs, personKey);
}

function queueOf(overview: Overview, caseId: string): QueueView | undefined {
  return overview.cases.find(one => one.caseId === caseId)?.queue;
}

describe('who is on duty', () => {
  let world: HubWorld;
  const clients: { stop(): Promise<void> }[] = [];
  const opened = async <T extends { stop(): Promise<void> }>(client: Promise<T>): Promise<T> => {
    clients.push(await client);
    return client;
  };
  beforeEach(async () => {
    world = await openHubWorld();
  });
  afterEach(async () => {
    for (const client of clients.splice(0)) await client.stop();
    await world.close();
  });

  test('is not a connection that went away while its desk was being opened', async () => {
    const caseId = await queueWithPace(world, 'p1');
    const karin = await opened(world.resident('p1'));
    const eva = await opened(world.nurse('eva', 'a'));
    accepted(await karin.call('openCase', { caseId }));
    accepted(await eva.call('openCase', { caseId }));
    accepted(await eva.call('setTyping', { caseId, typing: true }));
    const { store } = world.verbs;
    const { write } = store;
    let goOn = (): void => {};
    const gone = new Promise<void>(resolve => {
      goOn = resolve;
    });
    let opening: Promise<unknown> | undefined;
    const reached = new Promise<void>(resolve => {
      store.write = work => {
        store.write = write;
        const written = gone.then(() => write(work));
        opening = written;
        resolve();
        return written;
      };
    });
    const unanswered = eva.call('openDesk').catch(() => {});
    await reached;
    await eva.stop();
    await unanswered;
    // The hub has let go of the connection once the other side hears that it writes no more.
    await karin.hears<Typing>('typing', ({ typing }) => !typing);
    goOn();
    await opening;
    const queue = queueOf(accepted(await karin.call('overview')), caseId);
    assert.equal(queue?.place, 1);
    assert.equal(queue?.waitMinutes, undefined);
  });

  test('is told to the queues of the units that were merged into the desk’s, when it opens and when it closes', async () => {
    const beforeMerger: RegionDirectory = {
      ...region,
      units: [{ id: 'a-merged', providerId: 'region', register: 'health', choosable: true }],
    };
    const caseId = await queueWithPace(world, 'p3', beforeMerger);
    const albin = await opened(world.resident('p3'));
    const eva = await opened(world.nurse('eva', 'a'));
    accepted(await eva.call('openDesk'));
    world.verbs.clock.advance(1_000);
    const open = await albin.hears<QueueChange>('queue', ({ queue }) => queue?.waitMinutes !== undefined);
    assert.equal(open.caseId, caseId);
    await eva.stop();
    world.verbs.clock.advance(1_000);
    const closed = await albin.hears<QueueChange>(
      'queue',
      notice => notice === albin.heard.at(-1)?.value && notice.queue?.waitMinutes === undefined,
    );
    assert.equal(closed.queue?.place, 1);
  });
});
