import { appendFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { HubConfig } from '@nara/server';
import type { Change } from './change.ts';
import { changeModules } from './change-modules.ts';
import { hearRequests } from './hear-requests.ts';
import { createMovableClock } from './movable-clock.ts';

/** What a region's configuration has instead, by the region's id; once it has been checked. JSON. */
export type RegionChanges = Readonly<Record<string, Partial<HubConfig['regions'][number]>>>;

/** How a watched hub is run. */
export interface WatchedHubOptions {
  /** The hub's configuration. */
  readonly config: string;
  /** What is taken out of the server's sources. */
  readonly changes: readonly Change[];
  /** What is otherwise than in the configuration, by region. */
  readonly regions: RegionChanges;
  /** The browser's files, where they are not the server's own. */
  readonly staticFolder?: string;
  /** Where each request is appended, as a line of JSON. */
  readonly requestFile: string;
  /** A socket on which `POST /clock/{milliseconds}` moves the clock, and `POST /refuse/{part of an address, encoded}` answers 503 to what has it. */
  readonly controlSocket: string;
}

/** Runs a hub as `nara serve` does, but for what the options say: no clinic closes, its requests are told, its clock can be moved, it can be out of order. */
export async function runWatchedHub(options: WatchedHubOptions): Promise<void> {
  changeModules(options.changes);
  const { readConfig, startHub } = await import('@nara/server');
  const clock = createMovableClock();
  let refused = '';
  hearRequests(
    request => {
      if (request.port !== 0) appendFileSync(options.requestFile, `${JSON.stringify(request)}\n`);
    },
    ({ url, port }) => port !== 0 && refused !== '' && url.includes(refused),
  );
  const { staticFolder } = options;
  const hub = await startHub(changed(readConfig(options.config, process.env), options.regions), {
    clock,
    ...(staticFolder === undefined ? {} : { staticFolder }),
  });
  // A hub that was killed has left its socket behind.
  rmSync(options.controlSocket, { force: true });
  createServer((request, response) => {
    const [, order, value = ''] = request.url?.split('/') ?? [];
    if (order === 'clock') clock.move(Number(value));
    else refused = decodeURIComponent(value);
    response.end();
  })
    .listen(options.controlSocket)
    .unref();
  process.once('SIGTERM', () => void hub.close().then(() => process.exit(0)));
}

/** What a story sees must not depend on the hour. */
function changed(config: HubConfig, changes: RegionChanges): HubConfig {
  const regions = config.regions.map(region => ({
    ...region,
    ...changes[region.id],
    units: region.units.map(({ hours, ...unit }) => unit),
  }));
  return { ...config, regions };
}
