import type { HubMapper } from '@nara/signalr/hub';
import type { Clock } from '../clock.ts';
import type { HubLog, Hubs } from '../hubs/hubs-options.ts';
import { residentEndpoint, sessionSockets, staffEndpoint } from './hub-endpoints.ts';
import type { HubRegion } from './hub-region.ts';
import { createRequestGuard } from './request-guard.ts';

/** What a region's two hubs are mounted with. */
export interface MountRegionOptions {
  readonly region: HubRegion;
  /** The server of each origin: a hub of one is not on the other. */
  readonly servers: { readonly resident: HubMapper; readonly staff: HubMapper };
  readonly origins: { readonly resident: string; readonly staff: string };
  readonly clock: Clock;
  readonly log: HubLog;
}

/** Serves a region's two hubs at their paths, lets its sessions reach their connections, and starts them. */
export function mountRegion(hubs: Hubs, options: MountRegionOptions): void {
  const { region, servers, origins, clock, log } = options;
  const path = `/r/${region.config.id}/hub`;
  const guard = createRequestGuard(clock);
  const resident = servers.resident.map(
    `${path}/resident`,
    hubs.resident,
    residentEndpoint(region, origins.resident, log, guard),
  );
  const staff = servers.staff.map(
    `${path}/staff`,
    hubs.staff,
    staffEndpoint(region, origins.staff, log, guard),
  );
  region.sessions.attach(sessionSockets(resident, staff));
  hubs.start({ resident, staff });
}
