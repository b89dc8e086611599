import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Store } from '@nara/hub/store';
import { ConfigError } from '../config/config-fault.ts';
import type { RegionConfig } from '../config/hub-config.ts';
import { personKey, type RegionKeys } from '../identity/region-keys.ts';
import { readListing } from './read-listing.ts';

/** What an import did. */
export type ListingImport =
  | { readonly changed: false }
  | { readonly changed: true; readonly version: string; readonly rows: number };

/**
 * Brings a region's listing register up to its CSV file: replaced whole when the file's content has changed since, else left alone. A file
 * with faults changes nothing and is a {@link ConfigError} with all of them.
 */
export async function importListing(
  region: RegionConfig,
  store: Store,
  keys: RegionKeys,
  now: number,
): Promise<ListingImport> {
  if (region.listing === undefined) return { changed: false };
  const file = region.listing.csv;
  const csv = readFileSync(file, 'utf8');
  const version = createHash('sha256').update(csv).digest('base64url');
  if ((await store.read(tx => tx.listing.version())) === version) return { changed: false };
  const { rows, faults } = readListing(csv, region.country, identity => personKey(keys.pepper, identity));
  if (rows === undefined) throw new ConfigError(faults.map(fault => ({ file, ...fault })));
  await store.write(tx => tx.listing.replace(version, rows, new Date(now).toISOString()));
  return { changed: true, version, rows: rows.length };
}
