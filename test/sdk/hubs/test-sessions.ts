import assert from 'node:assert/strict';
import { test } from 'node:test';
import { begin } from './begun-case.ts';
import type { HubUnderTest } from './hub-under-test.ts';
import { until } from './until-told.ts';

const minute = 60_000;

/** How sessions are read, warned of, moved and ended. */
export function testSessions(hub: () => HubUnderTest): void {
  test('a session says whose it is and how long it lasts', async () => {
    const karin = await hub().resident('karin');
    const view = await hub().sessionApi().readSession(karin.token);
    assert.deepEqual(
      [view?.person, view?.warnSeconds, view?.shared],
      [{ key: karin.personKey, name: 'Karin Lindqvist' }, 120, false],
    );
    const lasts = Date.parse(view?.absoluteUntil ?? '') - Date.parse(view?.idleUntil ?? '');
    assert.ok(Math.abs(lasts - 210 * minute) < minute, String(lasts));
  });

  test('one who does nothing is warned, may stay, and is ended with the reason', async () => {
    const karin = await hub().resident('karin');
    const { hers } = await begin(karin);
    await hub().advance(28 * minute + 1_000);
    await until(karin.client.sessionEnding, ending => ending !== undefined);
    await hub().sessionApi().extendSession(karin.token);
    karin.client.sessionExtended();
    assert.equal(karin.client.sessionEnding.get(), undefined);
    await hub().advance(28 * minute + 1_000);
    await until(karin.client.sessionEnding, ending => ending !== undefined);
    // What a person does, a message too, is a sign that they are there.
    hers.send('Jag är här.');
    await until(karin.client.sessionEnding, ending => ending === undefined);
    const ended: unknown[] = [];
    karin.client.on('sessionEnded', happening => void ended.push(happening));
    await hub().advance(30 * minute + 1_000);
    assert.deepEqual(await until(karin.client.connection, ({ state }) => state === 'ended'), {
      state: 'ended',
      reason: 'idle',
    });
    assert.deepEqual(ended, [{ reason: 'idle' }]);
    assert.equal(await hub().sessionApi().readSession(karin.token), undefined);
  });

  test('a session ends for good after four hours, whatever the person does', async () => {
    const karin = await hub().resident('karin');
    const { caseId, hers } = await begin(karin);
    for (let passed = 0; passed < 240; passed += 20) {
      await karin.call('setTyping', { caseId, typing: false });
      // A connection that is silent while a clock is moved has been silent for all that time.
      await hers.history().next();
      await hub().advance(20 * minute);
    }
    const { reason } = await until(karin.client.connection, ({ state }) => state === 'ended');
    assert.equal(reason, 'absolute');
  });

  test('logging out ends the session’s connections, and those of no other device', async () => {
    const [phone, computer] = [await hub().resident('karin'), await hub().resident('karin')];
    for (const { client } of [phone, computer]) client.overview.subscribe(() => {});
    await until(computer.client.connection, ({ state }) => state === 'online');
    await until(phone.client.connection, ({ state }) => state === 'online');
    await hub().sessionApi().logout({ token: phone.token });
    const { reason } = await until(phone.client.connection, ({ state }) => state === 'ended');
    assert.equal(reason, 'logout');
    assert.equal(computer.client.connection.get().state, 'online');
    await begin(computer);
  });

  test('a nurse’s session is hers, is extended, and ends when she logs out', async () => {
    const anna = await hub().nurse('anna');
    anna.client.desk.subscribe(() => {});
    await until(anna.client.connection, ({ state }) => state === 'online');
    const view = await anna.client.readSession();
    assert.equal(view?.staff.name, 'Anna Bergström');
    await hub().advance(28 * minute + 1_000);
    await until(anna.client.sessionEnding, ending => ending !== undefined);
    const extended = await anna.client.extendSession();
    assert.ok(Date.parse(extended.idleUntil) > Date.parse(view?.idleUntil ?? ''));
    assert.equal(anna.client.sessionEnding.get(), undefined);
    await anna.client.logout();
    const { reason } = await until(anna.client.connection, ({ state }) => state === 'ended');
    assert.equal(reason, 'logout');
    assert.equal(await anna.client.readSession(), undefined);
  });
}
