import type { Plugin } from 'rollup';
import { minify } from 'terser';
import { isOf, type Trim } from './trim-packages.ts';

/**
 * Minifies each chunk; the last plug-in, since the others read names. What trimmed packages call private gets short names, the
 * same in every chunk. A plain script is read in the encoding of its page.
 */
export function minifyChunks(format: 'es' | 'iife' | 'script', trims: readonly Trim[]): Plugin {
  return {
    name: 'minify-chunks',
    async renderChunk(text, _chunk, _options, { chunks }) {
      const short = shortNames(
        Object.values(chunks)
          .flatMap(({ modules }) => Object.entries(modules))
          .flatMap(([id, { code }]) => code?.match(privateNamesOf(trims, id)) ?? []),
      );
      const properties = {
        properties: { regex: new RegExp(`^(?:${[...short.keys()].join('|')})$`) },
      };
      const { code = text } = await minify(text, {
        module: format !== 'iife',
        ecma: 2020,
        compress: { passes: 3 },
        mangle: short.size === 0 || properties,
        nameCache: { props: { props: Object.fromEntries([...short].map(([name, to]) => [`$${name}`, to])) } },
        format: { comments: false, ascii_only: format !== 'es' },
      });
      return { code, map: null };
    },
  };
}

const never = /(?!)/;

function privateNamesOf(trims: readonly Trim[], id: string): RegExp {
  return trims.find(trim => isOf(trim, id))?.privateNames ?? never;
}

/** A short name for each, which depends on nothing but the names. */
export function shortNames(names: readonly string[]): Map<string, string> {
  const sorted = [...new Set(names)].sort();
  return new Map(sorted.map((name, index) => [name, `_${index.toString(36)}`]));
}
