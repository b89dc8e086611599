import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { durable } from '../test/bench/durable/durable.ts';
import { hub } from '../test/bench/hub/hub.ts';
import { widget } from '../test/bench/widget/widget.ts';
import { root } from './source-files.ts';

/**
 * `npm run bench -- durable|hub|widget [--rounds N] [--seconds N] [--warmup N] [--senders 1,64] [--gate]`: see test/bench/README.md. With
 * `--gate` a gate that is missed is a failure.
 */
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '4' },
    warmup: { type: 'string' },
    senders: { type: 'string', default: '1,16,64,256' },
    gate: { type: 'boolean', default: false },
  },
});
const times = { rounds: Number(values.rounds), seconds: Number(values.seconds) };
const folder = join(root, '.cache/bench');
const benchmarks: Readonly<Record<string, () => Promise<boolean>>> = {
  durable: () =>
    durable({
      ...{ ...times, warmup: Number(values.warmup ?? 6), folder },
      senders: values.senders.split(',').map(Number),
    }),
  hub: () => hub({ ...times, warmup: Number(values.warmup ?? 8), folder }),
  widget: () => widget({ rounds: times.rounds, folder }),
};
const run = benchmarks[positionals.join()];
if (run === undefined) {
  console.log(`The benchmarks are: npm run bench -- ${Object.keys(benchmarks).join('|')}`);
  process.exitCode = 2;
} else if (process.platform !== 'linux') {
  console.log('The benchmarks read /proc and pin processes with taskset: they run on Linux');
  process.exitCode = 2;
} else if (!(await run()) && values.gate) process.exitCode = 1;
