import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { startHub } from '../server.ts';
import { startTestHub, type TestHub } from '../testing/test-hub.ts';

let hub: TestHub;
let folder: string;
before(async () => {
  hub = await startTestHub();
  folder = mkdtempSync(join(tmpdir(), 'nara-backups-'));
});
after(async () => {
  await hub.close();
  rmSync(folder, { recursive: true });
});

/** Runs the command on the hub's own configuration; `limit` is the largest file that it may write, in blocks of 512 bytes. */
async function nara(words: readonly string[], limit = 'unlimited') {
  const main = join(import.meta.dirname, '..', 'main.ts');
  const script = 'ulimit -f "$1"; shift; exec "$@"';
  const [command = '', ...rest] = words;
  const child = spawn(
    'sh',
    [
      '-c',
      script,
      'sh',
      limit,
      process.execPath,
      main,
      command,
      join(hub.config.data, '..', 'hub.yaml'),
      ...rest,
    ],
    { env: { ...process.env, ...hub.environment } },
  );
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => (said += chunk));
  const [code] = await once(child, 'close');
  return { code, lines: said.trim().split('\n') };
}

test('the command backs a running hub up, says so, and keeps as many as it is told', async () => {
  for (const name of ['one', 'two']) {
    const { code, lines } = await nara(['backup', '--to', join(folder, name), '--keep', '1']);
    assert.equal(code, 0, lines.join('\n'));
    assert.match(lines[0] ?? '', new RegExp(`^Backed up norrvik \\(\\d+ bytes\\) to .*${name}$`));
  }
  assert.deepEqual(readdirSync(folder), ['two']);
});

test('a disk that takes no more ends with 1 and one line, and nothing is left', async () => {
  const to = join(folder, 'full');
  const { code, lines } = await nara(['backup', '--to', to], '8');
  assert.deepEqual([code, lines.length], [1, 1], lines.join('\n'));
  assert.match(lines[0] ?? '', /^nara: cannot write .*full: /);
  assert.ok(!existsSync(to));
  assert.deepEqual(
    readdirSync(folder).filter(name => name.includes('full')),
    [],
  );
});

test('a restore is refused in one line while the hub runs', async () => {
  const { code, lines } = await nara(['restore', '--from', join(folder, 'two')]);
  assert.deepEqual([code, lines.length], [1, 1], lines.join('\n'));
  assert.match(lines[0] ?? '', /is used by a hub that runs/);
});

test('a second hub on the same data folder is refused', async () => {
  const second = startHub(hub.config, { staticFolder: join(hub.config.data, '..', 'static') });
  await assert.rejects(second, { name: 'DataFolderError', code: 'in_use' });
});
