import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HubConnectionBuilder, LogLevel } from '@microsoft/signalr';
import type { ResidentHub, StaffHub } from '@nara/contract';
import { type AuthenticationRequest, createSignalRServer, type HubContract } from '@nara/signalr';
import { createTypedConnection, type TypedConnection } from '@nara/signalr/client';
import { createHubs } from '../hubs/create-hubs.ts';
import type { HubsOptions } from '../hubs/hubs-options.ts';
import type { ResidentCaller, StaffCaller } from '../identity/caller.ts';
import { openVerbWorld, region, type VerbWorld } from './verb-world.ts';

/** A connected client and everything it has heard, in order. */
export interface TestClient<C extends HubContract> {
  readonly call: TypedConnection<C>['invoke'];
  readonly connection: TypedConnection<C>['connection'];
  readonly heard: readonly { readonly event: string; readonly value: unknown }[];
  /** Settles with the first value, heard already or to come, that fits. */
  hears<T>(event: string, fits?: (value: T) => boolean): Promise<T>;
  stop(): Promise<void>;
}

/** Both hubs of a region on a real server, over a real store, with a clock that stands still. */
export interface HubWorld {
  readonly verbs: VerbWorld;
  /** The server's origin. A bearer is who one is: a person's key, or `eva@a` for a nurse and her unit. */
  readonly origin: string;
  readonly logged: unknown[];
  readonly touched: string[];
  resident(personKey: string): Promise<TestClient<ResidentHub>>;
  nurse(id: string, unitId: string): Promise<TestClient<StaffHub>>;
  close(): Promise<void>;
}

const residentPath = `/r/${region.id}/hub/resident`;
const staffPath = `/r/${region.id}/hub/staff`;
const residentEvents = ['caseEvents', 'heads', 'typing', 'queue'];
const staffEvents = ['caseEvents', 'heads', 'typing', 'workList'];

/** Opens it, over a world that has been used before if one is given. */
export async function openHubWorld({
  verbs: given,
  ...options
}: Partial<Pick<HubsOptions, 'bus' | 'commandsPerMinute' | 'handlerAwayAfter' | 'valueInterval'>> & {
  readonly verbs?: VerbWorld;
} = {}): Promise<HubWorld> {
  const verbs = given ?? (await openVerbWorld());
  const logged: unknown[] = [];
  const touched: string[] = [];
  const hubs = createHubs({
    region,
    store: verbs.store,
    bus: verbs.bus,
    clock: verbs.clock,
    uuid: verbs.uuid,
    sha256: verbs.sha256,
    unsealer: verbs.unsealer,
    log: { error: fields => logged.push(fields) },
    activity: { touched: hash => touched.push(hash), ending: () => undefined },
    ...options,
  });
  const signalr = createSignalRServer();
  const server = createServer((request, response) => {
    if (!signalr.handleRequest(request, response)) response.writeHead(404).end();
  });
  server.on('upgrade', (request, socket, head) => {
    if (!signalr.handleUpgrade(request, socket, head)) socket.destroy();
  });
  hubs.start({
    resident: signalr.map(residentPath, hubs.resident, {
      requireUser: true,
      authenticate: request => authenticate(request, residentCaller),
    }),
    staff: signalr.map(staffPath, hubs.staff, {
      requireUser: true,
      authenticate: request => authenticate(request, staffCaller),
    }),
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;
  const connect = <C extends HubContract>(path: string, who: string, events: readonly string[]) =>
    connectClient<C>(`${origin}${path}`, who, events);
  return {
    verbs,
    origin,
    logged,
    touched,
    resident: personKey => connect<ResidentHub>(residentPath, personKey, residentEvents),
    nurse: (id, unitId) => connect<StaffHub>(staffPath, `${id}@${unitId}`, staffEvents),
    async close() {
      await signalr.close();
      await hubs.stop();
      await new Promise(resolve => server.close(resolve));
      await verbs.close();
    },
  };
}

function authenticate<User>(
  { bearer, negotiated }: AuthenticationRequest<User>,
  callerOf: (who: string) => User,
): { readonly user: User } | undefined {
  return negotiated?.authentication ?? (bearer === undefined ? undefined : { user: callerOf(bearer) });
}

function residentCaller(personKey: string): ResidentCaller {
  const sessionHash = `session-${personKey}`;
  return { kind: 'resident', regionId: region.id, personKey, name: `Person ${personKey}`, sessionHash };
}

function staffCaller(who: string): StaffCaller {
  const [id = '', unitId = ''] = who.split('@');
  const staff = { id, name: `Name of ${id}`, role: 'nurse' } as const;
  return { kind: 'staff', regionId: region.id, staff, unitId, purpose: 'care', sessionHash: `session-${id}` };
}

async function connectClient<C extends HubContract>(
  url: string,
  who: string,
  events: readonly string[],
): Promise<TestClient<C>> {
  const connection = new HubConnectionBuilder()
    .withUrl(url, { accessTokenFactory: () => who })
    .configureLogging(LogLevel.None)
    .build();
  const heard: { readonly event: string; readonly value: unknown }[] = [];
  const waiting = new Set<() => void>();
  for (const event of events)
    connection.on(event, (value: unknown) => {
      heard.push({ event, value });
      for (const look of waiting) look();
    });
  await connection.start();
  const typed = createTypedConnection<C>(connection);
  return {
    call: typed.invoke,
    connection,
    heard,
    hears: <T>(event: string, fits: (value: T) => boolean = () => true) =>
      new Promise<T>(resolve => {
        const look = (): void => {
          const found = heard.find(one => one.event === event && fits(one.value as T));
          if (found === undefined) return;
          waiting.delete(look);
          resolve(found.value as T);
        };
        waiting.add(look);
        look();
      }),
    stop: () => connection.stop(),
  };
}
