import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { freePorts } from './testing/test-hub.ts';

let folder: string;
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'nara-command-'));
});
after(() => rmSync(folder, { recursive: true }));

async function nara(words: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts'), ...words], {
    env: { ...process.env, ...environment },
  });
  let said = '';
  child.stderr.on('data', chunk => {
    said += chunk;
  });
  const [code] = await once(child, 'close');
  return { code, said };
}

test('a faulty configuration ends with 1 and every fault in a line of its own', async () => {
  const file = join(folder, 'faulty.yaml');
  const example = readFileSync(join(import.meta.dirname, '../nara.example.yaml'), 'utf8');
  writeFileSync(file, example.replace('country: SE', 'country: NO').replace('preset: se', 'preset: no'));
  const { code, said } = await nara(['serve', file]);
  assert.equal(code, 1);
  const lines = said.trim().split('\n');
  assert.equal(lines.length, 2, said);
  for (const line of lines) assert.match(line, /faulty\.yaml:\d+: regions\[0\]\.\w+: expected one of/);
});

test('http on an address that is not loopback ends with 1', async () => {
  const file = join(folder, 'http.yaml');
  const example = readFileSync(join(import.meta.dirname, '../nara.example.yaml'), 'utf8');
  writeFileSync(file, example.replace(/"http:\/\/127.0.0.1:[^"]*8300\}"/, '"http://chat.norrvik.example"'));
  const { code, said } = await nara(['serve', file]);
  assert.equal(code, 1);
  assert.match(said, /listen\.resident\.origin: expected an exact origin/);
});

test('anything but a command ends with 2 and the usage', async () => {
  const { code, said } = await nara(['dance']);
  assert.equal(code, 2);
  assert.match(said, /^Usage: nara serve FILE\n/);
});

test('a backup by a configuration that is not there ends with 1 and one line', async () => {
  const { code, said } = await nara(['backup', join(folder, 'none.yaml'), '--to', join(folder, 'copy')]);
  assert.equal(code, 1);
  assert.match(said, /^[^\n]*none\.yaml: expected a configuration file that can be read\n$/);
});

test('a port that is taken ends with 1 and one line that names it', async () => {
  const { startTestHub } = await import('./testing/test-hub.ts');
  const [port = 0] = await freePorts(1);
  const taken = createServer().listen(port, '127.0.0.1');
  await once(taken, 'listening');
  await assert.rejects(startTestHub({ residentPort: port }), {
    name: 'ListenError',
    message: `cannot listen on 127.0.0.1 port ${port}: the port is in use`,
  });
  taken.close();
});
