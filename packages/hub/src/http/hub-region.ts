import type { RegionView } from '@nara/contract';
import type { ResidentSessions } from '../identity/resident-sessions.ts';
import type { Sessions } from '../identity/sessions.ts';
import type { StaffSessions } from '../identity/staff-sessions.ts';
import type { RegionFacts } from '../regions/region-facts.ts';
import type { Store } from '../store/port.ts';

/** A region as requests to its hub see it. */
export interface HubRegion {
  readonly config: RegionFacts;
  readonly store: Store;
  readonly sessions: Sessions;
  readonly residentSessions: ResidentSessions;
  readonly staffSessions: StaffSessions;
  /** What everyone may know of the region now. */
  about(): RegionView;
}
