import { parseArgs } from 'node:util';
import { installFaultHub } from '../test/faults/harness/packaged-hub.ts';
import { soak } from '../test/faults/harness/soak.ts';
import { soakHub } from '../test/soak/soak-hub.ts';

/**
 * `npm run soak -- [--minutes M] [--seed N]`: traffic with cuts and kills on the packaged care hub, and a verdict on growth.
 * `npm run soak -- hub [--minutes M] [--connections N]`: the same for a plain hub of `@nara/signalr` under many connections.
 */
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    minutes: { type: 'string' },
    seed: { type: 'string' },
    connections: { type: 'string', default: '10000' },
  },
});
const say = (line: string) => console.log(line);
// The official client tells of each lost connection.
console.error = console.warn = () => {};
if (positionals.join() === 'hub') {
  const end = performance.now() + minutesOf(15) * 60_000;
  const { lost, doubled, wrong, growing } = await soakHub({
    ...{ connections: Number(values.connections), processes: 4, pause: 500, say },
    goesOn: () => performance.now() < end,
  });
  if (lost + doubled + wrong + growing.length > 0) process.exitCode = 1;
} else {
  const minutes = minutesOf(30);
  if (values.seed !== undefined) process.env['NARA_FAULT_SEED'] = values.seed;
  process.env['NARA_FAULT_HUB'] = await installFaultHub();
  if (!(await soak(minutes, say))) process.exitCode = 1;
}

function minutesOf(usual: number): number {
  const minutes = Number(values.minutes ?? usual);
  if (!(minutes > 0)) throw new TypeError('--minutes: a number above 0 is expected');
  return minutes;
}
