import { after } from 'node:test';
import * as official from '@nara/sdk/resident';
import { importBundled } from '../../scripts/import-bundled.ts';

const bundled = await importBundled<typeof official>('packages/sdk/src/resident.ts');
after(() => bundled.remove());
// All of a page that the trimmed client asks for and Node does not have.
Object.assign(globalThis, { window: { document: new EventTarget() } });

/** The SDK as it is installed, and as a bundle for browsers carries it, with the client trimmed. */
export const sdks: readonly (readonly [name: string, sdk: typeof official])[] = [
  ['the official client', official],
  ['the client as bundled', bundled.module],
];

/** The files of the bundle, the entry first. */
export const bundledFiles: readonly string[] = bundled.files;
