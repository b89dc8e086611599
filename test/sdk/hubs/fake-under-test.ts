import assert from 'node:assert/strict';
import { createSessionApi } from '@nara/sdk/resident';
import { createFakeHub, type FakeNurse, type FakeResident } from '@nara/sdk/testing';
import { productPage, testRegion } from '@nara/server/testing';
import { rawCalls } from './call-raw.ts';
import { nurses, residents } from './cast.ts';
import type { HubOptions, HubUnderTest, Seat } from './hub-under-test.ts';

/** The fake hub, with the region of the real one. */
export async function openFake({ consent }: HubOptions = {}): Promise<HubUnderTest> {
  const facts = testRegion(consent);
  const faults: string[] = [];
  let isBroken = false;
  const hub = createFakeHub({
    region: facts,
    log: { error: ({ place, err }) => void faults.push(`${place}: ${String(err)}`) },
  });
  const raws: { stop(): Promise<void> }[] = [];

  function seatOf<C>(
    { client, network }: Omit<FakeResident | FakeNurse, 'client'> & { readonly client: C },
    address: string,
    headers: Readonly<Record<string, string>>,
  ): Seat<C> {
    const raw = rawCalls(address, { ...network.options, headers });
    raws.push(raw);
    return { client, call: raw.call, goDown: () => network.goDown(), comeUp: () => network.comeUp() };
  }

  return {
    hub: hub.hub,
    async resident(name) {
      const { identity, given, family, isListed } = residents[name];
      const resident = await hub.resident({
        name: `${given} ${family}`,
        identity,
        ...(isListed ? {} : { unitId: null }),
      });
      const { token } = resident.session;
      const address = `${hub.hub}/r/${hub.region}/hub/resident`;
      return {
        ...seatOf(resident, address, { authorization: `Bearer ${token}` }),
        token,
        personKey: resident.person.key,
      };
    },
    async nurse(name) {
      const { given, family, unitId } = nurses[name];
      const nurse = await hub.nurse({ name: `${given} ${family}`, unitId });
      return seatOf(nurse, `${hub.desk}/r/${hub.region}/hub/staff`, {});
    },
    sessionApi: origin =>
      createSessionApi({
        hub: hub.hub,
        region: hub.region,
        fetch: hub.network(origin === undefined ? {} : { origin }).fetch,
      }),
    async identityToken(name, state) {
      const { identity, given, family, isListed } = residents[name];
      const token = await hub.identityToken({
        name: `${given} ${family}`,
        identity,
        ...(isListed ? {} : { unitId: null }),
      });
      if (state === 'expired') await hub.advance(300_001);
      return token;
    },
    productClient: options => hub.productClient({ ...options, origin: productPage }),
    fetch: (path, init) => hub.network().fetch(`${hub.hub}/r/${hub.region}${path}`, init),
    advance: ms => hub.advance(ms),
    breakStore() {
      isBroken = true;
      return hub.breakStore();
    },
    async close() {
      await Promise.all(raws.map(raw => raw.stop()));
      await hub.close();
      assert.deepEqual(isBroken ? [] : faults, []);
    },
  };
}
