import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { addressesOf, type DemoAddresses, type DemoPorts } from './addresses.ts';
import { checkPorts } from './check-ports.ts';
import { takeDataFolder } from './data-folder.ts';
import { startHostSite } from './host-site.ts';
import { type HubProcess, hubEnvironment, startHubProcess } from './hub-process.ts';
import { loginClients } from './login/clients.ts';
import { openKeys } from './login/keys.ts';
import { type People, readPeople } from './login/people.ts';
import { startLoginProvider } from './login-provider.ts';
import { startOwnUi } from './own-ui/own-ui.ts';

/** What a demo is started with. */
export interface DemoOptions {
  readonly ports: DemoPorts;
  /** Where keys, databases and the hub's log are kept; made if it is not there. */
  readonly dataFolder: string;
  /** Empties the data folder first. Default false. */
  readonly fresh?: boolean;
  /** The `nara` command's file. Default the repository's own. */
  readonly hubCommand?: string;
  /** The hub's configuration. Default the demo's own. */
  readonly config?: string;
  /** Origins beside the demo's own that a login leads back to. */
  readonly returnOrigins?: readonly string[];
  /** Gives the start up: what has been started by then is stopped. */
  readonly signal?: AbortSignal;
}

/** A demo that runs. */
export interface RunningDemo {
  readonly addresses: DemoAddresses;
  readonly people: People;
  /** The hub's process, which a test may kill. */
  readonly hub: HubProcess;
  /** The hub's log, one JSON object a line. */
  readonly logFile: string;
  /** The hub's configuration and what it takes from the environment, for other commands on the same hub. */
  readonly hubConfig: { readonly file: string; readonly environment: Readonly<Record<string, string>> };
  /** Starts a hub on the same data once the former has ended, unless the signal gives it up; `hub` of this object stays the former. */
  readonly startHubAgain: (giveUp?: AbortSignal) => Promise<HubProcess>;
  /** Ends everything, the newest hub too; resolves when every port is free. */
  readonly stop: () => Promise<void>;
}

const folder = join(import.meta.dirname, '..');
const ownConfig = join(folder, 'config', 'nara.yaml');
const nara = fileURLToPath(new URL('main.ts', import.meta.resolve('@nara/server')));

/**
 * Starts both host sites, the product, the login provider and the hub last, and resolves when all of them answer. Rejects with a `DemoError`
 * when a port is taken, the folder is in use or the hub does not start, and with the signal's reason when it gives up; what was started
 * by then is stopped.
 */
export async function startDemo({
  ports,
  dataFolder,
  fresh = false,
  hubCommand = nara,
  config = ownConfig,
  returnOrigins = [],
  signal,
}: DemoOptions): Promise<RunningDemo> {
  await checkPorts(ports);
  const addresses = addressesOf(ports);
  const stops: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (let last = stops.pop(); last !== undefined; last = stops.pop()) await last();
  };
  try {
    stops.push(await takeDataFolder(dataFolder, fresh));
    const people = await readPeople(join(folder, 'data'), config);
    stops.push(...(await startAround({ ports, dataFolder, addresses, people, returnOrigins })));
    signal?.throwIfAborted();
    const logFile = join(dataFolder, 'hub.log');
    const startHub = async (giveUp?: AbortSignal): Promise<HubProcess> => {
      const hub = await startHubProcess({
        command: hubCommand,
        config,
        ports,
        addresses,
        dataFolder,
        logFile,
        patience: 30_000,
        ...(giveUp === undefined ? {} : { signal: giveUp }),
      });
      stops.push(hub.stop);
      return hub;
    };
    const hubConfig = { file: config, environment: hubEnvironment({ ports, addresses, dataFolder }) };
    const hub = await startHub(signal);
    return { addresses, people, hub, logFile, hubConfig, startHubAgain: startHub, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

interface Around {
  readonly ports: DemoPorts;
  readonly dataFolder: string;
  readonly addresses: DemoAddresses;
  readonly people: People;
  readonly returnOrigins: readonly string[];
}

/** What stands around the hub: the login provider, the host sites and the product. */
async function startAround({
  ports,
  dataFolder,
  addresses,
  people,
  returnOrigins,
}: Around): Promise<(() => Promise<void>)[]> {
  const clients = loginClients(addresses);
  const { hub, desk, siteSe, siteFi, ownUi } = addresses;
  const keys = await openKeys(
    join(dataFolder, 'keys'),
    clients.map(client => client.id),
  );
  const servers = await Promise.all([
    startLoginProvider({
      port: ports.login,
      clients,
      people,
      keys,
      folder: join(folder, 'sites', 'login'),
      returnOrigins: [hub, desk, siteSe, siteFi, ownUi, ...returnOrigins],
    }),
    startHostSite({
      folder: join(folder, 'sites', 'se'),
      port: ports.siteSe,
      hub,
      themePage: join(folder, 'theme-page'),
    }),
    startHostSite({ folder: join(folder, 'sites', 'fi'), port: ports.siteFi, hub, languages: ['fi', 'sv'] }),
    startOwnUi({
      folder: join(folder, 'own-ui'),
      port: ports.ownUi,
      hub,
      persons: people.persons.filter(({ first, country }) => first && country === 'SE'),
      key: keys.ownUi,
    }),
  ]);
  return servers.map(server => server.stop);
}
