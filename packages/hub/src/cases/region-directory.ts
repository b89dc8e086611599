import type { ServiceView, UnitView } from '@nara/contract';
import type { RoutableService, RoutableUnit } from '@nara/rules';

/** What the verbs need to know of a region's configuration. Made by `regions/` from the configuration. */
export interface RegionDirectory {
  readonly id: string;
  readonly country: 'SE' | 'FI';
  readonly units: readonly RoutableUnit[];
  /** The version of the text that residents agree to before their first message; absent: there is none. */
  readonly consentVersion?: string;
  /** The service, or undefined if the region has none by that id. */
  service(serviceId: string): RoutableService | undefined;
  /** How a unit looks now. For a unit that the configuration no longer has: its id and no names, never an error. */
  unitView(unitId: string): UnitView;
  /** How a service looks. For one that the configuration no longer has: its id and no names, never an error. */
  serviceView(serviceId: string): ServiceView;
}
