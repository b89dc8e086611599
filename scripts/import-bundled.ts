import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Bundle, bundle } from './bundle.ts';
import { root } from './source-files.ts';

/** A module as browsers get it, running here. */
export type Bundled<Module> = {
  readonly module: Module;
  /** Its files, the entry first. */
  readonly files: readonly string[];
  /** Takes its files away. What was loaded goes on. */
  remove(): void;
};

/** Bundles a module of ours, from the root of the repository, as for a browser, and imports it in this process. */
export async function importBundled<Module>(
  source: string,
  trims?: Bundle['trims'],
): Promise<Bundled<Module>> {
  const folder = mkdtempSync(join(tmpdir(), 'nara-bundled-'));
  const chunks = await bundle({
    input: join(root, source),
    format: 'es',
    target: 'es2022',
    ...(trims === undefined ? {} : { trims }),
    output: { entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
  });
  for (const { fileName, code } of chunks) writeFileSync(join(folder, fileName), code);
  const files = chunks
    .toSorted((a, b) => Number(b.isEntry) - Number(a.isEntry))
    .map(({ fileName }) => fileName);
  return {
    module: await import(pathToFileURL(join(folder, files[0] ?? '')).href),
    files,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
