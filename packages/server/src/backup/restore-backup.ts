import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { StoreError } from '@nara/hub/store';
import type { HubConfig } from '../config/hub-config.ts';
import { lockData } from '../store/sqlite/data-lock.ts';
import { migrate, readMigrations } from '../store/sqlite/migrate.ts';
import { connect } from '../store/sqlite/node-sqlite.ts';
import { migrationsFolder } from '../store/sqlite/open-sqlite-store.ts';
import { BackupError } from './backup-error.ts';
import { copyDurably, digestOf, type FileDigest, syncToDisk } from './durable-files.ts';
import { type Manifest, type ManifestRegion, readManifest, regionFiles } from './manifest.ts';
import { markRestored } from './restored-store.ts';
import { readStoreFacts } from './store-facts.ts';

/** What is restored. */
export interface RestoreOptions {
  /** The folder of a backup. */
  readonly from: string;
  readonly clock: { now(): number };
}

/** What a restore did. */
export interface Restored {
  readonly manifest: Manifest;
  /** Where what was there before is kept; undefined if nothing was. */
  readonly aside: string | undefined;
}

/**
 * Puts the regions of a configuration back to what a backup holds, on a data folder that no hub uses. All is checked, brought to the newest
 * migration and marked as restored in copies, which then take their places; what was there is kept aside. Throws a `DataFolderError` when a
 * hub runs, and a {@link BackupError}; nothing has changed then.
 */
export function restoreBackup(
  { data, regions }: Pick<HubConfig, 'data' | 'regions'>,
  { from, clock }: RestoreOptions,
): Restored {
  const lock = lockData(data, { restoring: true });
  const staged = join(data, '.restore.partial');
  try {
    // An interrupted restore may have left its own.
    rmSync(staged, { recursive: true, force: true });
    const folder = resolve(from);
    const manifest = readManifest(folder);
    mkdirSync(staged, { mode: 0o700 });
    const now = clock.now();
    for (const { id } of regions) stageRegion(id, manifest, { folder, staged, now });
    syncToDisk(staged);
    lock.exchanging();
    syncToDisk(data);
    const aside = exchange(
      regions.map(({ id }) => id),
      data,
      staged,
      now,
    );
    syncToDisk(data);
    lock.exchanged();
    syncToDisk(data);
    return { manifest, aside };
  } catch (error) {
    if (error instanceof BackupError) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new BackupError('cannot_write', `cannot write ${data}: ${why}`, { cause: error });
  } finally {
    rmSync(staged, { recursive: true, force: true });
    lock.release();
  }
}

interface Stage {
  readonly folder: string;
  readonly staged: string;
  readonly now: number;
}

function stageRegion(id: string, manifest: Manifest, { folder, staged, now }: Stage): void {
  const region = manifest.regions.find(one => one.id === id);
  if (region === undefined) throw new BackupError('no_backup', `${folder} has no region ${id}`);
  const files = regionFiles(id);
  for (const kind of ['store', 'keys'] as const) {
    const file = join(folder, files[kind]);
    if (!existsSync(file)) throw new BackupError('damaged', `${file} is missing`);
    const copy = join(staged, files[kind]);
    copyDurably(file, copy);
    // The copy is what will be used.
    if (!isSame(digestOf(copy), region[kind]))
      throw new BackupError('damaged', `${file} is not what was backed up: its size or SHA-256 differs`);
  }
  prepareStore(join(staged, files.store), region, manifest, now);
}

function isSame(found: FileDigest, expected: FileDigest): boolean {
  return found.bytes === expected.bytes && found.sha256 === expected.sha256;
}

function prepareStore(
  file: string,
  { id, migration }: ManifestRegion,
  manifest: Manifest,
  now: number,
): void {
  const migrations = readMigrations(migrationsFolder);
  if (migration > migrations.length)
    throw new BackupError(
      'newer',
      `region ${id} has had migration ${migration}: the backup was made by version ${manifest.version}, which is newer`,
    );
  readStoreFacts(file);
  const connection = connect(file, { readOnly: false, lockTimeout: 0 });
  try {
    migrate(connection.database, migrations, now);
    markRestored(connection.database, { now, backupAt: manifest.at });
  } catch (error) {
    if (error instanceof StoreError)
      throw new BackupError('newer', `region ${id}: ${error.message}`, { cause: error });
    throw error;
  } finally {
    connection.close();
  }
  syncToDisk(file);
}

/** Moves what is there aside and the copies to their places. Interrupted, it leaves the mark by which a hub knows not to start. */
function exchange(ids: readonly string[], data: string, staged: string, now: number): string | undefined {
  const aside = join(data, `before-restore-${new Date(now).toISOString().replaceAll(/[:.]/g, '-')}`);
  const names = ids.flatMap(id => Object.values(regionFiles(id)));
  const there = names
    .flatMap(name => [name, `${name}-wal`, `${name}-shm`])
    .filter(name => existsSync(join(data, name)));
  if (there.length > 0) mkdirSync(aside, { mode: 0o700 });
  for (const name of there) renameSync(join(data, name), join(aside, name));
  for (const name of names) renameSync(join(staged, name), join(data, name));
  if (there.length === 0) return undefined;
  syncToDisk(aside);
  return aside;
}
