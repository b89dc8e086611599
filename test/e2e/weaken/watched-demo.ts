import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type RunningDemo, startDemo } from '@nara/demo';
import { freePorts } from '@nara/demo/free-ports';
import { buildChangedStatic } from './build-changed-static.ts';
import type { Change } from './change.ts';
import { type HeardRequest, hearRequests } from './hear-requests.ts';
import type { RegionChanges } from './watched-hub.ts';

/** What is taken out before the demo starts. */
export interface Weakening {
  /** In the hub's own process. */
  readonly hub?: readonly Change[];
  /** In what the panel loads. */
  readonly panel?: readonly Change[];
  /** In the loader and the element from npm. */
  readonly loader?: readonly Change[];
}

/** The demo, with a hub whose clock can be moved and all of whose requests are known. */
export interface WatchedDemo extends RunningDemo {
  /** Moves the hub's clock on, and resolves when what was due by then has begun. */
  readonly moveClock: (ms: number) => Promise<void>;
  /** From now on the hub answers 503 to addresses with this part; to none with an empty one. */
  readonly refuse: (part: string) => Promise<void>;
  /** What came to the hub, the desk, the host sites and the login provider so far. */
  readonly heard: () => readonly HeardRequest[];
}

/** Starts the demo on free ports with data of its own, gone when it stops. */
export async function startWatchedDemo(
  weakening: Weakening = {},
  regions: RegionChanges = {},
): Promise<WatchedDemo> {
  const folder = mkdtempSync(join(tmpdir(), 'nara-login-'));
  const around: HeardRequest[] = [];
  const stopHearing = hearRequests(heard => around.push(heard));
  const cleanUp = () => {
    stopHearing();
    rmSync(folder, { recursive: true, force: true });
  };
  const requestFile = join(folder, 'requests.jsonl');
  const controlSocket = join(folder, 'control');
  try {
    const hubCommand = await writeHubCommand(folder, weakening, { requestFile, controlSocket, regions });
    const dataFolder = join(folder, 'data');
    const returnOrigins = Object.values(regions).flatMap(({ origins = [] }) =>
      origins.map(({ origin }) => origin),
    );
    const demo = await startDemo({ ports: await freePorts(), dataFolder, hubCommand, returnOrigins });
    return {
      ...demo,
      moveClock: ms => post(controlSocket, `/clock/${ms}`),
      refuse: part => post(controlSocket, `/refuse/${encodeURIComponent(part)}`),
      heard: () => [...around, ...linesOf(requestFile)],
      async stop() {
        await demo.stop();
        cleanUp();
      },
    };
  } catch (error) {
    cleanUp();
    throw error;
  }
}

async function writeHubCommand(
  folder: string,
  { hub = [], panel = [], loader = [] }: Weakening,
  more: { readonly requestFile: string; readonly controlSocket: string; readonly regions: RegionChanges },
): Promise<string> {
  const staticFolder = join(folder, 'static');
  const built = [
    ...(panel.length > 0 ? (['panel'] as const) : []),
    ...(loader.length > 0 ? (['nara', 'nara-chat'] as const) : []),
  ];
  if (built.length > 0) await buildChangedStatic(staticFolder, built, [...panel, ...loader]);
  const options = { changes: hub, ...more, ...(built.length > 0 ? { staticFolder } : {}) };
  const command = join(folder, 'hub.mjs');
  const program = pathToFileURL(join(import.meta.dirname, 'watched-hub.ts'));
  writeFileSync(
    command,
    `import { runWatchedHub } from ${JSON.stringify(program)};
await runWatchedHub({ config: process.argv[3], ...${JSON.stringify(options)} });\n`,
  );
  return command;
}

function linesOf(file: string): HeardRequest[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line));
}

function post(socketPath: string, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    request({ socketPath, path, method: 'POST' }, response => response.resume().on('end', resolve))
      .on('error', reject)
      .end();
  });
}
