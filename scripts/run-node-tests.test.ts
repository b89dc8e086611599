import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';

const folder = mkdtempSync(join(tmpdir(), 'nara-node-tests-'));
after(() => rmSync(folder, { recursive: true }));

/** In a process of its own: node:test does not run inside node:test. */
function countsOf(code: string, options: object = {}): unknown {
  const file = join(folder, 'a.test.mjs');
  writeFileSync(file, `import { describe, test } from 'node:test';\n${code}`);
  const runner = pathToFileURL(join(import.meta.dirname, 'run-node-tests.ts')).href;
  const program = join(folder, 'runner.mjs');
  writeFileSync(
    program,
    `import { runNodeTests } from ${JSON.stringify(runner)};
    console.log(JSON.stringify(await runNodeTests([${JSON.stringify(file)}], ${JSON.stringify(options)})));`,
  );
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const { stdout } = spawnSync(process.execPath, [program], { encoding: 'utf8', env });
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
}

test('tests are counted, suites and files are not', () => {
  assert.deepEqual(countsOf("describe('a', () => { test('b', () => {}); test('c', () => {}); });"), {
    passed: 2,
    failed: 0,
  });
});

test('a failing test, a file that throws and a file without tests each fail once', () => {
  assert.deepEqual(countsOf("test('a', () => { throw new Error('no'); });"), { passed: 0, failed: 1 });
  assert.deepEqual(countsOf("throw new Error('no');"), { passed: 0, failed: 1 });
  assert.deepEqual(countsOf(''), { passed: 0, failed: 1 });
});

test('what a suite prepares and cannot fails beside the tests that wait for it', () => {
  const code =
    "import { before } from 'node:test'; describe('a', () => { before(() => { throw new Error('no'); }); test('b', () => {}); });";
  assert.deepEqual(countsOf(code), { passed: 0, failed: 2 });
});

test('a test that is not run fails', () => {
  assert.deepEqual(countsOf("test['skip']('a', () => {}); test('b', () => {});"), { passed: 1, failed: 1 });
});

test('a file that never ends is ended, and has failed', () => {
  const endless = "test('a', () => {}); test('b', () => new Promise(() => setInterval(() => {}, 1000)));";
  const counts = countsOf(endless, { minutes: 0.01 }) as { failed: number };
  assert.ok(counts.failed >= 1);
});
