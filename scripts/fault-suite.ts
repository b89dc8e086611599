import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installFaultHub } from '../test/faults/harness/packaged-hub.ts';
import type { Figures } from '../test/faults/harness/verdict.ts';
import { runNodeTests } from './run-node-tests.ts';
import type { Suite } from './run-suites.ts';
import { testFiles } from './suites.ts';

/** How much of the fault tests is run, and with which chance. */
export interface FaultOptions {
  /** 200 kills, 500 cuts and 500 clients instead of 20, 50 and 100. */
  readonly full?: boolean;
  /** Default: another in each file, which it prints. */
  readonly seed?: number;
  /** Files whose names contain one of these. Default: all. */
  readonly names?: readonly string[];
}

/** Tests that kill, cut and starve the packaged hub. Prints what became of the messages. */
export function faultTests({ full = false, seed, names = [] }: FaultOptions = {}): Suite {
  return {
    name: `fault tests${full ? ', full' : ''}`,
    async run() {
      const folder = mkdtempSync(join(tmpdir(), 'nara-figures-'));
      const file = join(folder, 'figures');
      writeFileSync(file, '');
      process.env['NARA_FAULT_HUB'] = await installFaultHub();
      process.env['NARA_FAULT_FIGURES'] = file;
      if (full) process.env['NARA_FAULT_FULL'] = 'true';
      if (seed !== undefined) process.env['NARA_FAULT_SEED'] = String(seed);
      const files = testFiles
        .fault()
        .filter(path => names.length === 0 || names.some(name => path.includes(name)));
      // Half of their time they wait for a hub to come back.
      const counts = await runNodeTests(files, { concurrency: full ? 1 : 2, minutes: full ? 60 : 10 });
      const figures: Figures[] = readFileSync(file, 'utf8')
        .split('\n')
        .filter(line => line !== '')
        .map(line => JSON.parse(line));
      rmSync(folder, { recursive: true });
      console.log(`\n${tableOf(figures)}\n`);
      return counts;
    },
  };
}

/** One line of headings, one of sums. */
export function tableOf(figures: readonly Figures[]): string {
  const names = ['kills', 'cuts', 'acknowledged', 'lost', 'doubled'] as const;
  const sums = names.map(name => String(figures.reduce((sum, each) => sum + each[name], 0)));
  const line = (cells: readonly string[]): string => cells.map(cell => cell.padStart(14)).join('');
  return `${line(names)}\n${line(sums)}`;
}
