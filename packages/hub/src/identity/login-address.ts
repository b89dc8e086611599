import type { RegionFacts } from '../regions/region-facts.ts';

/** Of a return page, as it is sent; half of what proxies commonly let a header have. */
const longestAddress = 4_096;

/**
 * Where a login may return to, without its fragment: a page of one of the region's origins, or the region's own page at the hub. Undefined
 * for anything else. `blob:` addresses have the origin of the page that made them; other pages of the hub might pass a code on.
 */
export function returnPage(region: RegionFacts, hubOrigin: string, address: string): URL | undefined {
  const url = URL.parse(address);
  if (url === null || url.username !== '' || url.password !== '') return undefined;
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return undefined;
  const allowed =
    url.origin === hubOrigin
      ? url.pathname === `/r/${region.id}/`
      : region.origins.some(({ origin }) => origin === url.origin);
  if (!allowed) return undefined;
  url.hash = '';
  // What is written in 2,048 characters may need more: it is to fit into a header.
  return url.href.length > longestAddress ? undefined : url;
}

/** The page with what the loader looks for: `#nara={code}`, or `#nara` alone, which opens the panel. */
export function withFragment(returnTo: string, code: string | undefined): string {
  return `${returnTo}#nara${code === undefined ? '' : `=${code}`}`;
}

/**
 * Whether a request that begins or ends a login, or uses a session, may come from this origin: the hub's own, since the panel is
 * framed from it, or one that the region lets show the chat inside its page.
 */
export function panelOriginAllowed(
  region: RegionFacts,
  hubOrigin: string,
  origin: string | undefined,
): boolean {
  return origin === hubOrigin || isInPage(region, origin);
}

/** Whether the region lets this origin's pages be clients of its hub themselves. */
export function isInPage(region: RegionFacts, origin: string | undefined): boolean {
  return region.origins.some(registered => registered.inPage && registered.origin === origin);
}

/**
 * Whether the panel that asked for a handle began this login itself: `Sec-Fetch-Site` says so where a browser sends it (Fetch Metadata).
 * A forwarded link, or a script of the host page, would lead a person through a login whose verifier somebody else holds. A page that
 * shows the chat inside itself begins its own logins from its own origin; a link that comes from no page is never such.
 */
export function begunByPanel(region: RegionFacts, returnTo: string, site: string | undefined): boolean {
  if (site === undefined || site === 'same-origin') return true;
  return site !== 'none' && isInPage(region, new URL(returnTo).origin);
}
