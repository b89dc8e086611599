import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { embedFiles, integrityOf } from './embed-files.ts';

/** The file in a version's folder that says the hash of each of the others. */
export const integrityFile = 'integrity.json';

/** Where the hub keeps the versions that it has served, below its data. */
export function versionsFolder(data: string): string {
  return join(data, 'embed');
}

/** A version's folder, by which pages also name it: `v1.2.3`. */
export function versionName(version: string): string {
  return `v${version}`;
}

/**
 * Keeps the files that host pages load under their version, for good: a page that names a version and its hash must get the same bytes
 * after every later update. Answers false when that version is there already with other bytes, which stay as they are.
 */
export function keepEmbedVersion(staticFolder: string, data: string, version: string): boolean {
  const kept = join(versionsFolder(data), versionName(version));
  const files = embedFiles(staticFolder);
  const isKept = (file: string): boolean =>
    existsSync(join(kept, file)) && integrityOf(join(kept, file)) === integrityOf(join(staticFolder, file));
  if (existsSync(kept)) return files.every(isKept);
  // Under another name until all is there: a folder with half of it would stay for good, too.
  const unfinished = `${kept}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  const forms = files.flatMap(name => [name, `${name}.br`, `${name}.gz`]);
  for (const file of forms.filter(name => existsSync(join(staticFolder, name)))) {
    mkdirSync(dirname(join(unfinished, file)), { recursive: true });
    copyFileSync(join(staticFolder, file), join(unfinished, file));
  }
  const hashes = Object.fromEntries(files.map(file => [file, integrityOf(join(staticFolder, file))]));
  writeFileSync(join(unfinished, integrityFile), `${JSON.stringify(hashes, null, 2)}\n`);
  renameSync(unfinished, kept);
  return true;
}
