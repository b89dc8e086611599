import { availableParallelism } from 'node:os';
import { type Counts, countsIn } from './counts.ts';
import { runCommand } from './run-command.ts';
import { filesMatching, runNodeTests } from './run-node-tests.ts';
import type { Suite } from './run-suites.ts';
import { typeCheck } from './type-check.ts';

/** The three engines that the tests run in. */
export type BrowserKind = 'chromium' | 'firefox' | 'webkit';

/** The types of each package; one project counts as one test. */
export const types: Suite = {
  name: 'types',
  async run() {
    const results = await typeCheck();
    for (const { faults } of results.filter(each => each.faults)) console.log(faults);
    const failed = results.filter(({ faults }) => faults).length;
    return { passed: results.length - failed, failed };
  },
};

/** Starts servers as the benchmarks do, on cores of their own: Linux alone can. */
const measuring = 'test/bench/*/measure.test.ts';

/** Which files each kind of suite runs: every test file of the repository is in exactly one. */
export const testFiles = {
  node: () =>
    filesMatching(
      '{packages/*,demo}/src/**/*.test.ts',
      'demo/theme-page/*.test.ts',
      'scripts/*.test.ts',
      'test/{bench,browsers,conformance,docs,fuzz,laws,login,sdk,soak}/**/*.test.ts',
      'test/e2e/weaken/*.test.ts',
    ).filter(path => !path.endsWith('.browser.test.ts') && !path.endsWith('/measure.test.ts')),
  element: () => filesMatching('packages/*/src/**/*.browser.test.ts'),
  driver: () => filesMatching('test/e2e/driver/*.test.ts'),
  fault: () => filesMatching('test/faults/**/*.test.ts'),
  proxy: () => filesMatching('test/proxies/**/*.test.ts'),
  bench: () => filesMatching(measuring),
} as const;

/** Spends nearly all of its minute waiting for clients to be given up. */
const waiting = /wire\.test\.ts$/;

/** All tests that need Node alone: those that wait first, and one file more at a time than there are cores. */
export const nodeTests: Suite = {
  name: 'Node tests',
  run() {
    const files = testFiles.node();
    const first = files.filter(path => waiting.test(path));
    return runNodeTests([...first, ...files.filter(path => !waiting.test(path))], {
      concurrency: availableParallelism() + 1,
    });
  },
};

/** What proxies do to connections, with Debian's nginx. */
export const proxyTests: Suite = {
  name: 'proxies',
  run: () => runNodeTests(testFiles.proxy(), { concurrency: 1 }),
};

/** Whether the benchmarks can be run: no figure is judged. */
export const benchTests: Suite = {
  name: 'benchmarks, once',
  run: () => runNodeTests(testFiles.bench(), { concurrency: 1 }),
};

/** The tests of elements, in a page of one browser. */
export function elementTests(kind: BrowserKind): Suite {
  return { name: `element tests, ${kind}`, run: () => counted(['test/elements/run.ts', kind]) };
}

/** End-to-end stories by name, or every one, in one browser. */
export function endToEnd(kind: BrowserKind, ...names: readonly string[]): Suite {
  return {
    name: `end to end, ${names.join(' ') || 'everything'}, ${kind}`,
    run: () => counted(['scripts/e2e.ts', ...names, '--browser', kind]),
  };
}

/** Stories that test:all plays in every engine, for each thing that turns on one; `npm run test:browsers` plays them all. */
export const inEachEngine: readonly string[] = [
  'main-job',
  'login',
  'embed-modes',
  'embed-pages',
  'privacy',
  'strict-hosts',
];

/** The driver that end-to-end stories stand on, in one browser. */
export function driverTests(kind: BrowserKind): Suite {
  return {
    name: `browser driver, ${kind}`,
    run: () => {
      process.env['NARA_BROWSER'] = kind;
      return runNodeTests(testFiles.driver(), { concurrency: 1 });
    },
  };
}

async function counted(args: readonly string[]): Promise<Counts> {
  const { code, output } = await runCommand(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', ...args],
    { show: true },
  );
  const counts = countsIn(output) ?? { passed: 0, failed: 0 };
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}
