import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { examplesOf, placeOf } from '../../scripts/doc-examples.ts';
import { runCommand } from '../../scripts/run-command.ts';
import { readSourceFiles } from '../../scripts/source-files.ts';

/** Each test that a document shows, run as the reader would: a file of its own under `node --test`. */
const shown = examplesOf(readSourceFiles(), 'ts').filter(({ code }) => code.includes("from 'node:test'"));
const cache = join(import.meta.dirname, '..', '.cache');
mkdirSync(cache, { recursive: true });
const folder = mkdtempSync(join(cache, 'testing-guide-'));
after(() => rmSync(folder, { recursive: true }));

test('there are some', () => assert.ok(shown.length > 0));

for (const { code, ...example } of shown)
  test(`${placeOf(example)} runs`, async () => {
    const file = join(folder, `line-${example.line}.test.ts`);
    writeFileSync(file, code);
    // Without this, node:test would report to this file's runner.
    const env = { NODE_TEST_CONTEXT: '' };
    const { code: exit, output } = await runCommand(
      process.execPath,
      ['--test-reporter=tap', '--test-timeout=60000', file],
      { env },
    );
    assert.equal(exit, 0, output);
    const [, passed] = /^# pass (\d+)$/m.exec(output) ?? [];
    assert.equal(Number(passed), [...code.matchAll(/^test\(/gm)].length, output);
  });
