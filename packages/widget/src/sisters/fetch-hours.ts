import type { UnitHours } from '@nara/contract';

/** Why there are no hours: they cannot be had now, or there is no such unit. */
export type HoursMiss = 'failed' | 'missing';

/** Asks the hub when a unit is open: without cookies, without the page's address in a header. */
export async function fetchHours(address: string, signal: AbortSignal): Promise<UnitHours | HoursMiss> {
  try {
    const response = await fetch(address, { credentials: 'omit', referrerPolicy: 'no-referrer', signal });
    if (response.ok) return (await response.json()) as UnitHours;
    return response.status === 404 ? 'missing' : 'failed';
  } catch {
    return 'failed';
  }
}
