import { parseArgs } from 'node:util';
import { faultTests } from './fault-suite.ts';
import { runSuites } from './run-suites.ts';

/** `npm run test:faults [-- --full] [-- --seed N] [NAME...]`: kills, cuts and starves the packaged hub. Linux, with strace. */
const { values, positionals } = parseArgs({
  options: { full: { type: 'boolean' }, seed: { type: 'string' } },
  allowPositionals: true,
});
const seed = values.seed === undefined ? undefined : Number(values.seed);
if (seed !== undefined && !Number.isSafeInteger(seed))
  throw new TypeError('--seed: a whole number is expected');
const options = { full: values.full ?? false, names: positionals, ...(seed === undefined ? {} : { seed }) };
await runSuites([faultTests(options)], 'Not covered here: what npm test and npm run test:all run.');
