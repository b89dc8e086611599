import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type RunningDemo, startDemo } from '@nara/demo';
import { freePorts } from '@nara/demo/free-ports';
import { standInHub } from '@nara/demo/stand-in-hub';
import { createResidentClient, type ResidentClient } from '@nara/sdk/resident';
import { createStaffClient, type StaffClient } from '@nara/sdk/staff';
import { logInResident, logInStaff } from '../../sdk/log-in.ts';
import type { StartFaults } from '../preload/orders.ts';
import { type HubUnderTest, startHubUnderTest } from './hub-under-test.ts';
import { packagedHub } from './packaged-hub.ts';

/** Another way to the hub than straight to it. */
export interface Way {
  readonly resident: string;
  readonly staff: string;
}

/** What a hub is started with. */
export interface StartOptions extends StartFaults {
  /** Under strace. */
  readonly traced?: boolean;
}

/** A packaged hub with its data, real logins, and as many clients as a test asks for. */
export interface FaultWorld {
  /** The newest hub. */
  readonly hub: HubUnderTest;
  /** Straight to the hub. */
  readonly way: Way;
  readonly storeFile: string;
  /** What strace tells of a hub that is `traced`. */
  readonly traceFile: string;
  /** Starts a hub on the same data once the one before has ended. */
  start(options?: StartOptions): Promise<HubUnderTest>;
  /** A new client of the person who logged in as number `index`. */
  resident(index: number, way?: Way): ResidentClient;
  nurse(index: number, way?: Way): StaffClient;
  /** Tokens and headers, for clients of another kind. */
  readonly sessions: readonly { readonly token: string }[];
  stop(): Promise<void>;
}

const region = 'norrvik';
const config = fileURLToPath(new URL('../../../demo/config/nara.yaml', import.meta.url));
const nurses = ['Sara', 'Anna-Lena'];
/** All of them are listed at the clinic of the two nurses. */
const persons: readonly (readonly [given: string, family: string])[] = [
  ['Karin', 'Lindqvist'],
  ['Amir', 'Rahimi'],
  ['Maria', 'Niemi'],
  ['Per', 'Norin'],
  ['Gunilla', 'Ek'],
  ['Ingrid', 'Östman'],
  ['Astrid', 'Hedlund'],
  ['Saga', 'Holm'],
];

/** Starts the packaged hub with `options`, and logs so many residents and both nurses in through the demo's provider. */
export async function startFaultWorld(options: StartOptions = {}, residents = 8): Promise<FaultWorld> {
  const command = await packagedHub();
  const folder = await mkdtemp(join(tmpdir(), 'nara-faults-'));
  const ports = await freePorts();
  const dataFolder = join(folder, 'data');
  const traceFile = join(folder, 'trace');
  // The demo gives the login provider; its hub only keeps the place of the one under test.
  const hubCommand = join(folder, 'stand-in.mjs');
  await writeFile(hubCommand, standInHub);
  const demo = await startDemo({ ports, dataFolder, hubCommand });
  const clients = new Set<{ close(): Promise<void> }>();
  let hub: HubUnderTest | undefined;
  const stop = async (): Promise<void> => {
    await Promise.all([...clients].map(client => client.close()));
    await hub?.kill();
    await demo.stop();
    await rm(folder, { recursive: true });
  };
  try {
    await demo.hub.stop();
    const way: Way = { resident: demo.addresses.hub, staff: demo.addresses.desk };
    const start = async ({ traced = false, ...faults }: StartOptions = {}): Promise<HubUnderTest> => {
      hub = await startHubUnderTest({
        command,
        config,
        environment: environmentOf(demo, ports, dataFolder),
        origins: Object.values(way),
        logFile: demo.logFile,
        faults,
        ...(traced ? { traceFile } : {}),
      });
      return hub;
    };
    const first = await start(options);
    const sessions = await inOrder(persons.slice(0, residents), person => logInResident(demo, ...person));
    const cookies = await inOrder(nurses, given => logInStaff(demo, given));
    return {
      get hub() {
        return hub ?? first;
      },
      way,
      storeFile: join(dataFolder, 'hub', `${region}.sqlite`),
      traceFile,
      start,
      sessions,
      resident(index, { resident } = way) {
        const { token } = sessions[index] ?? notLoggedIn(index);
        const headers = { origin: way.resident };
        const client = createResidentClient({ hub: resident, region, getToken: () => token, headers });
        clients.add(client);
        return client;
      },
      nurse(index, { staff } = way) {
        const headers = cookies[index] ?? notLoggedIn(index);
        const client = createStaffClient({ hub: staff, region, headers });
        clients.add(client);
        return client;
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function notLoggedIn(index: number): never {
  throw new RangeError(`index: nobody has logged in as number ${index}`);
}

async function inOrder<T, R>(items: readonly T[], make: (item: T) => Promise<R>): Promise<R[]> {
  const made: R[] = [];
  for (const item of items) made.push(await make(item));
  return made;
}

/** What the demo's configuration takes from the environment. */
function environmentOf(
  { addresses }: RunningDemo,
  ports: { readonly hub: number; readonly desk: number },
  dataFolder: string,
): Record<string, string> {
  return {
    DEMO_HUB_PORT: String(ports.hub),
    DEMO_HUB: addresses.hub,
    DEMO_DESK_PORT: String(ports.desk),
    DEMO_DESK: addresses.desk,
    DEMO_SITE_SE: addresses.siteSe,
    DEMO_SITE_FI: addresses.siteFi,
    DEMO_LOGIN: addresses.login,
    DEMO_DATA: dataFolder,
  };
}
