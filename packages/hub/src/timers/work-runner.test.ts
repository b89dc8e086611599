import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import type { ClaimedWork } from '../store/port.ts';
import { untilTrue } from '../testing/until-true.ts';
import { openVerbWorld, type VerbWorld } from '../testing/verb-world.ts';
import { WorkFault } from './work-fault.ts';
import { createWorkRunner, type WorkRunner, type WorkRunnerOptions } from './work-runner.ts';

const kind = 'handlerAway';

describe('a runner of due work', () => {
  let world: VerbWorld;
  let ran: string[];
  let logged: unknown[];
  const runners: WorkRunner[] = [];
  beforeEach(async () => {
    world = await openVerbWorld();
    ran = [];
    logged = [];
  });
  afterEach(async () => {
    for (const runner of runners.splice(0)) await runner.stop();
    await world.close();
  });

  const instant = (ahead: number) => new Date(world.clock.now() + ahead).toISOString();
  const put = (key: string, ahead: number) =>
    world.store.write(tx => tx.dueWork.put({ kind, key, due: instant(ahead), body: {} }));
  const finish = async (work: ClaimedWork): Promise<void> => {
    await world.store.write(tx => tx.dueWork.done(work));
    ran.push(work.key);
  };
  const runner = (more: Partial<WorkRunnerOptions> = {}): WorkRunner => {
    const { store, clock } = world;
    const log = { error: (fields: unknown) => logged.push(fields) };
    const made = createWorkRunner({
      store,
      clock,
      log,
      kind,
      attempts: 3,
      run: finish,
      chance: () => 1,
      ...more,
    });
    runners.push(made);
    return made;
  };
  const nextAt = () => world.store.read(tx => tx.dueWork.nextAt(kind));
  const ranAre = (...keys: string[]) =>
    untilTrue(`${keys} ran, not ${ran}`, () => String(ran) === String(keys));

  test('does what is late at its start, in order of due, and what comes due at its instant', async () => {
    await put('c', 1_000);
    await put('b', -1_000);
    await put('a', -86_400_000);
    runner().start();
    await ranAre('a', 'b');
    await untilTrue('it sleeps', () => world.clock.sleepers > 0);
    world.clock.advance(999);
    assert.deepEqual(ran, ['a', 'b']);
    world.clock.advance(1);
    await ranAre('a', 'b', 'c');
  });

  test('that is woken sees what was put, and sleeps for it', async () => {
    const made = runner();
    made.start();
    await put('now', 0);
    made.wake();
    await ranAre('now');
    assert.equal(await nextAt(), undefined);
  });

  test('looks again within 30 s when the clock has jumped, and hears of what nobody woke it for', async () => {
    let jump = 0;
    const { clock } = world;
    const jumping = {
      now: () => clock.now() + jump,
      monotonic: () => clock.monotonic(),
      every: clock.every.bind(clock),
      after: clock.after.bind(clock),
    };
    await put('far', 3_600_000);
    runner({ clock: jumping }).start();
    await untilTrue('it sleeps', () => clock.sleepers > 0);
    jump = 3_600_000;
    clock.advance(29_999);
    assert.deepEqual(ran, []);
    clock.advance(1);
    await ranAre('far');
  });

  test('tries what fails again, later each time, and sets it aside after its attempts, counted and logged without a text', async () => {
    const tried: number[] = [];
    await put('bad', 0);
    await put('good', 0);
    const run = async (work: ClaimedWork): Promise<void> => {
      if (work.key === 'good') return finish(work);
      tried.push(world.clock.now());
      throw new Error('Karin Lindqvist');
    };
    const began = world.clock.now();
    runner({ run }).start();
    await ranAre('good');
    for (const delay of [2_000, 4_000]) {
      await untilTrue('it is given back', async () => (await nextAt()) === instant(delay));
      await untilTrue('it sleeps', () => world.clock.sleepers > 0);
      world.clock.advance(delay);
    }
    const counts = () => world.store.read(tx => tx.dueWork.setAsideCounts());
    await untilTrue('it is set aside', async () => (await counts()).length > 0);
    assert.deepEqual(await counts(), [{ kind, count: 1 }]);
    assert.deepEqual(tried, [began, began + 2_000, began + 6_000]);
    await untilTrue('it is logged', () => logged.length > 0);
    assert.equal(await nextAt(), undefined);
    assert.deepEqual(
      logged.map(line => (line as { place: string }).place),
      [kind],
    );
  });

  test('sets aside at once what is hopeless, and waits as long as a fault asks for', async () => {
    const faults: Record<string, WorkFault> = {
      hopeless: new WorkFault('status_404', { hopeless: true }),
      busy: new WorkFault('status_429', { after: 600_000 }),
    };
    await put('hopeless', 0);
    await put('busy', 0);
    runner({ run: work => Promise.reject(faults[work.key]) }).start();
    await untilTrue('it waits', async () => (await nextAt()) === instant(600_000));
    assert.deepEqual(await world.store.read(tx => tx.dueWork.setAsideCounts()), [{ kind, count: 1 }]);
  });

  test('beside another on the same store does each piece of work once', async () => {
    const keys = Array.from({ length: 30 }, (_, index) => `k${String(index).padStart(2, '0')}`);
    for (const key of keys) await put(key, 0);
    for (const made of [runner({ atOnce: 4 }), runner({ atOnce: 4 })]) made.start();
    await untilTrue('all ran', () => ran.length >= keys.length);
    await untilTrue('none is left', async () => (await nextAt()) === undefined);
    assert.deepEqual(ran.toSorted(), keys);
  });

  test('does not lose what a dead one had claimed: its lease ends', async () => {
    await put('a', 0);
    await world.store.write(tx =>
      tx.dueWork.claim(kind, { now: instant(0), leaseUntil: instant(60_000), limit: 1 }),
    );
    runner().start();
    for (const _ of [1, 2]) {
      await untilTrue('it sleeps', () => world.clock.sleepers > 0);
      assert.deepEqual(ran, []);
      world.clock.advance(30_000);
    }
    await ranAre('a');
  });

  test('that is stopped waits for what is under way and begins nothing more', async () => {
    await put('a', 0);
    await put('b', 0);
    const { promise, resolve } = Promise.withResolvers<void>();
    let begun = 0;
    const made = runner({
      run: async (work, stopping) => {
        begun += 1;
        stopping.addEventListener('abort', () => resolve());
        await promise;
        await finish(work);
      },
    });
    made.start();
    await untilTrue('it has begun', () => begun === 1);
    await made.stop();
    assert.deepEqual([ran, begun], [['a'], 1]);
  });

  test('goes on when the store has failed it', async () => {
    const { write } = world.store;
    await put('a', 0);
    world.store.write = () => Promise.reject(new Error('the disk is full'));
    runner().start();
    await untilTrue('it is logged', () => logged.length === 1);
    world.store.write = write;
    await untilTrue('it sleeps', () => world.clock.sleepers > 0);
    world.clock.advance(30_000);
    await ranAre('a');
  });
});
