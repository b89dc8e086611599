import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import {
  type Bus,
  bearerOf,
  type Clock,
  createInProcessBus,
  type Hubs,
  type HubsOptions,
  hashOf,
} from '@nara/hub';
import { createSignalRServer } from '@nara/signalr';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { systemClock } from './clock.ts';
import type { HubConfig, ListenConfig } from './config/hub-config.ts';
import { keepEmbedVersion, versionsFolder } from './embed/embed-versions.ts';
import { createHttpApp } from './http/create-http-app.ts';
import { feedbackRoute } from './http/feedback-route.ts';
import { healthRoute } from './http/health-route.ts';
import { hoursRoute } from './http/hours-route.ts';
import { allowInPageOrigins } from './http/in-page-cors.ts';
import { inlineRoute } from './http/inline-route.ts';
import { createLog, type HubLogger } from './http/log.ts';
import { defaultRateLimits, limitRates, type RateLimits } from './http/rate-limits.ts';
import { residentRoutes } from './http/resident-routes.ts';
import { staffRoutes } from './http/staff-routes.ts';
import { readAppFiles, serveEmbedFiles, serveHashedFiles } from './http/static-files.ts';
import { type MakeSecret, randomSecret, sha256 } from './identity/secrets.ts';
import { mountHubs } from './mount-hubs.ts';
import { type OpenRegion, openRegion } from './open-region.ts';
import { ownVersion } from './own-version.ts';
import { lockData } from './store/sqlite/data-lock.ts';

/** What a hub is made of besides its configuration. */
export interface HubParts {
  /** Default: the machine's. */
  readonly clock?: Clock;
  /** Makes tokens, codes and states. Default: 32 bytes of the machine's randomness. */
  readonly secret?: MakeSecret;
  /** Makes the ids of cases and messages. Default: random UUIDs. */
  readonly uuid?: () => string;
  /** Default: JSON lines to standard output. */
  readonly log?: HubLogger;
  /** The folder with the browser's files as the build makes it. Default: the package's own. */
  readonly staticFolder?: string;
  /** Requests a minute. */
  readonly rateLimits?: RateLimits;
  /** Default: one in this process. */
  readonly bus?: Bus;
}

/** A hub that answers. */
export interface RunningHub {
  /** Where residents and staff reach it. */
  readonly origins: { readonly resident: string; readonly staff: string };
  /** Takes no more requests, asks connected clients to come back, writes what is unwritten and closes the stores. */
  close(): Promise<void>;
}

/** Opens the regions, wires the two listeners and listens. What was opened is closed again when something fails. */
export async function openHub(
  config: HubConfig,
  createHubs: (options: HubsOptions) => Hubs,
  parts: HubParts = {},
): Promise<RunningHub> {
  const { clock = systemClock, secret = randomSecret, uuid = randomUUID } = parts;
  const {
    bus = createInProcessBus(),
    log = createLog('info'),
    rateLimits: limits = defaultRateLimits,
  } = parts;
  const { staticFolder = join(import.meta.dirname, '../static') } = parts;
  const panel = readAppFiles(staticFolder, 'panel');
  const inline = readAppFiles(staticFolder, 'inline');
  const desk = readAppFiles(staticFolder, 'desk');
  const { resident, staff } = config.listen;
  const closers: (() => void | Promise<void>)[] = [];
  const closeAll = async (): Promise<void> => {
    // One that fails keeps none of the others open.
    const faults: unknown[] = [];
    for (const closer of closers.splice(0).reverse()) {
      try {
        await closer();
      } catch (error) {
        faults.push(error);
      }
    }
    if (faults.length > 0) throw faults[0];
  };
  try {
    const lock = lockData(config.data);
    closers.push(lock.release);
    const version = ownVersion();
    if (!keepEmbedVersion(staticFolder, config.data, version))
      log.warn(
        { place: 'embed', version },
        'this version was served with other files before: those stay below its address',
      );
    const regions = new Map<string, OpenRegion>();
    const servers = { resident: createSignalRServer({ clock }), staff: createSignalRServer({ clock }) };
    for (const region of config.regions) {
      const opened = await openRegion(region, { config, clock, secret, log });
      closers.push(() => opened.close());
      regions.set(region.id, opened);
      closers.push(mountHubs(opened, { config, servers, bus, clock, uuid, log, createHubs }));
    }
    const open = async (side: 'resident' | 'staff'): Promise<FastifyInstance> => {
      const signalr = servers[side];
      const { trustedProxies, listen } = config;
      const app = await createHttpApp({ listen: listen[side], trustedProxies, signalr, log });
      closers.push(async () => {
        await signalr.close();
        await app.close();
      });
      await limitRates(app, limits, request => knownSession(regions, request));
      await serveHashedFiles(app, staticFolder);
      healthRoute(app, regions, log);
      return app;
    };
    const residents = await open('resident');
    await serveEmbedFiles(residents, staticFolder, versionsFolder(config.data));
    allowInPageOrigins(residents, regions);
    inlineRoute(residents, regions, inline);
    residentRoutes(residents, { regions, origin: resident.origin, panel, limits });
    const now = (): number => clock.now();
    feedbackRoute(residents, { regions, now, limits });
    hoursRoute(residents, { regions, now });
    const desks = await open('staff');
    staffRoutes(desks, { regions, origin: staff.origin, desk, limits });
    await listenAt(residents, resident);
    await listenAt(desks, staff);
  } catch (error) {
    await closeAll();
    throw error;
  }
  log.info({ place: 'listen', origin: resident.origin }, 'residents are served');
  log.info({ place: 'listen', origin: staff.origin }, 'staff are served');
  let closing: Promise<void> | undefined;
  return {
    origins: { resident: resident.origin, staff: staff.origin },
    close() {
      closing ??= closeAll();
      return closing;
    },
  };
}

/** The hash of the request's token, if it is one of a session in use: anything else counts by its address. */
function knownSession(
  regions: ReadonlyMap<string, OpenRegion>,
  { headers, params }: FastifyRequest,
): string | undefined {
  const token = bearerOf(headers.authorization);
  if (token === undefined) return undefined;
  const { region = '' } = (params ?? {}) as { region?: string };
  const hash = hashOf({ sha256 }, token);
  return regions.get(region)?.sessions.isKnown(hash) === true ? hash : undefined;
}

/** The hub cannot listen where its configuration says. */
export class ListenError extends Error {
  override readonly name = 'ListenError';
  readonly code = 'cannot_listen';
}

async function listenAt(app: FastifyInstance, { host, port }: ListenConfig): Promise<void> {
  try {
    await app.listen({ host, port });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    const why = code === 'EADDRINUSE' ? 'the port is in use' : String(code ?? 'unknown');
    throw new ListenError(`cannot listen on ${host} port ${port}: ${why}`, { cause: error });
  }
}
