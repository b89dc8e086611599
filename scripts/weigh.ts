import { join } from 'node:path';
import type { OutputChunk, Plugin } from 'rollup';
import { type Entry, entries, fileNamesOf } from './build-entries.ts';
import { brotli } from './build-static.ts';
import { bundle } from './bundle.ts';
import { firstLoad, neededLoad } from './loaded-chunks.ts';
import { root } from './source-files.ts';

/** What a browser loads together, in bytes after brotli. */
export type Load = { readonly name: string; readonly bytes: number; readonly limit?: number };

/** One entry as a browser gets it. */
export type Weighed = {
  readonly loads: readonly Load[];
  /** Where the bytes of the last load come from, by package, before minifying, the heaviest first. */
  readonly origins: readonly { readonly name: string; readonly bytes: number }[];
  /** The chunks that do not come with the entry; `needed` are counted in the last load. */
  readonly chunks: readonly { readonly name: string; readonly bytes: number; readonly needed: boolean }[];
};

const loaderLimit = 3_000;
const naraChatLimit = 3_000;
const panelAboveFloor = 22_000;
/** Each of the two small elements, with all its languages. */
const sisterLimit = 6_000;
/** Who logs in and writes fetches the needed ones; a rare one is for a view, a question or a network that most never meet, or for who looks elsewhere. */
const panelChunks = {
  needed: ['resident-client'],
  rare: [
    'clinic-view',
    'consent-view',
    'cases-view',
    'menu-view',
    'ended-view',
    'call-person',
    'tell-on-page',
    'confirm',
    'token-fallback',
    'panel-theme',
    'LongPollingTransport',
  ],
};

/** The least that an application of these three needs of them, found where our packages find them. */
const floorParts: Readonly<Record<string, { readonly home: string; readonly names: string }>> = {
  lit: { home: 'widget', names: 'LitElement, html, css' },
  i18next: { home: 'elements', names: 'createInstance' },
  '@microsoft/signalr': { home: 'sdk', names: 'HubConnectionBuilder' },
};
const floorPlugin: Plugin = {
  name: 'floor',
  resolveId(source, importer) {
    if (source === 'floor') return source;
    const home = floorParts[source]?.home;
    return importer === 'floor' && home
      ? this.resolve(source, join(root, 'packages', home, 'src/floor.ts'), { skipSelf: true })
      : null;
  },
  load(id) {
    if (id !== 'floor') return null;
    const parts = Object.entries(floorParts);
    return parts.map(([name, { names }]) => `export { ${names} } from ${JSON.stringify(name)};`).join('\n');
  },
};

/** What lit, i18next and @microsoft/signalr weigh together, untrimmed, in bytes after brotli. */
export async function weighFloor(): Promise<number> {
  const floor = {
    input: 'floor',
    format: 'es',
    target: 'es2022',
    plugins: [floorPlugin],
    trims: [],
  } as const;
  return sizeOf(await bundle(floor));
}

/** What each entry that a browser loads from the hub weighs, in their order. */
export async function* weighEntries(floor: number, wanted = entries): AsyncGenerator<Weighed> {
  for (const entry of wanted) {
    yield weighed(entry, await bundle({ ...entry, output: fileNamesOf(entry) }), floor);
  }
}

/** The loads that are over their limits, for a person to read. */
export async function weightFaults(): Promise<string[]> {
  const faults: string[] = [];
  for await (const { loads } of weighEntries(
    await weighFloor(),
    entries.filter(({ name }) => name !== 'desk'),
  ))
    for (const { name, bytes, limit = bytes } of loads)
      if (bytes > limit) faults.push(`${name}: ${bytes} bytes, at most ${limit}`);
  return faults;
}

function weighed({ name, format }: Entry, chunks: readonly OutputChunk[], floor: number): Weighed {
  const first = firstLoad(chunks);
  const loaded = name === 'panel' ? neededLoad(chunks, panelChunks) : first;
  const later = chunks.filter(chunk => !first.includes(chunk));
  return {
    loads: loadsOf({ name, format }, sizeOf(first), sizeOf(loaded), floor),
    origins: originsOf(loaded),
    chunks: later.map(chunk => ({
      name: `${name}: ${chunk.name}`,
      bytes: sizeOf([chunk]),
      needed: loaded.includes(chunk),
    })),
  };
}

function loadsOf(
  { name, format }: Pick<Entry, 'name' | 'format'>,
  first: number,
  loaded: number,
  floor: number,
): Load[] {
  if (name === 'nara') return [{ name: 'loader on the host page', bytes: first, limit: loaderLimit }];
  if (name === 'nara-chat') return [{ name: 'nara-chat, first load', bytes: first, limit: naraChatLimit }];
  if (format === 'iife') return [{ name: `${name}, all of it`, bytes: first, limit: sisterLimit }];
  if (name !== 'panel') return [{ name: `${name}, first load`, bytes: first }];
  const limit = floor + panelAboveFloor;
  return [
    { name: 'panel, first screen', bytes: first },
    { name: 'panel, first screen and conversation', bytes: loaded, limit },
  ];
}

function originsOf(chunks: readonly OutputChunk[]): { name: string; bytes: number }[] {
  const lengths = new Map<string, number>();
  for (const [id, { renderedLength }] of chunks.flatMap(({ modules }) => Object.entries(modules))) {
    const name =
      /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(id)?.[1] ?? /packages\/([^/]+)/.exec(id)?.[1] ?? id;
    lengths.set(name, (lengths.get(name) ?? 0) + renderedLength);
  }
  return [...lengths].map(([name, bytes]) => ({ name, bytes })).sort((a, b) => b.bytes - a.bytes);
}

function sizeOf(chunks: readonly OutputChunk[]): number {
  return chunks.reduce((sum, { code }) => sum + brotli(code).length, 0);
}
