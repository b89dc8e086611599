import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type DemoPorts, defaultPorts, portsFrom } from './addresses.ts';
import { startDemo } from './demo.ts';
import { DemoError } from './demo-error.ts';
import { keepHub, plugLine } from './keep-hub.ts';
import { summary } from './summary.ts';
import { readListings } from './unit-names.ts';

const demo = join(import.meta.dirname, '..');

interface StartOptions {
  readonly fresh: boolean;
  readonly ports: DemoPorts;
  readonly dataFolder: string;
}

/** `--fresh`, `--ports BASE` (or the environment's `NARA_DEMO_PORTS`) and `--data FOLDER`. */
function readOptions(): StartOptions {
  try {
    const { values } = parseArgs({
      options: { fresh: { type: 'boolean' }, ports: { type: 'string' }, data: { type: 'string' } },
    });
    const base = values.ports ?? process.env['NARA_DEMO_PORTS'];
    return {
      fresh: values.fresh ?? false,
      ports: base === undefined ? defaultPorts : portsFrom(Number(base)),
      dataFolder: values.data ?? join(demo, '..', '.data'),
    };
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new DemoError(
      'bad_option',
      `${problem}. Known are --fresh, --ports BASE and --data FOLDER.`,
      error,
    );
  }
}

async function run(): Promise<void> {
  const interrupt = new AbortController();
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const giveUp = (): void => interrupt.abort(new DemoError('interrupted', 'Stopped before it had started.'));
  for (const signal of signals) process.on(signal, giveUp);
  const running = await startDemo({ ...readOptions(), signal: interrupt.signal });
  const listed = await readListings(join(demo, 'data'), join(demo, 'config', 'nara.yaml'));
  console.log(`\n${summary(running.addresses, running.people, identity => listed.get(identity))}\n`);
  console.log(`${plugLine(running.hub)}\n`);
  const keeping = new AbortController();
  const kept = keepHub({
    hub: running.hub,
    startAgain: () => running.startHubAgain(keeping.signal),
    say: line => console.log(line),
    away: 10,
    signal: keeping.signal,
  });
  const stop = (): void => {
    if (keeping.signal.aborted) process.exit(130);
    keeping.abort();
    // A hub that is being started is stopped by its own start.
    void Promise.allSettled([running.stop(), kept]).then(() => process.exit(0));
  };
  for (const signal of signals) process.off(signal, giveUp).on(signal, stop);
  if (interrupt.signal.aborted) stop();
  let how: string;
  try {
    how = await kept;
  } catch (error) {
    how = error instanceof Error ? error.message : String(error);
  }
  if (keeping.signal.aborted) return;
  keeping.abort();
  console.error(`The hub has ended (${how}). What it said is in ${running.logFile}`);
  await running.stop();
  process.exit(1);
}

try {
  await run();
} catch (error) {
  console.error(error instanceof DemoError ? error.message : error);
  process.exit(1);
}
