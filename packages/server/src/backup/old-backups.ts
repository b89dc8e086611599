import { readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type Manifest, readManifest } from './manifest.ts';

/**
 * Removes all but the newest `keep` backups of the same regions from the folder that `newest` lies in, and answers the names of those
 * removed. What is no backup, or one of other regions, stays.
 */
export function removeOldBackups(newest: string, manifest: Manifest, keep: number): readonly string[] {
  const parent = dirname(resolve(newest));
  const backups = readdirSync(parent).flatMap(name => {
    const found = manifestIn(join(parent, name));
    return found !== undefined && regionsOf(found) === regionsOf(manifest) ? [{ name, at: found.at }] : [];
  });
  const old = backups.sort((a, b) => (a.at < b.at ? 1 : -1)).slice(keep);
  for (const { name } of old) {
    // Under its name a backup is whole, also when the removing is interrupted.
    const leaving = join(parent, `.${name}.partial`);
    renameSync(join(parent, name), leaving);
    rmSync(leaving, { recursive: true });
  }
  return old.map(({ name }) => name);
}

function manifestIn(folder: string): Manifest | undefined {
  if (folder.endsWith('.partial')) return undefined;
  try {
    return readManifest(folder);
  } catch {
    return undefined;
  }
}

function regionsOf({ regions }: Manifest): string {
  return regions
    .map(({ id }) => id)
    .sort()
    .join(' ');
}
