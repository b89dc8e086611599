/** The address below which a region's resources lie. A `TypeError` names the option that is no address or no id. */
export function regionAddress(hub: string, region: string): string {
  if (!URL.canParse(hub)) throw new TypeError('hub: an absolute address is expected');
  if (region === '') throw new TypeError('region: an id is expected');
  return `${new URL(hub).origin}/r/${encodeURIComponent(region)}`;
}
