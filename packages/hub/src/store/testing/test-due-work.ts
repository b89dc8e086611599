import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ClaimedWork, Store } from '../port.ts';
import type { StoreUnderTest } from './store-contract.ts';

const minute = (number: number): string => `2026-11-24T09:${String(number).padStart(2, '0')}:00.000Z`;

/** What every store promises of work that is due. */
export function testDueWork(current: () => StoreUnderTest): void {
  const store = (): Store => current().store;
  const put = (key: string, due: number, line?: string) =>
    store().write(tx =>
      tx.dueWork.put({
        kind: 'webhook',
        key,
        due: minute(due),
        body: { key },
        ...(line === undefined ? {} : { line }),
      }),
    );
  const claim = (now: number, limit = 10) =>
    store().write(tx =>
      tx.dueWork.claim('webhook', { now: minute(now), leaseUntil: minute(now + 5), limit }),
    );
  const keys = (claimed: readonly ClaimedWork[]) => claimed.map(({ key }) => key);
  const done = (work: ClaimedWork) => store().write(tx => tx.dueWork.done(work));
  const nextAt = () => store().read(tx => tx.dueWork.nextAt('webhook'));

  describe('due work', () => {
    test('is claimed from the instant it is due, first due first, late ones too, as much as asked for', async () => {
      await put('third', 3);
      await put('first', 1);
      await put('second', 2);
      await put('later', 9);
      assert.equal(await nextAt(), minute(1));
      assert.deepEqual(await claim(0), []);
      assert.deepEqual(keys(await claim(8, 2)), ['first', 'second']);
      assert.deepEqual(await claim(8), [
        { id: 1, kind: 'webhook', key: 'third', attempts: 1, body: { key: 'third' } },
      ]);
      assert.deepEqual(await store().write(tx => tx.dueWork.claim('handlerAway', everything)), []);
    });

    test('that two claim in the same turn is got by one', async () => {
      await put('a', 1);
      await put('b', 1);
      const [one, other] = await Promise.all([claim(1, 1), claim(1, 10)]);
      assert.deepEqual([keys(one), keys(other)], [['a'], ['b']]);
    });

    test('whose claimer is gone is given back when the lease has ended, also after a restart; the late claimer changes nothing', async () => {
      await put('a', 1);
      const [lost] = await claim(1);
      assert.ok(lost);
      assert.deepEqual(await claim(5), []);
      assert.equal(await nextAt(), minute(6));
      await store().close();
      await current().reopen();
      const [again] = await claim(6);
      assert.equal(again?.attempts, 2);
      assert.equal(await done(lost), false);
      await store().write(tx => tx.dueWork.retry(lost, minute(0)));
      await store().write(tx => tx.dueWork.setAside(lost, minute(6)));
      assert.equal(await nextAt(), minute(11));
      assert.equal(await done(again), true);
      assert.equal(await nextAt(), undefined);
    });

    test('that failed comes again when it is said to, after what was due before that', async () => {
      await put('a', 1);
      await put('b', 2);
      const [failed] = await claim(1);
      assert.ok(failed);
      await store().write(tx => tx.dueWork.retry(failed, minute(4)));
      assert.deepEqual(keys(await claim(3)), ['b']);
      await put('c', 2);
      assert.deepEqual(keys(await claim(4)), ['c', 'a']);
    });

    test('of one line goes one after another, whatever is due; other lines and what has none go past', async () => {
      await put('a1', 2, 'a');
      await put('a2', 1, 'a');
      await put('b1', 3, 'b');
      await put('free', 3);
      const first = await claim(5);
      assert.deepEqual(keys(first), ['a1', 'b1', 'free']);
      assert.deepEqual(await claim(5), []);
      assert.equal(await nextAt(), minute(10), 'what waits behind another is not next');
      const [head] = first;
      assert.ok(head);
      await done(head);
      assert.deepEqual(keys(await claim(5)), ['a2']);
    });

    test('that is set aside is kept, counted and not tried again, and its line goes on', async () => {
      await put('a1', 1, 'a');
      await put('a2', 1, 'a');
      const counts = () => store().read(tx => tx.dueWork.setAsideCounts());
      assert.deepEqual(await counts(), []);
      const [hopeless] = await claim(1);
      assert.ok(hopeless);
      await store().write(tx => tx.dueWork.setAside(hopeless, minute(1)));
      assert.deepEqual(await counts(), [{ kind: 'webhook', count: 1 }]);
      assert.equal(await done(hopeless), false);
      assert.deepEqual(keys(await claim(20)), ['a2']);
      assert.equal(await store().read(tx => tx.dueWork.has('webhook', 'a1')), true);
      await put('a1', 30);
      assert.deepEqual(await counts(), []);
    });

    test('is withdrawn, or replaced whole, also while it is claimed', async () => {
      await put('a', 1);
      await put('b', 1);
      const [a, b] = await claim(1);
      assert.ok(a && b);
      await store().write(tx => tx.dueWork.withdraw('webhook', 'a'));
      await store().write(tx => tx.dueWork.withdraw('webhook', 'never there'));
      await put('b', 7);
      assert.deepEqual([await done(a), await done(b)], [false, false]);
      assert.equal(await store().read(tx => tx.dueWork.has('webhook', 'a')), false);
      const [anew] = await claim(7);
      assert.deepEqual([anew?.key, anew?.attempts], ['b', 1]);
    });

    test('is put and removed with its cause, or not at all', async () => {
      await put('a', 1);
      const [work] = await claim(1);
      assert.ok(work);
      await assert.rejects(
        store().write(async tx => {
          await tx.dueWork.done(work);
          await tx.dueWork.put({ kind: 'webhook', key: 'b', due: minute(1), body: {} });
          throw new Error('undone');
        }),
      );
      assert.equal(await store().read(tx => tx.dueWork.has('webhook', 'b')), false);
      assert.equal(await done(work), true);
    });
  });
}

const everything = { now: minute(59), leaseUntil: minute(59), limit: 10 };
