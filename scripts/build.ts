import { buildStatic } from './build-static.ts';

/** `npm run build`: what the hub serves to browsers, into packages/server/static. */
const start = performance.now();
const built = await buildStatic();
console.log(
  built
    ? `Built in ${((performance.now() - start) / 1000).toFixed(1)} s`
    : 'Nothing has changed since the last build',
);
