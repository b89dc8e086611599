import assert from 'node:assert/strict';
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { installPacked } from './install-packed.ts';
import { packPackages } from './pack-packages.ts';

const empty = mkdtempSync(join(tmpdir(), 'nara-installed-'));
const modules = join(empty, 'node_modules');
let folders: Readonly<Record<string, string>>;
let nara: string;
let hub: ChildProcess | undefined;

before(async () => {
  folders = await packPackages();
  nara = await installPacked(
    folders,
    empty,
    Object.keys(folders).map(name => `@nara/${name}`),
  );
});
after(() => {
  hub?.kill('SIGKILL');
  rmSync(empty, { recursive: true });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address ? address.port : 0;
}

/** The first answer of an address that a starting process will serve. */
async function answerOf(url: string, process: ChildProcess, said: () => string): Promise<Response> {
  for (;;) {
    if (process.exitCode !== null) throw new Error(`nara ended with ${process.exitCode}: ${said()}`);
    const answer = await fetch(url).catch(() => undefined);
    if (answer) return answer;
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}

test('a packed package holds no TypeScript source, no test and no word of the workspace', () => {
  for (const folder of Object.values(folders)) {
    const files = readdirSync(folder, { recursive: true }).map(String);
    assert.deepEqual(
      files.filter(file => /(?<!\.d)\.ts$|\.test\./.test(file)),
      [],
    );
    assert.doesNotMatch(readFileSync(join(folder, 'package.json'), 'utf8'), /workspace:|catalog:|\.\/src\//);
  }
});

test('installed in an empty folder, each entry of the libraries loads', () => {
  const program = `for (const name of ['@nara/signalr', '@nara/signalr/hub', '@nara/signalr/memory', '@nara/contract', '@nara/rules', '@nara/hub', '@nara/hub/memory', '@nara/sdk/resident', '@nara/sdk/staff', '@nara/sdk/testing', '@nara/elements/format.ts', '@nara/widget', '@nara/widget/feedback', '@nara/widget/hours', '@nara/server']) {
    const entry = await import(name);
    if (Object.keys(entry).length === 0) throw new Error(name + ' exports nothing');
  }`;
  execFileSync(process.execPath, ['--input-type=module', '-e', program], { cwd: empty, stdio: 'pipe' });
});

test('installed in an empty folder, nara serve starts a hub and ends when asked to', async () => {
  const server = join(modules, '@nara/server');
  cpSync(join(server, 'nara.example.yaml'), join(empty, 'nara.yaml'));
  mkdirSync(join(empty, 'keys'));
  for (const name of ['resident', 'staff']) {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    writeFileSync(
      join(empty, `keys/${name}.jwk.json`),
      JSON.stringify({ ...privateKey.export({ format: 'jwk' }), alg: 'ES256', kid: name }),
    );
  }
  const [port, staffPort] = [await freePort(), await freePort()];
  hub = spawn(process.execPath, [nara, 'serve', 'nara.yaml'], {
    cwd: empty,
    env: {
      ...process.env,
      NARA_PORT: String(port),
      NARA_STAFF_PORT: String(staffPort),
      NARA_LOG_LEVEL: 'info',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [hub.stdout, hub.stderr]) {
    stream?.on('data', chunk => {
      said += chunk;
    });
  }
  const health = await answerOf(`http://127.0.0.1:${port}/healthz`, hub, () => said);
  assert.equal(health.status, 200);
  const panel = await fetch(`http://127.0.0.1:${port}/nara.js`);
  assert.equal(panel.status, 200);
  hub.kill('SIGTERM');
  const [code] = await once(hub, 'exit');
  assert.equal(code, 0, said);
});
