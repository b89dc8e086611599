import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { OutputOptions } from 'rollup';
import type { Bundle } from './bundle.ts';
import { root } from './source-files.ts';

/** What is built, and where in packages/server/static it goes. */
export type Entry = Bundle & {
  readonly name: string;
  /** The folder below static, '' for the top. */
  readonly folder: string;
  /** Whether its files carry a hash in their names and are listed in a manifest.json. */
  readonly hashed: boolean;
};

const entry = (name: string, source: string, rest: Omit<Entry, 'name' | 'input'>): Entry => ({
  name,
  input: join(root, 'packages', source),
  ...rest,
});
const modules = { format: 'es', target: 'es2022', hashed: true } as const;

/** Everything a browser loads from the hub. */
export const entries: readonly Entry[] = [
  entry('nara', 'widget/src/loader.ts', { folder: '', format: 'script', target: 'es2022', hashed: false }),
  entry('nara-chat', 'widget/src/nara-chat.ts', {
    folder: '',
    format: 'es',
    target: 'es2022',
    hashed: false,
  }),
  ...['feedback', 'hours'].map(name =>
    entry(`nara-${name}`, `widget/src/${name}-script.ts`, {
      folder: '',
      format: 'iife',
      target: 'es2022',
      hashed: false,
    }),
  ),
  entry('panel', 'widget/src/panel.ts', { folder: 'panel', ...modules }),
  entry('inline', 'widget/src/inline.ts', { folder: 'inline', ...modules }),
  entry('desk', 'desk/src/desk-app.ts', { folder: 'desk', ...modules }),
].filter(({ input }) => existsSync(input));

/** What an entry's files are called, with the hashes that browsers see: they are part of what is weighed. */
export function fileNamesOf({ name, hashed }: Entry): OutputOptions {
  return hashed
    ? { entryFileNames: `${name}-[hash].js`, chunkFileNames: '[name]-[hash].js' }
    : { entryFileNames: `${name}.js`, chunkFileNames: 'chunks/[name]-[hash].js' };
}
