import { globSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { relative, resolve } from 'node:path';
import { run } from 'node:test';
import { inspect } from 'node:util';
import type { Counts } from './counts.ts';
import { root } from './source-files.ts';

/** Files of the repository by glob pattern, sorted, without dependencies. */
export function filesMatching(...patterns: readonly string[]): string[] {
  return globSync([...patterns], {
    cwd: root,
    exclude: path => path === 'node_modules' || path.endsWith('/node_modules'),
  })
    .sort()
    .map(path => resolve(root, path));
}

/**
 * Runs test files with node:test, each in a process of its own, and prints the tests that fail and, with
 * `verbose`, those that pass: as they come if there is one file, else file by file. A file that takes longer than `minutes` (5) is
 * ended. A test that was skipped or left for later counts as failed, and so does a file without tests.
 */
export async function runNodeTests(
  files: readonly string[],
  options: { readonly concurrency?: number; readonly verbose?: boolean; readonly minutes?: number } = {},
): Promise<Counts> {
  const waiting = [...files];
  const all: Counts[] = [];
  const alone = files.length === 1;
  const worker = async () => {
    for (let file = waiting.shift(); file; file = waiting.shift()) {
      const kept: string[] = [];
      const start = performance.now();
      const print = (text: string) => void (alone ? process.stdout.write(text) : kept.push(text));
      all.push(await runFile(file, print, options.verbose ?? false, (options.minutes ?? 5) * 60_000));
      if (options.verbose) print(`${seconds(performance.now() - start)} in ${relative(root, file)}\n`);
      process.stdout.write(kept.join(''));
    }
  };
  await Promise.all(Array.from({ length: options.concurrency ?? availableParallelism() }, worker));
  return {
    passed: all.reduce((sum, counts) => sum + counts.passed, 0),
    failed: all.reduce((sum, counts) => sum + counts.failed, 0),
  };
}

/** One file, in a process that is ended when its time is up. */
async function runFile(
  file: string,
  print: (text: string) => void,
  verbose: boolean,
  time: number,
): Promise<Counts> {
  const place = relative(root, file);
  let passed = 0;
  let failed = 0;
  let said = '';
  const fail = (line: string) => {
    failed++;
    print(`${line}\n`);
  };
  const end = new AbortController();
  const timer = setTimeout(() => end.abort(new Error(`not done after ${time / 1000} s`)), time);
  for await (const { type, data } of run({ files: [file], cwd: root, signal: end.signal })) {
    if (type === 'test:stdout' || type === 'test:stderr') {
      said += data.message;
      if (verbose) print(data.message);
    }
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    const isFile = data.nesting === 0 && resolve(root, data.name) === file;
    // What a suite's tests say is told by them; a hook that failed has no test to tell of it.
    const isTold = type === 'test:pass' || failureOf(data.details.error) !== 'hookFailed';
    if ((data.details.type === 'suite' && isTold) || (isFile && type === 'test:pass')) continue;
    if (type === 'test:fail') {
      const { error } = data.details;
      fail(`not ok  ${place}: ${data.name}\n${inspect(error.cause ?? error).replace(/^/gm, '        ')}`);
    } else if (data.skip !== undefined || data.todo !== undefined) {
      fail(`skipped ${place}: ${data.name}`);
    } else {
      passed++;
      if (verbose) print(`ok      ${data.name} (${seconds(data.details.duration_ms)})\n`);
    }
  }
  clearTimeout(timer);
  if (passed + failed === 0) fail(`empty   ${place} runs no test\n${said}`);
  return { passed, failed };
}

/** What kind of failure it was, as node:test calls it. */
function failureOf(error: unknown): unknown {
  return (error as { readonly failureType?: string } | undefined)?.failureType;
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
