import type { RegionView } from '@nara/contract';
import type { Abortable } from '../abort/until-aborted.ts';
import { regionAddress } from '../http/region-address.ts';
import { type Fetch, requestJson } from '../http/request-json.ts';

/** How a region is asked for. */
export interface FetchRegionOptions extends Abortable {
  /** What the request is made with. Default: the global one. */
  readonly fetch?: Fetch | undefined;
}

/** What everyone may know of a region, before any login and without credentials. Rejects with a `NaraError`. */
export async function fetchRegion(
  hub: string,
  region: string,
  { fetch, signal }: FetchRegionOptions = {},
): Promise<RegionView> {
  return await requestJson<RegionView>(`${regionAddress(hub, region)}/about`, {
    method: 'GET',
    fetch,
    signal,
  });
}
