import { nodeResolve } from '@rollup/plugin-node-resolve';
import { type OutputChunk, type OutputOptions, type Plugin, rollup } from 'rollup';
import esbuild from 'rollup-plugin-esbuild';
import { collapseTemplates } from './collapse-templates.ts';
import { dropUnreadMembers } from './drop-unread-members.ts';
import { dropUnreadTokens } from './drop-unread-tokens.ts';
import { minifyChunks } from './minify-chunks.ts';
import { i18nextTrim } from './trim-i18next.ts';
import { type Trim, trimPackages } from './trim-packages.ts';
import { signalrTrim } from './trim-signalr.ts';

/** How one entry is bundled. */
export type Bundle = {
  /** The entry file. */
  readonly input: string;
  /** `es` splits into chunks at each dynamic import; `iife` is one file for a plain script tag; `script` is for such a tag and splits. */
  readonly format: 'es' | 'iife' | 'script';
  /** The oldest language version that the browsers concerned all run. */
  readonly target: string;
  readonly output?: OutputOptions;
  readonly plugins?: readonly Plugin[];
  /** What is left out of others' packages. Default: what our pages never run. */
  readonly trims?: readonly Trim[];
  /** Whether as little as can be is left of it, which takes most of the time. Default: true. */
  readonly small?: boolean;
};

/** Bundles one entry, small, with one chunk for each language, whichever packages its texts come from. */
export async function bundle({
  input,
  format,
  target,
  output,
  plugins = [],
  trims = [i18nextTrim, signalrTrim],
  small = true,
}: Bundle): Promise<OutputChunk[]> {
  const built = await rollup({
    input,
    // Nothing that we bundle does its work by being read.
    treeshake: { propertyReadSideEffects: false },
    plugins: [
      ...plugins,
      ...(format === 'script' ? [importsFromScript] : []),
      ...(small ? [trimPackages(trims)] : []),
      nodeResolve({
        browser: true,
        exportConditions: ['browser', 'production'],
        extensions: ['.ts', '.mjs', '.js'],
      }),
      ...(small ? [collapseTemplates(), dropUnreadTokens()] : []),
      esbuild({
        target,
        charset: 'utf8',
        tsconfig: false,
        loaders: { '.json': 'json' },
        define: { 'process.env.NODE_ENV': '"production"' },
      }),
      ...(small ? [dropUnreadMembers(trims), minifyChunks(format, trims)] : []),
    ],
    onwarn(warning) {
      // Of others' modules only their own authors can mend what Rollup remarks on.
      if ([warning.id, ...(warning.ids ?? [])].some(id => id?.includes('node_modules'))) return;
      throw new Error(warning.message);
    },
  });
  const generated = await built.generate({
    format: format === 'iife' ? 'iife' : 'es',
    generatedCode: 'es2015',
    ...(format === 'script' ? wrapped : {}),
    ...(format === 'es' ? { manualChunks: id => localeChunk(id), hoistTransitiveImports: false } : {}),
    ...output,
  });
  await built.close();
  return generated.output.filter(file => file.type === 'chunk');
}

const importsFromScript: Plugin = {
  name: 'imports-from-script',
  renderDynamicImport: ({ chunk, targetChunk }) =>
    chunk.isEntry && targetChunk !== null ? { left: 'import(new URL(', right: ', scriptAddress))' } : null,
  renderChunk(_code, { isEntry, imports, exports, facadeModuleId }) {
    if (isEntry && imports.length + exports.length > 0)
      throw new Error(`${facadeModuleId} shares a module with a chunk, which a plain script cannot`);
    return null;
  },
};

/**
 * A plain script's names would be the page's, and from another site it has no address of its own to import from. What stands in for its tag, such as a picture
 * that is called `currentScript` (DOM clobbering), has none to give.
 */
const wrapped: OutputOptions = {
  intro: ({ isEntry }) =>
    isEntry
      ? '(() => {"use strict"; const scriptTag = document.currentScript; if (!(scriptTag instanceof HTMLScriptElement)) return; const scriptAddress = scriptTag.src;'
      : '',
  outro: ({ isEntry }) => (isEntry ? '})();' : ''),
};

function localeChunk(id: string): string | undefined {
  const language = /\/locales\/([\w-]+)\.json$/.exec(id)?.[1];
  return language && `locale-${language}`;
}
