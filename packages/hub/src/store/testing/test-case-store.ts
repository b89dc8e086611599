import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { applyAll, type CaseState, type DomainEvent } from '@nara/rules';
import type { Store, StoredEvent } from '../port.ts';
import { at, begun, desk, grow, message, nurse, owner, startOf, strangers } from './stored-case.ts';

/** What every store promises of cases and their events. `store` answers the store that the running test has. */
export function testCaseStore(store: () => Store): void {
  describe('cases', () => {
    test('are there for their resident, for staff of the unit and register and for the hub, and for nobody else', async () => {
      const state = begun('c1');
      await store().write(async tx => tx.cases.save(state, startOf('c1')));
      await store().read(async tx => {
        for (const visibleTo of [owner, desk, { side: 'system' } as const]) {
          assert.deepEqual(await tx.cases.get('c1', visibleTo), state);
          assert.deepEqual(await tx.cases.list(visibleTo, 0), [state]);
        }
        for (const visibleTo of strangers) {
          assert.equal(await tx.cases.get('c1', visibleTo), undefined);
          assert.deepEqual(await tx.cases.list(visibleTo, 10), []);
        }
        assert.equal(await tx.cases.get('c2', owner), undefined);
      });
    });

    test('keep every field through each status', async () => {
      const progress: DomainEvent[] = [
        { kind: 'taken', at, handler: nurse },
        message(2, 'staff'),
        { kind: 'returned', at, reason: 'handler_away' },
        { kind: 'taken', at, handler: nurse },
        { kind: 'marked', at, side: 'resident', marks: { delivered: 2, read: 2 } },
        { kind: 'closed', at, by: 'staff', reason: 'done' },
      ];
      let state = begun('c1');
      await store().write(async tx => tx.cases.save(state, startOf('c1')));
      for (const event of progress) {
        const next = applyAll(state, [event]);
        assert.ok(next);
        state = next;
        await store().write(async tx => tx.cases.save(next, [event]));
        assert.deepEqual(await store().read(tx => tx.cases.get('c1', owner)), state);
      }
    });

    test('answer the events wanted of a long case, whatever lies between them', async () => {
      const note: DomainEvent = { kind: 'note', at, id: 'n1', author: nurse, text: 'obs', commandId: 'k' };
      const told = new Map<string, StoredEvent[]>();
      const tell = async (caseId: string, before: CaseState | undefined, events: readonly DomainEvent[]) => {
        const state = grow(before, events);
        const stored = await store().write(tx => tx.cases.save(state, events, before));
        told.set(caseId, [...(told.get(caseId) ?? []), ...stored]);
        return state;
      };
      let long = await tell('c1', undefined, startOf('c1'));
      let other = await tell('c2', undefined, startOf('c2'));
      for (let number = 2; number < 150; number += 1) {
        long = await tell(
          'c1',
          long,
          number % 3 === 0 ? [note, message(number, 'staff')] : [message(number, 'staff')],
        );
        if (number % 7 === 0) other = await tell('c2', other, [note, note]);
      }
      await store().read(async tx => {
        for (const [caseId, stored] of told)
          for (const audience of ['resident', 'staff'] as const) {
            const seen = stored.filter(({ n }) => n[audience] !== undefined);
            const numberOf = ({ n }: StoredEvent) => n[audience] ?? 0;
            for (const n of [0, 1, 62, 63, 64, 65, 128, 150, 151, 152, 200, 1_000])
              for (const limit of [1, 64, 500]) {
                const after = seen.filter(event => numberOf(event) > n).slice(0, limit);
                assert.deepEqual(await tx.cases.eventsSince(caseId, audience, n, limit), after);
                const before = seen.filter(event => numberOf(event) < n).slice(-limit);
                assert.deepEqual(await tx.cases.eventsBefore(caseId, audience, n, limit), before);
              }
          }
      });
    });

    test('number their events without a gap for each audience, notes for staff only', async () => {
      const note: DomainEvent = { kind: 'note', at, id: 'n1', author: nurse, text: 'obs', commandId: 'k' };
      const later: DomainEvent[] = [{ kind: 'taken', at, handler: nurse }, note, message(2, 'staff'), note];
      const stored = await store().write(async tx => {
        await tx.cases.save(begun('c1'), startOf('c1'));
        return tx.cases.save(grow(begun('c1'), later), later);
      });
      assert.deepEqual(
        stored.map(({ n }) => n),
        [{ resident: 4, staff: 4 }, { staff: 5 }, { resident: 5, staff: 6 }, { staff: 7 }],
      );
      await store().read(async tx => {
        const forStaff = await tx.cases.eventsSince('c1', 'staff', 0, 100);
        assert.deepEqual(
          forStaff.map(({ n }) => n.staff),
          [1, 2, 3, 4, 5, 6, 7],
        );
        assert.deepEqual(
          forStaff.map(({ event }) => event),
          [...startOf('c1'), ...later],
        );
        const forResident = await tx.cases.eventsSince('c1', 'resident', 0, 100);
        assert.deepEqual(
          forResident.map(({ n }) => n.resident),
          [1, 2, 3, 4, 5],
        );
        assert.ok(forResident.every(({ event }) => event.kind !== 'note'));
        const part = await tx.cases.eventsSince('c1', 'staff', 2, 3);
        assert.deepEqual(
          part.map(({ n }) => n.staff),
          [3, 4, 5],
        );
        const last = await tx.cases.eventsBefore('c1', 'staff', 7, 3);
        assert.deepEqual(
          last.map(({ n }) => n.staff),
          [4, 5, 6],
        );
        const lastForResident = await tx.cases.eventsBefore('c1', 'resident', 6, 3);
        assert.deepEqual(
          lastForResident.map(({ n }) => n.resident),
          [3, 4, 5],
        );
        assert.deepEqual(await tx.cases.eventsBefore('c1', 'staff', 1, 3), []);
      });
    });

    test('are listed open ones first and newest first, closed ones as many as asked for', async () => {
      await store().write(async tx => {
        for (const [index, id] of ['c1', 'c2', 'c3', 'c4'].entries()) {
          const when = `2026-11-24T09:3${index}:00.000Z`;
          const ends: DomainEvent[] =
            index < 2 ? [{ kind: 'closed', at: when, by: 'resident', reason: 'left_queue' }] : [];
          const events = [...startOf(id, when), ...ends];
          await tx.cases.save(grow(undefined, events), events);
        }
      });
      const ids = async (limit: number) =>
        (await store().read(tx => tx.cases.list(owner, limit))).map(({ id }) => id);
      assert.deepEqual(await ids(0), ['c4', 'c3']);
      assert.deepEqual(await ids(1), ['c4', 'c3', 'c2']);
      assert.deepEqual(await ids(9), ['c4', 'c3', 'c2', 'c1']);
    });

    test('stand in the queue of their unit by waiting, and leave it when they are taken', async () => {
      await store().write(async tx => {
        for (const [id, when] of [
          ['c3', '2026-11-24T09:30:00.000Z'],
          ['c2', '2026-11-24T09:31:00.000Z'],
          ['c1', '2026-11-24T09:31:00.000Z'],
        ] as const)
          await tx.cases.save(grow(undefined, startOf(id, when)), startOf(id, when));
      });
      const queue = async () => (await store().read(tx => tx.cases.queueOf('unit-a'))).map(({ id }) => id);
      assert.deepEqual(await queue(), ['c3', 'c1', 'c2']);
      const taken: DomainEvent = { kind: 'taken', at, handler: nurse };
      await store().write(async tx => {
        const state = await tx.cases.get('c3', desk);
        if (state !== undefined) await tx.cases.save(grow(state, [taken]), [taken]);
      });
      assert.deepEqual(await queue(), ['c1', 'c2']);
      assert.deepEqual(await store().read(tx => tx.cases.queueOf('unit-b')), []);
      const takes = (since: string) => store().read(tx => tx.cases.takesOf('unit-a', since));
      assert.deepEqual(await takes('2026-11-24T00:00:00.000Z'), [{ at, handlerId: nurse.id }]);
      assert.deepEqual(await takes('2026-11-25T00:00:00.000Z'), []);
    });

    test('are numbered by month, without a gap where a write was undone', async () => {
      const next = (when: string) => store().write(tx => tx.cases.nextReference(when));
      assert.equal(await next('2026-11-24T09:00:00.000Z'), '2611-0001');
      await assert.rejects(
        store().write(async tx => {
          await tx.cases.nextReference('2026-11-24T09:00:00.000Z');
          throw new Error('undone');
        }),
      );
      assert.equal(await next('2026-11-30T23:59:00.000Z'), '2611-0002');
      assert.equal(await next('2026-12-01T00:00:00.000Z'), '2612-0001');
    });
  });
}
