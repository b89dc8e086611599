import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Store } from '../port.ts';
import { at, begun, startOf } from './stored-case.ts';

/** What every store promises of commands, logins, sessions, persons, the listing and the audit. */
export function testSmallStores(store: () => Store): void {
  describe('commands', () => {
    test('are known by author and id, with what they answered', async () => {
      const answer = { ok: true, value: { n: 4 } } as const;
      await store().write(async tx => {
        assert.equal(await tx.commands.find('p1', 'k1'), undefined);
        await tx.commands.add('p1', 'k1', 'hash', answer, at);
      });
      await store().write(async tx => {
        assert.deepEqual(await tx.commands.find('p1', 'k1'), { inputHash: 'hash', answer });
        assert.equal(await tx.commands.find('p2', 'k1'), undefined);
        assert.equal(await tx.commands.find('p1', 'k2'), undefined);
      });
    });

    test('cannot be added twice', async () => {
      const add = () =>
        store().write(tx => tx.commands.add('p1', 'k1', 'hash', { ok: true, value: null }, at));
      await add();
      await assert.rejects(add());
    });

    test('of a write that fails are its own fault, not that of those beside it', async () => {
      const add = (id: string) =>
        store().write(tx => tx.commands.add('p1', id, 'hash', { ok: true, value: null }, at));
      const results = await Promise.allSettled(['k1', 'k2', 'k1', 'k3'].map(add));
      assert.deepEqual(
        results.map(({ status }) => status),
        ['fulfilled', 'fulfilled', 'rejected', 'fulfilled'],
      );
      for (const id of ['k1', 'k2', 'k3'])
        assert.notEqual(await store().write(tx => tx.commands.find('p1', id)), undefined);
    });

    test('of which those of version 7 have an order, the highest of which is told', async () => {
      const highest = () => store().write(tx => tx.commands.highestTimedId());
      assert.equal(await highest(), undefined);
      const ids = [
        '01979000-0000-7000-8000-000000000000',
        '01979000-0001-7000-8000-000000000000',
        'f81d4fae-7dec-4bd0-a765-00a0c91e6bf6',
      ] as const;
      await store().write(async tx => {
        for (const id of ids) await tx.commands.add('p1', id, 'hash', { ok: true, value: null }, at);
      });
      assert.equal(await highest(), ids[1]);
    });
  });

  describe('logins', () => {
    test('are taken once', async () => {
      await store().write(tx => tx.logins.put('code', 'h', 'data', '2026-11-24T09:32:00.000Z'));
      assert.equal(await store().write(tx => tx.logins.take('handle', 'h', at)), undefined);
      assert.equal(await store().write(tx => tx.logins.take('code', 'h', at)), 'data');
      assert.equal(await store().write(tx => tx.logins.take('code', 'h', at)), undefined);
    });

    test('remember a token that was used', async () => {
      const use = () =>
        store().write(async tx => {
          if ((await tx.logins.take('token', 'h', at)) !== undefined) throw new Error('used');
          await tx.logins.put('token', 'h', '', '2026-11-24T09:32:00.000Z');
        });
      await use();
      await assert.rejects(use(), { message: 'used' });
      await assert.rejects(use(), { message: 'used' });
    });

    test('are removed when they have expired, others stay', async () => {
      await store().write(async tx => {
        await tx.logins.put('handle', 'old', 'data', at);
        await tx.logins.put('handle', 'new', 'data', '2026-11-24T09:31:00.001Z');
        await tx.logins.removeExpired(at);
      });
      const early = '2026-11-24T09:00:00.000Z';
      assert.equal(await store().write(tx => tx.logins.take('handle', 'old', early)), undefined);
      assert.equal(await store().write(tx => tx.logins.take('handle', 'new', early)), 'data');
    });

    test('are not found from the instant they expire', async () => {
      await store().write(tx => tx.logins.put('state', 'h', 'data', at));
      assert.equal(await store().write(tx => tx.logins.take('state', 'h', at)), undefined);
    });
  });

  describe('sessions', () => {
    const session = {
      hash: 'h',
      kind: 'resident',
      who: 'p1',
      origin: 'https://region.example',
      acr: 'loa3',
      shared: true,
      authTime: at,
      idleUntil: '2026-11-24T10:01:00.000Z',
      absoluteUntil: '2026-11-24T13:31:00.000Z',
      details: '{}',
    } as const;

    test('slide, and end once', async () => {
      await store().write(tx => tx.sessions.add(session));
      const get = () => store().read(tx => tx.sessions.get('h'));
      assert.deepEqual(await get(), session);
      await store().write(tx => tx.sessions.slide('h', '2026-11-24T10:02:00.000Z'));
      await store().write(tx => tx.sessions.revoke('h', '2026-11-24T09:40:00.000Z'));
      await store().write(tx => tx.sessions.revoke('h', '2026-11-24T09:50:00.000Z'));
      assert.deepEqual(await get(), {
        ...session,
        idleUntil: '2026-11-24T10:02:00.000Z',
        revokedAt: '2026-11-24T09:40:00.000Z',
      });
      assert.equal(await store().read(tx => tx.sessions.get('other')), undefined);
    });

    test('are removed from their absolute end on, others stay', async () => {
      await store().write(async tx => {
        await tx.sessions.add(session);
        await tx.sessions.removeEnded('2026-11-24T13:30:59.999Z');
      });
      assert.deepEqual(await store().read(tx => tx.sessions.get('h')), session);
      await store().write(tx => tx.sessions.removeEnded(session.absoluteUntil));
      assert.equal(await store().read(tx => tx.sessions.get('h')), undefined);
    });
  });

  describe('persons, listing and audit', () => {
    test('a person is replaced whole', async () => {
      const person = {
        key: 'p1',
        name: 'Karin',
        birthDate: '1993-06-06',
        identitySealed: 's',
        sealKeyId: 'k',
      };
      await store().write(tx => tx.persons.put(person, at));
      await store().write(tx => tx.persons.put({ ...person, name: 'Karin L' }, at));
      assert.deepEqual(await store().read(tx => tx.persons.get('p1')), { ...person, name: 'Karin L' });
      assert.equal(await store().read(tx => tx.persons.get('p2')), undefined);
    });

    test('a version of the listing replaces the one before whole', async () => {
      assert.equal(await store().read(tx => tx.listing.version()), undefined);
      const replace = (version: string, rows: { personKey: string; unitId: string }[]) =>
        store().write(tx => tx.listing.replace(version, rows, at));
      await replace('v1', [
        { personKey: 'p1', unitId: 'a' },
        { personKey: 'p2', unitId: 'a' },
      ]);
      await replace('v2', [{ personKey: 'p2', unitId: 'b' }]);
      await store().read(async tx => {
        assert.equal(await tx.listing.version(), 'v2');
        assert.equal(await tx.listing.unitOf('p1'), undefined);
        assert.equal(await tx.listing.unitOf('p2'), 'b');
      });
    });

    test('the audit tells of a case or a person, newest first', async () => {
      const row = { at, actorKind: 'staff', actor: 's', ground: 'vård', unitId: 'unit-a' } as const;
      await store().write(async tx => {
        await tx.cases.save(begun('c1'), startOf('c1'));
        await tx.audit.add({ ...row, act: 'openCase', caseId: 'c1', personKey: 'p1' });
        await tx.audit.add({ ...row, act: 'takeCase', caseId: 'c1', personKey: 'p1' });
        await tx.audit.add({ ...row, act: 'openDesk' });
      });
      await store().read(async tx => {
        const acts = async (filter: { caseId?: string; personKey?: string }, limit = 9) =>
          (await tx.audit.list(filter, limit)).map(({ act }) => act);
        assert.deepEqual(await acts({ caseId: 'c1' }), ['takeCase', 'openCase']);
        assert.deepEqual(await acts({ personKey: 'p1' }, 1), ['takeCase']);
        assert.deepEqual(await acts({}), ['openDesk', 'takeCase', 'openCase']);
        assert.deepEqual(await tx.audit.list({}, 1), [{ ...row, act: 'openDesk' }]);
      });
    });
  });
}
