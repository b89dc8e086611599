import { type Counts, summary } from './counts.ts';

/** A group of tests that is timed and counted as one. */
export type Suite = { readonly name: string; readonly run: () => Promise<Counts> };

/** Runs suites one after another, each with its time and counts, and ends with the sum on a line of its own. */
export async function runSuites(suites: readonly Suite[], notCovered: string): Promise<void> {
  const lines: string[] = [];
  let passed = 0;
  let failed = 0;
  const began = performance.now();
  for (const { name, run } of suites) {
    console.log(`\n== ${name}`);
    const start = performance.now();
    const counts = await settled(run);
    passed += counts.passed;
    failed += counts.failed;
    lines.push(`${seconds(start)}  ${summary(counts).padEnd(24)} ${name}`);
    console.log(lines.at(-1));
  }
  console.log(
    `\n${lines.join('\n')}\n${seconds(began)}  in all\n\n${notCovered}\n\n${summary({ passed, failed })}`,
  );
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
}

/** A suite that throws, or that runs no test at all, has failed once. */
async function settled(run: () => Promise<Counts>): Promise<Counts> {
  try {
    const counts = await run();
    if (counts.passed + counts.failed > 0) return counts;
    console.log('The suite ran no test');
  } catch (error) {
    console.log(error);
  }
  return { passed: 0, failed: 1 };
}

function seconds(start: number): string {
  return `${((performance.now() - start) / 1000).toFixed(1).padStart(7)} s`;
}
