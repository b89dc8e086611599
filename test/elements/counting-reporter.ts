import { relative } from 'node:path';
import type { Reporter, TestResult, TestSession, TestSuiteResult } from '@web/test-runner';

/** Prints what failed, and the summary line by which every suite of this repository ends. A test that is not run has failed. */
export function countingReporter(root: string): Reporter {
  return {
    onTestRunFinished({ sessions }) {
      let passed = 0;
      let failed = 0;
      // The runner leaves the cursor behind the codes that wiped its progress: a line of ours begins on a line of its own.
      console.log();
      for (const session of sessions) {
        const tests = session.testResults ? testsIn(session.testResults) : [];
        passed += tests.filter(({ test }) => test.passed && !test.skipped).length;
        const faults = faultsIn(session, tests);
        failed += faults.length;
        for (const fault of faults) console.log(`not ok  ${relative(root, session.testFile)}: ${fault}`);
      }
      console.log(`\n${passed} passed, ${failed} failed`);
    },
  };
}

type NamedTest = { readonly name: string; readonly test: TestResult };

function testsIn(suite: TestSuiteResult, path = ''): NamedTest[] {
  return [
    ...suite.tests.map(test => ({ name: `${path}${test.name}`, test })),
    ...suite.suites.flatMap(inner => testsIn(inner, `${path}${inner.name}: `)),
  ];
}

function faultsIn(session: TestSession, tests: readonly NamedTest[]): string[] {
  const faults = tests
    .filter(({ test }) => !test.passed || test.skipped)
    .map(
      ({ name, test }) =>
        `${name}\n        ${test.skipped ? 'was not run' : `${test.error?.message ?? ''}\n        ${test.error?.stack ?? ''}`}`,
    );
  const errors = session.errors.map(({ message, stack }) => `${message}\n${stack ?? ''}`);
  // Why a module could not be imported is told to the console alone.
  if (errors.length > 0) errors.push(...session.logs.map(log => `console: ${log.map(String).join(' ')}`));
  if (tests.length === 0 && errors.length === 0) errors.push('runs no test');
  const missing = session.request404s.map(path => `asked for ${path}, which is not there`);
  return [...faults, ...errors, ...missing];
}
