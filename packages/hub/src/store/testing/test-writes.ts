import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { DomainEvent } from '@nara/rules';
import { type Store, StoreError, type Tx, type Visibility } from '../port.ts';
import type { StoreUnderTest } from './store-contract.ts';
import { at, begun, desk, grow, message, owner, startOf, strangers } from './stored-case.ts';

/** What every store promises of writes: order, savepoints, commits that fail, and what is there after. */
export function testWrites(current: () => StoreUnderTest): void {
  describe('writes', () => {
    test('settle in the order they were asked for', async () => {
      const { store } = current();
      const settled: number[] = [];
      await Promise.all(
        [0, 1, 2, 3, 4].map(index =>
          store.write(async tx => audit(tx, `act-${index}`)).then(() => settled.push(index)),
        ),
      );
      assert.deepEqual(settled, [0, 1, 2, 3, 4]);
      assert.deepEqual(await actsOf(store), ['act-0', 'act-1', 'act-2', 'act-3', 'act-4']);
    });

    test('run strictly one after another', async () => {
      const { store } = current();
      const steps: string[] = [];
      const job = (label: string) => async (tx: Tx) => {
        steps.push(`${label} begins`);
        await audit(tx, label);
        await tx.audit.list({}, 1);
        steps.push(`${label} ends`);
      };
      await Promise.all([store.write(job('a')), store.write(job('b'))]);
      assert.deepEqual(steps, ['a begins', 'a ends', 'b begins', 'b ends']);
    });

    test('that throw are undone alone, with the error as it was', async () => {
      const { store } = current();
      const fault = new Error('mine');
      const results = await Promise.allSettled([
        store.write(async tx => audit(tx, 'before')),
        store.write(async tx => {
          await audit(tx, 'undone');
          throw fault;
        }),
        store.write(async tx => audit(tx, 'after')),
      ]);
      assert.deepEqual(
        results.map(({ status }) => status),
        ['fulfilled', 'rejected', 'fulfilled'],
      );
      assert.equal(results[1]?.status === 'rejected' && results[1].reason, fault);
      assert.deepEqual(await actsOf(store), ['before', 'after']);
    });

    test('whose commit fails all reject with store_unavailable, leave nothing, and later ones succeed', async () => {
      const under = current();
      const { store } = under;
      const mend = under.breakCommits();
      const results = await Promise.allSettled([
        store.write(async tx => audit(tx, 'one')),
        store.write(async tx => audit(tx, 'two')),
      ]);
      for (const result of results) {
        assert.equal(result.status, 'rejected');
        assert.ok(result.status === 'rejected' && result.reason instanceof StoreError);
        assert.equal(result.reason.code, 'store_unavailable');
      }
      await assert.rejects(store.check(), StoreError);
      mend();
      await store.check();
      await store.write(async tx => audit(tx, 'three'));
      assert.deepEqual(await actsOf(store), ['three']);
    });

    test('see cases as they were committed, whatever was undone since', async () => {
      const under = current();
      const { store } = under;
      const grown = grow(begun('c1'), [message(2, 'resident')]);
      const growing = async (tx: Tx) => void (await tx.cases.save(grown, [message(2, 'resident')]));
      const seen = () => store.write(tx => tx.cases.get('c1', owner));
      const told = (caseId: string) =>
        store.read(async tx =>
          (await tx.cases.eventsSince(caseId, 'staff', 0, 100)).map(({ event, n }) => [n.staff, event]),
        );
      const numbered = (events: readonly DomainEvent[]) => events.map((event, index) => [index + 1, event]);
      const more = [message(2, 'resident')];
      await store.write(async tx => tx.cases.save(begun('c1'), startOf('c1')));
      const thrown = store.write(async tx => {
        await growing(tx);
        throw new Error('mine');
      });
      const other = store.write(tx => tx.cases.save(begun('c2'), startOf('c2')));
      const beside = [store.write(async tx => audit(tx, 'beside')), seen()] as const;
      await assert.rejects(thrown, /mine/);
      await other;
      assert.deepEqual(await told('c1'), numbered(startOf('c1')));
      await beside[0];
      assert.deepEqual(await beside[1], begun('c1'));
      assert.deepEqual(await seen(), begun('c1'));
      const mend = under.breakCommits();
      await assert.rejects(store.write(growing), StoreError);
      mend();
      assert.deepEqual(await seen(), begun('c1'));
      await store.write(growing);
      assert.deepEqual(await seen(), grown);
      assert.deepEqual(await told('c1'), numbered([...startOf('c1'), ...more]));
      assert.deepEqual(await told('c2'), numbered(startOf('c2')));
    });

    test('see no case that they may not, though it was just written', async () => {
      const { store } = current();
      await store.write(async tx => {
        await tx.cases.save(begun('c1'), startOf('c1'));
        for (const visibleTo of [owner, desk, { side: 'system' }] satisfies Visibility[])
          assert.deepEqual(await tx.cases.get('c1', visibleTo), begun('c1'));
        for (const visibleTo of strangers) assert.equal(await tx.cases.get('c1', visibleTo), undefined);
      });
    });

    test('are there after the store was closed and opened again, under the same epoch', async () => {
      const under = current();
      const { store } = under;
      await store.write(async tx => tx.cases.save(begun('c1'), startOf('c1')));
      const { epoch } = store;
      await store.close();
      await under.reopen();
      assert.equal(under.store.epoch, epoch);
      assert.deepEqual(await under.store.read(tx => tx.cases.get('c1', owner)), begun('c1'));
    });

    test('still queued when the store closes are done first; later ones are refused', async () => {
      const under = current();
      const { store } = under;
      const queued = store.write(async tx => audit(tx, 'last'));
      await store.close();
      await queued;
      await assert.rejects(
        store.write(async tx => audit(tx, 'late')),
        StoreError,
      );
      await under.reopen();
      assert.deepEqual(await actsOf(under.store), ['last']);
    });
  });
}

function audit(tx: Tx, act: string): Promise<void> {
  return tx.audit.add({ at, actorKind: 'system', actor: 'test', act, ground: 'test' });
}

async function actsOf(store: Store): Promise<readonly string[]> {
  const rows = await store.read(tx => tx.audit.list({}, 100));
  return rows.map(({ act }) => act).reverse();
}
