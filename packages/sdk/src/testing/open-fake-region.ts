import {
  createHubs,
  createInProcessBus,
  createRegionDirectory,
  type HubLog,
  type HubRegion,
  type HubsOptions,
  mountRegion,
  type ProveToken,
  type RegionFacts,
  ResidentSessions,
  regionView,
  residentOperations,
  Sessions,
  StaffSessions,
  staffOperations,
} from '@nara/hub';
import { createMemoryStore, emptyData, type MemoryStore } from '@nara/hub/memory';
import { createMemoryServer, type MemoryServer, systemClock } from '@nara/signalr/memory';
import type { FakeClock } from './fake-clock.ts';
import { fakeSecrets } from './fake-secrets.ts';
import { answerOperations } from './fake-site.ts';

/** What a region is opened with. */
export interface OpenFakeRegionOptions extends Pick<HubsOptions, 'commandsPerMinute' | 'handlerAwayAfter'> {
  readonly facts: RegionFacts;
  readonly origins: { readonly resident: string; readonly staff: string };
  readonly clock: FakeClock;
  readonly log: HubLog;
  readonly proveToken: ProveToken;
}

/** A region's hub in memory, as its clients meet it and as a scenario reaches into it. */
export interface FakeRegion extends HubRegion {
  readonly store: MemoryStore;
  readonly servers: { readonly resident: MemoryServer; readonly staff: MemoryServer };
  close(): Promise<void>;
}

/** Opens a region as `@nara/server` does, upon a store in memory and servers without sockets. */
export function openFakeRegion(options: OpenFakeRegionOptions): FakeRegion {
  const { facts, origins, clock, log, proveToken, ...limits } = options;
  const store = createMemoryStore(emptyData(crypto.randomUUID()), clock);
  const directory = createRegionDirectory(facts, () => clock.now());
  const failed = (err: unknown): void => log.error({ place: 'sessions', err }, 'slide not written');
  const sessions = new Sessions({ store, clock, rules: facts.session, secrets: fakeSecrets, failed });
  const shared = { region: facts, store, clock, sessions, providerLogout: async () => undefined };
  const region: HubRegion = {
    config: facts,
    store,
    sessions,
    residentSessions: new ResidentSessions({
      ...shared,
      hubOrigin: origins.resident,
      secrets: fakeSecrets,
      proveToken,
    }),
    staffSessions: new StaffSessions({ ...shared, hubOrigin: origins.staff }),
    about: () => regionView(facts, directory),
  };
  const hubs = createHubs({
    ...limits,
    region: directory,
    store,
    bus: createInProcessBus(),
    clock,
    uuid: () => crypto.randomUUID(),
    sha256: fakeSecrets.sha256,
    log,
    unsealer: { unseal: sealed => sealed },
    activity: sessions,
    valueInterval: 0,
  });
  // The sockets' own timers are the machine's, as the official client's are.
  const sockets = { ...systemClock, now: () => clock.now() };
  const servers = {
    resident: createMemoryServer({
      clock: sockets,
      otherwise: answerOperations(region, origins.resident, residentOperations),
    }),
    staff: createMemoryServer({
      clock: sockets,
      otherwise: answerOperations(region, origins.staff, staffOperations),
    }),
  };
  mountRegion(hubs, { region, servers, origins, clock, log });
  return {
    ...region,
    store,
    servers,
    async close() {
      await Promise.all([servers.resident.close(), servers.staff.close()]);
      await hubs.stop();
      sessions.stop();
      await store.close();
    },
  };
}
