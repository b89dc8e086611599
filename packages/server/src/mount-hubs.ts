import { type Bus, type Clock, type Hubs, type HubsOptions, mountRegion } from '@nara/hub';
import type { SignalRServer } from '@nara/signalr';
import type { HubConfig } from './config/hub-config.ts';
import type { HubLogger } from './http/log.ts';
import { sha256 } from './identity/secrets.ts';
import type { OpenRegion } from './open-region.ts';
import { createWebhook } from './outgoing/create-webhook.ts';

/** The SignalR server of each origin: a hub of one is not on the other. */
export interface HubServers {
  readonly resident: SignalRServer;
  readonly staff: SignalRServer;
}

/** What hubs are mounted with. */
export interface MountHubsOptions {
  readonly config: HubConfig;
  readonly servers: HubServers;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly uuid: () => string;
  readonly log: HubLogger;
  createHubs(options: HubsOptions): Hubs;
}

/** Mounts a region's two hubs and its webhook, and lets its sessions reach their connections. The returned function stops them. */
export function mountHubs(region: OpenRegion, options: MountHubsOptions): () => Promise<void> {
  const { config, servers, bus, clock, uuid, log, createHubs } = options;
  const { directory, store, sealer, sessions } = region;
  const { id, webhook: configured, handlerAway } = region.config;
  const regionLog = log.child({ region: id });
  const webhook =
    configured && createWebhook({ region: id, webhook: configured, store, bus, clock, uuid, log: regionLog });
  const hubs = createHubs({
    region: directory,
    store,
    bus,
    clock,
    uuid,
    sha256,
    log: regionLog,
    unsealer: sealer,
    activity: sessions,
    handlerAwayAfter: handlerAway * 60_000,
    ...(webhook === undefined ? {} : { tellOutside: webhook.tellOutside }),
  });
  const { resident, staff } = config.listen;
  const origins = { resident: resident.origin, staff: staff.origin };
  mountRegion(hubs, { region, servers, origins, clock, log });
  webhook?.start();
  return async () => {
    await hubs.stop();
    await webhook?.stop();
  };
}
