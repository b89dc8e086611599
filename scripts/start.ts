import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildStatic } from './build-static.ts';
import { root } from './source-files.ts';

/** `npm start [-- --fresh]`: builds what must be built and starts the demo. */
await buildStatic();
await import(pathToFileURL(join(root, 'demo/src/start.ts')).href);
