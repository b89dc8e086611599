import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Change, changeText } from './change.ts';

const root = join(import.meta.dirname, '../../..');

/** Changes source files as Node loads them from now on. Throws at once when a piece to change is not there. */
export function changeModules(changes: readonly Change[]): void {
  const byFile = Map.groupBy(changes, ({ file }) => pathToFileURL(join(root, file)).href);
  for (const [url, wanted] of byFile) changeText(readFileSync(new URL(url), 'utf8'), wanted);
  registerHooks({
    load(url, context, nextLoad) {
      const loaded = nextLoad(url, context);
      const wanted = byFile.get(url);
      if (wanted === undefined) return loaded;
      const { source = '' } = loaded;
      const text = typeof source === 'string' ? source : Buffer.from(source as Uint8Array).toString('utf8');
      return { ...loaded, source: changeText(text, wanted) };
    },
  });
}
