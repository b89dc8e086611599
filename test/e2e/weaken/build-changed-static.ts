import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Entry, entries } from '../../../scripts/build-entries.ts';
import { bundle } from '../../../scripts/bundle.ts';
import { type Change, changeText } from './change.ts';

const root = join(import.meta.dirname, '../../..');

/**
 * Fills a folder with the browser's files as the build makes them, those of `names` built anew with the changes. Rejects when a
 * changed file is in none of them.
 */
export async function buildChangedStatic(
  folder: string,
  names: readonly ('nara' | 'nara-chat' | 'panel')[],
  changes: readonly Change[],
): Promise<void> {
  cpSync(join(root, 'packages/server/static'), folder, { recursive: true });
  const byFile = Map.groupBy(changes, ({ file }) => join(root, file));
  const left = new Set(byFile.keys());
  const weaken = {
    name: 'weaken',
    transform(code: string, id: string) {
      const wanted = byFile.get(id);
      if (wanted === undefined) return null;
      left.delete(id);
      return { code: changeText(code, wanted), map: null };
    },
  };
  for (const entry of entries.filter(({ name }) => names.some(wanted => wanted === name)))
    await buildEntry({ ...entry, plugins: [weaken] }, folder);
  if (left.size > 0) throw new Error(`not in ${names.join(', ')}: ${[...left].join(', ')}`);
}

async function buildEntry(entry: Entry, folder: string): Promise<void> {
  const names = entry.hashed
    ? { entryFileNames: `${entry.name}-[hash].js`, chunkFileNames: '[name]-[hash].js' }
    : { entryFileNames: `${entry.name}.js`, chunkFileNames: 'chunks/[name]-[hash].js' };
  const chunks = await bundle({ ...entry, output: names, small: false });
  for (const { fileName, code } of chunks) {
    const path = join(folder, entry.folder, fileName);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, code);
    // The hub would rather send the compressed one, which is as it was.
    for (const kind of ['br', 'gz']) rmSync(`${path}.${kind}`, { force: true });
  }
  if (!entry.hashed) return;
  const first = chunks.find(({ isEntry }) => isEntry)?.fileName;
  writeFileSync(
    join(folder, entry.folder, 'manifest.json'),
    JSON.stringify({ entry: first, preload: [], chunks: {} }),
  );
}
