import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { takeDataFolder } from './data-folder.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nara-data-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('what a demo left is kept for the next', async () => {
  const release = await takeDataFolder(folder, false);
  await writeFile(join(folder, 'kept'), '');
  await release();
  await takeDataFolder(folder, false);
  assert.ok((await readdir(folder)).includes('kept'));
});

test('fresh empties what a demo left', async () => {
  const release = await takeDataFolder(folder, false);
  await mkdir(join(folder, 'hub'));
  await writeFile(join(folder, 'hub', 'old'), '');
  await release();
  await takeDataFolder(folder, true);
  assert.deepEqual(await readdir(folder), ['demo.lock']);
});

test('a folder with files of somebody else is left as it is, fresh or not', async () => {
  await writeFile(join(folder, 'thesis.txt'), 'years of work');
  for (const fresh of [true, false]) {
    await assert.rejects(takeDataFolder(folder, fresh), { code: 'not_the_demos_folder' });
  }
  assert.equal(await readFile(join(folder, 'thesis.txt'), 'utf8'), 'years of work');
});

test('a folder is refused while another process uses it, and free when that one was killed', async () => {
  const program = `
    const { takeDataFolder } = await import(${JSON.stringify(pathToFileURL(join(import.meta.dirname, 'data-folder.ts')))});
    await takeDataFolder(${JSON.stringify(folder)}, false);
    console.log('taken');
    setInterval(() => {}, 1000);`;
  const other = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  await once(other.stdout, 'data');
  await assert.rejects(takeDataFolder(folder, true), { code: 'already_running' });
  other.kill('SIGKILL');
  await once(other, 'exit');
  const release = await takeDataFolder(folder, true);
  await release();
});
