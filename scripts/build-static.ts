import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { OutputChunk } from 'rollup';
import { type Entry, entries, fileNamesOf } from './build-entries.ts';
import { bundle } from './bundle.ts';
import { inputHash } from './input-hash.ts';
import { firstLoad } from './loaded-chunks.ts';
import { root } from './source-files.ts';

/** Where the server serves the browser's files from. */
export const staticFolder = join(root, 'packages/server/static');

/** What the server needs to know of a hashed entry: the script to load, and what to fetch along with it. */
export type Manifest = {
  readonly entry: string;
  readonly preload: readonly string[];
  readonly chunks: Readonly<Record<string, string>>;
};

const inputs =
  /^packages\/(contract|rules|sdk|elements|widget|desk)\/|^scripts\/(build|bundle|collapse|drop|input|loaded|minify|syntax|template|trim)/;

/** Builds everything a browser loads, unless nothing has changed since. Answers whether it built. */
export async function buildStatic(): Promise<boolean> {
  const stamp = join(staticFolder, 'build.json');
  const hash = inputHash(inputs);
  if (existsSync(stamp) && JSON.parse(readFileSync(stamp, 'utf8')).hash === hash) return false;
  // A folder of its own: two builds at once must not mix their files.
  const fresh = join(root, `.cache/static-${process.pid}`);
  rmSync(fresh, { recursive: true, force: true });
  for (const entry of entries) await buildEntry(entry, fresh);
  write(join(fresh, 'build.json'), JSON.stringify({ hash }));
  rmSync(staticFolder, { recursive: true, force: true });
  renameSync(fresh, staticFolder);
  return true;
}

async function buildEntry(entry: Entry, target: string): Promise<void> {
  const chunks = await bundle({ ...entry, output: fileNamesOf(entry) });
  for (const chunk of chunks) writeCompressed(join(target, entry.folder, chunk.fileName), chunk.code);
  if (entry.hashed)
    write(join(target, entry.folder, 'manifest.json'), JSON.stringify(manifestOf(chunks), null, 2));
}

function manifestOf(chunks: readonly OutputChunk[]): Manifest {
  const [entry, ...preload] = firstLoad(chunks).map(({ fileName }) => fileName);
  return {
    entry: entry ?? '',
    preload,
    chunks: Object.fromEntries(chunks.map(({ name, fileName }) => [name, fileName])),
  };
}

function writeCompressed(path: string, text: string): void {
  write(path, text);
  write(`${path}.gz`, gzipSync(text, { level: 9 }));
  write(`${path}.br`, brotli(text));
}

/** As the hub sends it: brotli at its highest quality. */
export function brotli(text: string): Buffer {
  return brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
}

function write(path: string, content: string | Buffer): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}
