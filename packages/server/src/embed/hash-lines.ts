import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { NotBuiltError } from '../http/static-files.ts';
import { classicScripts, embedFiles, embedScripts, integrityOf } from './embed-files.ts';
import { versionName } from './embed-versions.ts';

/** Whose hashes are asked for. */
export interface HashedEmbed {
  /** The folder of the browser's files. */
  readonly folder: string;
  /** The origin that host pages load from. */
  readonly hub: string;
  readonly version: string;
  readonly regions: readonly string[];
}

/**
 * What a webmaster pastes to be sure of what is loaded: an import map with the hashes of all that the chat loads itself, a script tag for
 * each region, and for pages that load the module that too. Throws a {@link NotBuiltError} when the files are not there.
 */
export function hashLines({ folder, hub, version, regions }: HashedEmbed): readonly string[] {
  const missing = embedScripts.find(name => !existsSync(join(folder, name)));
  if (missing !== undefined)
    throw new NotBuiltError(`${join(folder, missing)} is not there: run npm run build`);
  const address = (file: string): string => `${hub}/${versionName(version)}/${file}`;
  const hash = (file: string): string => integrityOf(join(folder, file));
  const modules = embedFiles(folder).filter(file => !classicScripts.some(name => name === file));
  const importMap = {
    imports: { '@nara/widget': address('nara-chat.js') },
    integrity: Object.fromEntries(modules.map(file => [address(file), hash(file)])),
  };
  const tag = (file: string, attributes = ''): string =>
    `<script src="${address(file)}" integrity="${hash(file)}" crossorigin="anonymous"${attributes} defer></script>`;
  return [
    '<!-- The hashes of what the chat loads at its first use, before every other script of the page. -->',
    `<script type="importmap">${JSON.stringify(importMap, null, 2)}</script>`,
    '',
    '<!-- The chat as a script tag. It stays at this version until the tag is changed. -->',
    ...regions.map(region => tag('nara.js', ` data-region="${region}"`)),
    '',
    '<!-- The small elements. -->',
    ...classicScripts.filter(file => file !== 'nara.js').map(file => tag(file)),
    '',
    '<!-- The chat as a module, instead of the script tag. -->',
    `<script type="module">import '@nara/widget';</script>`,
  ];
}
