import { randomUUID } from 'node:crypto';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { HubConfig } from '../config/hub-config.ts';
import { ownVersion } from '../own-version.ts';
import { BackupError } from './backup-error.ts';
import { copyDurably, digestOf, syncToDisk, writeDurably } from './durable-files.ts';
import { type Manifest, type ManifestRegion, manifestName, regionFiles } from './manifest.ts';
import { readStoreFacts } from './store-facts.ts';

/** What a backup is made with. */
export interface BackupOptions {
  /** Where it goes: a folder that is empty, or not there yet in one that is. */
  readonly to: string;
  readonly clock: { now(): number };
}

/** How long to wait for a store whose log is being recovered, in milliseconds. */
const lockTimeout = 5_000;

/**
 * Copies every region's store, as it is at one instant, and its keys, while a hub may run on them. The folder has its name only when all of
 * it has been verified and is on the disk. Throws a {@link BackupError}, and then leaves nothing.
 */
export function makeBackup(config: Pick<HubConfig, 'data' | 'regions'>, options: BackupOptions): Manifest {
  const to = resolve(options.to);
  const parent = dirname(to);
  checkTarget(to, parent);
  for (const { id } of config.regions) {
    for (const name of Object.values(regionFiles(id)))
      if (!existsSync(join(config.data, name)))
        throw new BackupError(
          'no_store',
          `region ${id} has no ${name} in ${config.data}: start the hub once`,
        );
  }
  const partial = join(parent, `.${basename(to)}.${randomUUID().slice(0, 8)}.partial`);
  try {
    mkdirSync(partial, { mode: 0o700 });
    const at = new Date(options.clock.now()).toISOString();
    const regions = config.regions.map(({ id }) => copyRegion(id, config.data, partial));
    const manifest: Manifest = { format: 1, version: ownVersion(), at, regions };
    writeDurably(join(partial, manifestName), `${JSON.stringify(manifest, null, 2)}\n`);
    syncToDisk(partial);
    renameSync(partial, to);
    syncToDisk(parent);
    return manifest;
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    if (error instanceof BackupError) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new BackupError('cannot_write', `cannot write ${to}: ${why}`, { cause: error });
  }
}

function checkTarget(to: string, parent: string): void {
  if (!isFolder(parent)) throw new BackupError('folder_unfit', `${parent} is not a folder that is there`);
  if (!existsSync(to)) return;
  if (!isFolder(to)) throw new BackupError('folder_unfit', `${to} is not a folder`);
  if (readdirSync(to).length > 0) throw new BackupError('folder_unfit', `${to} is not empty`);
}

function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory();
}

function copyRegion(id: string, data: string, partial: string): ManifestRegion {
  const files = regionFiles(id);
  const store = join(partial, files.store);
  copyStore(join(data, files.store), store);
  const keys = join(partial, files.keys);
  copyDurably(join(data, files.keys), keys);
  return { id, ...readStoreFacts(store), store: digestOf(store), keys: digestOf(keys) };
}

/** One statement is one snapshot: the hub goes on committing beside it. Pages that nothing uses any more do not come along. */
function copyStore(from: string, to: string): void {
  // Made here, since SQLite would let others read it.
  closeSync(openSync(to, 'wx', 0o600));
  const source = new DatabaseSync(from, { readOnly: true, timeout: lockTimeout });
  try {
    source.prepare('VACUUM INTO ?').run(to);
  } finally {
    source.close();
  }
  syncToDisk(to);
}
