import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import type { DemoAddresses, DemoPorts } from './addresses.ts';
import { DemoError } from './demo-error.ts';

/** How to run the hub. */
export interface HubProcessOptions {
  /** The `nara` command's file and the configuration that it serves. */
  readonly command: string;
  readonly config: string;
  readonly ports: DemoPorts;
  readonly addresses: DemoAddresses;
  readonly dataFolder: string;
  /** Where what the hub says is appended. */
  readonly logFile: string;
  /** Milliseconds that the hub may take until it answers. */
  readonly patience: number;
  /** Gives the start up: the process is stopped. */
  readonly signal?: AbortSignal;
}

/** The hub as a process of its own. */
export interface HubProcess {
  readonly pid: number;
  /** Resolves with a word on how it ended when it ends, asked or not. */
  readonly ended: Promise<string>;
  /** Asks it to end, and after 5 s makes it. */
  readonly stop: () => Promise<void>;
}

/** Starts `nara serve` and resolves when both of its origins answer `/healthz`. A hub that ends before that is a {@link DemoError} with what it said. */
export async function startHubProcess(options: HubProcessOptions): Promise<HubProcess> {
  const log = await open(options.logFile, 'a');
  const said = (await log.stat()).size;
  // A group of its own: Ctrl-C in the terminal reaches the demo alone, which then stops the hub in order.
  const child = spawn(process.execPath, [options.command, 'serve', options.config], {
    stdio: ['ignore', log.fd, log.fd],
    detached: true,
    env: { ...process.env, ...hubEnvironment(options) },
  });
  await log.close();
  const ended = once(child, 'exit').then(([code, signal]) =>
    code === null ? `signal ${signal}` : `exit code ${code}`,
  );
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), 5000);
    await ended;
    clearTimeout(timer);
  };
  try {
    await untilAnswers(options, child);
  } catch (error) {
    await stop();
    const words = (await readFile(options.logFile)).subarray(said).toString('utf8').trim();
    throw error instanceof DemoError ? new DemoError(error.code, `${error.message}\n${words}`) : error;
  }
  return { pid: child.pid ?? 0, ended, stop };
}

/** What `config/nara.yaml` takes from the environment. */
export function hubEnvironment({
  ports,
  addresses,
  dataFolder,
}: Pick<HubProcessOptions, 'ports' | 'addresses' | 'dataFolder'>): Readonly<Record<string, string>> {
  return {
    DEMO_HUB_PORT: String(ports.hub),
    DEMO_HUB: addresses.hub,
    DEMO_DESK_PORT: String(ports.desk),
    DEMO_DESK: addresses.desk,
    DEMO_SITE_SE: addresses.siteSe,
    DEMO_SITE_FI: addresses.siteFi,
    DEMO_LOGIN: addresses.login,
    DEMO_OWN_UI: addresses.ownUi,
    DEMO_DATA: dataFolder,
  };
}

async function untilAnswers(
  { addresses, patience, signal }: HubProcessOptions,
  child: ChildProcess,
): Promise<void> {
  const deadline = Date.now() + patience;
  for (const origin of [addresses.hub, addresses.desk]) {
    while (!(await isHealthy(origin))) {
      signal?.throwIfAborted();
      if (child.exitCode !== null || child.signalCode !== null) {
        throw new DemoError('hub_stopped', 'The hub could not start:');
      }
      if (Date.now() > deadline) throw new DemoError('hub_silent', `The hub does not answer at ${origin}:`);
      await pause(50);
    }
  }
}

async function isHealthy(origin: string): Promise<boolean> {
  try {
    const response = await fetch(`${origin}/healthz`);
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}
