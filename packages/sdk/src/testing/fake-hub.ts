import { createCookies, type HubLog, type RegionFacts, staffCookie, withFragment } from '@nara/hub';
import type { MemoryLineOptions } from '@nara/signalr/memory';
import { NaraError } from '../errors/nara-error.ts';
import { buildProductClient } from '../product/build-product-client.ts';
import type { ProductClient, ProductClientOptions } from '../product/product-client.ts';
import { buildResidentClient } from '../resident/build-resident-client.ts';
import { buildStaffClient } from '../staff/build-staff-client.ts';
import { FakeClock, settled } from './fake-clock.ts';
import { createFakeIssuer } from './fake-issuer.ts';
import { type FakeNetwork, fakeNetwork } from './fake-network.ts';
import type { FakeNurse, NurseInput } from './fake-nurse.ts';
import { fakeRegion } from './fake-region.ts';
import type { FakeResident, ResidentInput } from './fake-resident.ts';
import { fakeSession } from './fake-session.ts';
import { fakeWorld } from './fake-world.ts';
import { createPeople } from './know-person.ts';
import { openCases } from './open-cases.ts';
import { openFakeRegion } from './open-fake-region.ts';
import { until } from './until.ts';

/** What a fake hub is set to. */
export interface FakeHubOptions {
  /** Default: a region of two clinics that are always open. */
  readonly region?: RegionFacts;
  /** The residents' origin of the hub, and the staff's. Nothing is ever asked of them over a network. */
  readonly origins?: { readonly resident: string; readonly staff: string };
  /** When it is at the beginning. Default: Tuesday 24 November 2026, 09:31 UTC. */
  readonly start?: Date;
  /** Whether time passes as the machine's does, or only when `advance` moves it. Default `passes`. */
  readonly time?: 'passes' | 'stands still';
  /** How many commands a session may send in a minute. Default: as the hub's. */
  readonly commandsPerMinute?: number;
  /** How long a nurse may be away before her cases go back to the queue, in milliseconds. Default 120,000. */
  readonly handlerAwayAfter?: number;
  /** Hears of faults, which a test should have none of. Default: the console. */
  readonly log?: HubLog;
}

/** What a device's network is set to. */
export interface FakeNetworkOptions {
  /** Whose page is open there. Default: the hub's own. */
  readonly origin?: string;
}

/** What a product's client is set to, besides where its hub is. */
export interface FakeProductOptions
  extends Pick<ProductClientOptions, 'getIdentityToken' | 'whenIdle' | 'storage'>,
    FakeNetworkOptions {}

/** A whole hub of one region, in memory, with the real hub's rules. */
export interface FakeHub {
  /** The residents' origin: the option `hub` of a client. */
  readonly hub: string;
  /** The staff's origin. */
  readonly desk: string;
  /** The region's id. */
  readonly region: string;
  /** What time it is at the hub and for its clients. */
  now(): Date;
  /** Lets time pass at once, in milliseconds. */
  advance(ms: number): Promise<void>;
  /** Lets what was set going settle, as far as no time has to pass for it. */
  settled(): Promise<void>;
  /** A resident logs in. Anew for each call: the same name on two devices is one person. */
  resident(who?: ResidentInput): Promise<FakeResident>;
  /** A member of staff logs in and opens her desk. */
  nurse(who?: NurseInput): Promise<FakeNurse>;
  /** So many others begin a case at the clinic, and wait there. Answers their cases, the first in line first. */
  fillQueue(count: number, unitId?: string): Promise<readonly string[]>;
  /**
   * What the login provider does with a handle of `requestLogin`: the address that the top window comes back to, with the code in its
   * fragment. Rejects with `login_failed` when the handle is not good.
   */
  comeBackFromLogin(handle: string, who?: ResidentInput): Promise<string>;
  /** A token such as a product's back end signs, for `getIdentityToken`: good for five minutes, once. */
  identityToken(who?: ResidentInput): Promise<string>;
  /** A client of a product whose page is of an origin that the region lists with `inPage` (default: its first such). */
  productClient(options: FakeProductOptions): ProductClient;
  /** The network of a device that nobody has logged in on; its `fetch` is for `createSessionApi` and `fetchRegion`. */
  network(options?: FakeNetworkOptions): FakeNetwork;
  /** The hub's store fails: commands are answered `store_unavailable` until the returned function is called. */
  breakStore(): () => void;
  /** Ends everything, the clients that were made here too. */
  close(): Promise<void>;
}

const defaults = {
  origins: { resident: 'https://hub.norrvik.example', staff: 'https://desk.norrvik.example' },
  start: new Date('2026-11-24T09:31:00.000Z'),
};

/** Makes a fake hub. */
export function createFakeHub(options: FakeHubOptions = {}): FakeHub {
  const { region: facts = fakeRegion, origins = defaults.origins, start = defaults.start } = options;
  const { time = 'passes', log = console, commandsPerMinute, handlerAwayAfter } = options;
  const clock = new FakeClock(start.getTime(), time === 'passes');
  const issuer = createFakeIssuer(() => clock.now());
  const region = openFakeRegion({
    facts,
    origins,
    clock,
    log,
    proveToken: issuer.proveToken,
    ...(commandsPerMinute === undefined ? {} : { commandsPerMinute }),
    ...(handlerAwayAfter === undefined ? {} : { handlerAwayAfter }),
  });
  const { store, sessions, servers } = region;
  const knowPerson = createPeople(facts, store, () => clock.now());
  const clients = new Set<{ close(): Promise<void> }>();

  function lay(side: 'resident' | 'staff', headers: NonNullable<MemoryLineOptions['headers']>): FakeNetwork {
    return fakeNetwork(servers[side].line({ headers: { origin: origins[side], ...headers } }));
  }

  async function logInResident(who: ResidentInput): Promise<FakeResident> {
    const { key, name } = await knowPerson(who);
    const { token } = await store.write(tx =>
      sessions.create(tx, {
        kind: 'resident',
        who: key,
        origin: origins.resident,
        acr: 'fake',
        shared: false,
        authTime: new Date(clock.now()),
        details: {},
      }),
    );
    const network = lay('resident', {});
    const client = buildResidentClient(
      { hub: origins.resident, region: facts.id, getToken: () => token },
      fakeWorld(clock, network),
    );
    clients.add(client);
    const { write, type, read } = openCases(client.case);
    return {
      person: { key, name },
      client,
      session: fakeSession(token, 'resident', facts, sessions, clock),
      network,
      starts: (text, input = {}) =>
        client.startCase({ serviceId: facts.services[0]?.id ?? '', language: 'sv', text, ...input }),
      writes: write,
      types: (caseId, typing = true) => type(caseId, typing),
      reads: read,
    };
  }

  async function logInNurse(who: NurseInput): Promise<FakeNurse> {
    const { name = 'Sara Nyberg', role = 'nurse', unitId = facts.units[0]?.id ?? '' } = who;
    const staff = { id: `fake ${name}`, name };
    const proved = { staff: { ...staff, role }, unitId, purpose: 'Vård och behandling' };
    const token = await region.staffSessions.admit(proved, 'fake', undefined);
    const cookie = createCookies(origins.staff).write({
      name: staffCookie,
      value: token,
      sameSite: 'Strict',
    });
    const [pair = ''] = cookie.split(';');
    const network = lay('staff', { cookie: pair, 'sec-fetch-site': 'same-origin' });
    const client = buildStaffClient({ hub: origins.staff, region: facts.id }, fakeWorld(clock, network));
    clients.add(client);
    const { open, write, type, read } = openCases(client.case);
    client.desk.subscribe(() => {});
    await until(client.desk, ({ status }) => status === 'ready');
    const takes = async (caseId: string): Promise<void> => {
      await client.case(caseId).take();
      await open(caseId);
    };
    return {
      staff,
      client,
      session: fakeSession(token, 'staff', facts, sessions, clock),
      network,
      takes,
      async takesNext() {
        await settled();
        const rows = client.desk.get().value?.workList.rows ?? [];
        const next = rows.find(({ status }) => status === 'queued');
        if (next === undefined) throw new TypeError('takesNext: nobody is waiting');
        await takes(next.caseId);
        return next.caseId;
      },
      answers: write,
      types: (caseId, typing = true) => type(caseId, typing),
      reads: read,
      notes: (caseId, text) => client.case(caseId).addNote(text),
      closes: caseId => client.case(caseId).close(),
      async leaves() {
        clients.delete(client);
        await client.close();
      },
    };
  }

  return {
    hub: origins.resident,
    desk: origins.staff,
    region: facts.id,
    now: () => new Date(clock.now()),
    advance: ms => clock.advance(ms),
    settled,
    resident: (who = {}) => logInResident(who),
    nurse: (who = {}) => logInNurse(who),
    async fillQueue(count, unitId) {
      const caseIds: string[] = [];
      for (let waiting = 1; waiting <= count; waiting += 1) {
        const other = await logInResident({
          name: `Resident ${clients.size}`,
          ...(unitId === undefined ? {} : { unitId }),
        });
        caseIds.push((await other.starts('Hej')).caseId);
        // Of the same instant, they would stand in line by their ids.
        await clock.advance(1);
      }
      return caseIds;
    },
    async comeBackFromLogin(handle, who = {}) {
      const record = await region.residentSessions.takeHandle(handle);
      if (record === undefined) throw new NaraError({ code: 'login_failed', retryable: false });
      const { key } = await knowPerson(who);
      const { challenge, returnTo, shared } = record;
      const code = await store.write(tx =>
        region.residentSessions.putCode(tx, {
          challenge,
          origin: new URL(returnTo).origin,
          personKey: key,
          acr: 'fake',
          authTime: new Date(clock.now()).toISOString(),
          shared,
        }),
      );
      return withFragment(returnTo, code);
    },
    identityToken: async (who = {}) => issuer.sign((await knowPerson(who)).key),
    productClient({ origin = facts.origins.find(({ inPage }) => inPage)?.origin ?? '', ...product }) {
      const client = buildProductClient(
        { ...product, hub: origins.resident, region: facts.id },
        fakeWorld(clock, lay('resident', { origin })),
      );
      clients.add(client);
      return client;
    },
    network: ({ origin = origins.resident } = {}) => lay('resident', { origin }),
    breakStore: store.breakCommits,
    async close() {
      await Promise.all([...clients].map(client => client.close()));
      await region.close();
      clock.stop();
    },
  };
}
