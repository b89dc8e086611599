import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { BackupError } from './backup-error.ts';

const digest = z.object({ bytes: z.int(), sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)) });
const manifest = z.object({
  /** The number of this form. */
  format: z.literal(1),
  /** The version of Nära that made the backup. */
  version: z.string(),
  /** When its making began: what was committed before is in it. */
  at: z.iso.datetime(),
  regions: z.array(
    z.object({
      id: z.string().check(z.regex(/^[a-z0-9-]+$/)),
      /** The store's epoch when it was copied. */
      epoch: z.string(),
      /** The number of the last migration that the store had had. */
      migration: z.int(),
      store: digest,
      keys: digest,
    }),
  ),
});

/** What a backup says of itself. */
export type Manifest = z.infer<typeof manifest>;
/** What it says of one region. */
export type ManifestRegion = Manifest['regions'][number];

/** The file that makes a folder a backup. */
export const manifestName = 'backup.json';

/** The names of a region's files, in the data folder and in a backup. */
export function regionFiles(regionId: string): { readonly store: string; readonly keys: string } {
  return { store: `${regionId}.sqlite`, keys: `${regionId}.keys.json` };
}

/** Reads a backup's manifest. Throws a {@link BackupError}: `no_backup`, or `damaged`. */
export function readManifest(folder: string): Manifest {
  const file = join(folder, manifestName);
  if (!existsSync(file))
    throw new BackupError('no_backup', `${folder} is no backup: it has no ${manifestName}`);
  const parsed = manifest.safeParse(parseJson(readFileSync(file, 'utf8')));
  if (!parsed.success) throw new BackupError('damaged', `${file} is damaged, or of a newer version`);
  return parsed.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
