import type { HubRegion } from '@nara/hub';
import type { RegionConfig } from '../config/hub-config.ts';
import type { ResidentLogin } from '../identity/resident-login.ts';
import type { StaffLogin } from '../identity/staff-login.ts';

/** A region as the routes see it. */
export interface RegionContext extends HubRegion {
  readonly config: RegionConfig;
  readonly residentLogin: ResidentLogin;
  readonly staffLogin: StaffLogin;
}

/** The regions of the hub by their ids. */
export type RegionContexts = ReadonlyMap<string, RegionContext>;
