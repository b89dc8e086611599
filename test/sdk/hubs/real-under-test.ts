import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createProductClient, createResidentClient, createSessionApi } from '@nara/sdk/resident';
import { createStaffClient } from '@nara/sdk/staff';
import {
  logInStaff,
  nurse as nurseClaims,
  PanelLogin,
  productPage,
  startTestHub,
} from '@nara/server/testing';
import { createMovableClock } from '../../e2e/weaken/movable-clock.ts';
import { rawCalls } from './call-raw.ts';
import { clinics, nurses, residents } from './cast.ts';
import { type CuttableProxy, openCuttableProxy } from './cuttable-proxy.ts';
import type { HubOptions, HubUnderTest, Seat } from './hub-under-test.ts';

/** A Tuesday, when the clinics are open. */
const start = Date.parse('2026-11-24T09:31:00.000Z');

const listing = Object.values(residents)
  .filter(({ isListed }) => isListed)
  .map(({ identity }) => `${identity},${clinics.first}\n`);

/** The real hub: over real sockets, each device's through a proxy that can be cut, with SQLite and a login provider. */
export async function openReal({ consent }: HubOptions = {}): Promise<HubUnderTest> {
  const clock = createMovableClock(start);
  const hub = await startTestHub({
    clock,
    listing: `identity,unit\n${listing.join('')}`,
    ...(consent !== undefined && { consent }),
  });
  const closers: (() => Promise<unknown>)[] = [];
  const ownOrigin = { origin: hub.residents };
  let isBroken = false;

  async function openWay(target: string): Promise<CuttableProxy> {
    const proxy = await openCuttableProxy(target);
    closers.push(() => proxy.close());
    return proxy;
  }

  function seatOf<C extends { close(): Promise<void> }>(
    client: C,
    { goDown, comeUp }: CuttableProxy,
    address: string,
    headers: Readonly<Record<string, string>>,
  ): Seat<C> {
    const raw = rawCalls(address, { headers });
    closers.push(
      () => raw.stop(),
      () => client.close(),
    );
    return { client, goDown, comeUp, call: raw.call };
  }

  return {
    hub: hub.residents,
    async resident(name) {
      const { identity, given, family } = residents[name];
      hub.provider.login = { claims: { pnr: identity, given_name: given, family_name: family } };
      const login = new PanelLogin(hub);
      const { json } = await login.trade(await login.code());
      const { token, person } = json as unknown as { token: string; person: { key: string } };
      const way = await openWay(hub.residents);
      const client = createResidentClient({
        hub: way.origin,
        region: 'norrvik',
        getToken: () => token,
        headers: ownOrigin,
      });
      const seat = seatOf(client, way, `${hub.residents}/r/norrvik/hub/resident`, {
        ...ownOrigin,
        authorization: `Bearer ${token}`,
      });
      return { ...seat, token, personKey: person.key };
    },
    async nurse(name) {
      const { given, family, unitId } = nurses[name];
      const browser = await logInStaff(hub, {
        ...nurseClaims,
        hsaId: `SE2329990017-${name}`,
        given_name: given,
        family_name: family,
        unit: unitId,
      });
      const cookie = [...browser.cookies].map(([key, value]) => `${key}=${value}`).join('; ');
      const headers = { origin: hub.staff, 'sec-fetch-site': 'same-origin', cookie };
      const way = await openWay(hub.staff);
      const client = createStaffClient({ hub: way.origin, region: 'norrvik', headers });
      return seatOf(client, way, `${hub.staff}/r/norrvik/hub/staff`, headers);
    },
    sessionApi: (origin = hub.residents) =>
      createSessionApi({ hub: hub.residents, region: 'norrvik', headers: { origin } }),
    identityToken(name, state) {
      const { identity, given, family } = residents[name];
      const claims = { pnr: identity, given_name: given, family_name: family };
      return hub.issuer.sign({ claims: state === 'expired' ? { ...claims, exp: 1 } : claims });
    },
    productClient(options) {
      const client = createProductClient({
        ...options,
        hub: hub.residents,
        region: 'norrvik',
        headers: { origin: productPage },
      });
      closers.push(() => client.close());
      return client;
    },
    fetch: (path, init) =>
      fetch(`${hub.residents}/r/norrvik${path}`, { ...init, headers: { ...ownOrigin, ...init?.headers } }),
    async advance(ms) {
      clock.move(ms);
    },
    breakStore() {
      isBroken = true;
      const database = new DatabaseSync(join(hub.config.data, 'norrvik.sqlite'));
      database.exec(
        "CREATE TRIGGER broken BEFORE INSERT ON command BEGIN SELECT RAISE(ROLLBACK, 'broken'); END",
      );
      return () => {
        database.exec('DROP TRIGGER broken');
        database.close();
      };
    },
    async close() {
      for (const close of closers.splice(0).reverse()) await close();
      await hub.close();
      const faults = hub
        .log()
        .split('\n')
        .filter(line => /"level":"error"/.test(line));
      assert.deepEqual(isBroken ? [] : faults, []);
    },
  };
}
