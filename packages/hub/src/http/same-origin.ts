import type { RequestHeaders } from '@nara/signalr/hub';
import { Refused } from '../refused.ts';

/**
 * Whether a request that carries a cookie was made by the origin's own page: `Sec-Fetch-Site` says so where a browser sends it (Fetch
 * Metadata), and `Origin` is exactly the origin on everything but reads, whose `Origin` browsers leave out.
 */
export function isSameOrigin(method: string | undefined, headers: RequestHeaders, origin: string): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin') return false;
  if (headers.origin !== undefined) return headers.origin === origin;
  return method === 'GET' || method === 'HEAD';
}

/** Throws `origin_refused` unless {@link isSameOrigin}. */
export function requireSameOrigin(method: string, headers: RequestHeaders, origin: string): void {
  if (!isSameOrigin(method, headers, origin)) throw new Refused('origin_refused');
}
