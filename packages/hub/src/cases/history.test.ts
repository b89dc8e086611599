import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { type Entry, limits } from '@nara/contract';
import { addNote } from '../messages/add-note.ts';
import { mark } from '../messages/mark.ts';
import { sendMessage } from '../messages/send-message.ts';
import {
  accepted,
  begin,
  nurseAt,
  openVerbWorld,
  residentOf,
  type VerbWorld,
} from '../testing/verb-world.ts';
import type { Actor } from './actor.ts';
import { history } from './history.ts';
import { openCase } from './open-case.ts';
import { takeCase } from './take-case.ts';

const karin = residentOf('p1');
const eva = nurseAt('a', 'eva');

describe('a case longer than its window', () => {
  let world: VerbWorld;
  let caseId: string;
  beforeEach(async () => {
    world = await openVerbWorld();
    caseId = await begin(world, 'p1');
    accepted(await takeCase(world, eva, command()));
    const turns = [...Array(limits.caseWindow).keys()].map(async turn => {
      await sendMessage(world, karin, { ...command(), text: `Rad ${turn}` });
      await mark(world, eva, { ...command(), delivered: turn + 2, read: turn + 2 });
      if (turn % 10 === 0) await addNote(world, eva, { ...command(), text: 'obs' });
    });
    await Promise.all(turns);
  });
  afterEach(() => world.close());
  const command = () => ({ caseId, commandId: randomUUID() });
  const open = async (actor: Actor) => accepted(await openCase(world, actor, { caseId }, () => undefined));
  const acts = async () =>
    (await world.store.read(tx => tx.audit.list({ caseId }, 500))).filter(({ act }) => act === 'history');

  /** All entries that pages of a size answer, oldest first. */
  async function pageThrough(actor: Actor, limit: number): Promise<readonly Entry[]> {
    let held: readonly Entry[] = [];
    for (let earlier = true; earlier; ) {
      const before = held[0]?.n;
      const input = { caseId, limit, ...(before === undefined ? {} : { before }) };
      const page = accepted(await history(world, actor, input, true));
      assert.ok(page.entries.length <= limit);
      assert.equal(page.epoch, world.store.epoch);
      held = [...page.entries, ...held];
      earlier = page.earlier;
    }
    return held;
  }

  test('is opened with its newest entries, and says that there are earlier ones', async () => {
    for (const actor of [karin, eva]) {
      const { entries, earlier, n } = await open(actor);
      assert.equal(entries.length, limits.caseWindow);
      assert.equal(earlier, true);
      assert.ok((entries.at(-1)?.n ?? 0) <= n);
      assert.deepEqual(entries, (await pageThrough(actor, 100)).slice(-limits.caseWindow));
    }
  });

  test('is read to its beginning page by page, each entry once, notes by staff only', async () => {
    const whole = await pageThrough(karin, 100);
    assert.deepEqual(
      whole.slice(0, 4).map(({ kind }) => kind),
      ['started', 'message', 'queued', 'taken'],
    );
    assert.equal(whole.length, 4 + limits.caseWindow);
    assert.ok(!JSON.stringify(whole).includes('obs'));
    for (const limit of [1, 7, 99]) assert.deepEqual(await pageThrough(karin, limit), whole);
    const staffs = await pageThrough(eva, 13);
    assert.equal(staffs.filter(({ kind }) => kind === 'note').length, limits.caseWindow / 10);
    assert.deepEqual(
      staffs.flatMap(entry => (entry.kind === 'message' ? [entry.message.number] : [])),
      [...Array(limits.caseWindow + 1).keys()].map(index => index + 1),
    );
  });

  test('below its beginning there is nothing', async () => {
    const answer = accepted(await history(world, karin, { caseId, before: 1, limit: 10 }, true));
    assert.deepEqual(answer, { epoch: world.store.epoch, entries: [], earlier: false });
  });

  test('leaves a record of its reading unless the case is open, whose record covers it', async () => {
    accepted(await history(world, eva, { caseId, before: 50, limit: 10 }, true));
    assert.deepEqual(await acts(), []);
    accepted(await history(world, eva, { caseId, before: 50, limit: 10 }, false));
    assert.deepEqual(
      (await acts()).map(({ actor, personKey, ground }) => ({ actor, personKey, ground })),
      [{ actor: 'eva', personKey: 'p1', ground: 'care' }],
    );
  });
});
