import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { portsFrom } from './addresses.ts';
import { checkPorts } from './check-ports.ts';
import { type DemoOptions, startDemo } from './demo.ts';
import { freePorts } from './free-ports.ts';
import { standInHub } from './stand-in-hub.ts';

let folder: string;
let hubCommand: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nara-demo-'));
  hubCommand = join(folder, 'hub.mjs');
  await writeFile(hubCommand, standInHub);
});
after(() => rm(folder, { recursive: true }));

async function options(name: string): Promise<DemoOptions> {
  return { ports: await freePorts(), dataFolder: join(folder, name), hubCommand };
}

test('everything answers at its address, and stop frees every port', async () => {
  const given = await options('whole');
  const demo = await startDemo(given);
  const { siteSe, siteFi, hub, desk, login, ownUi } = demo.addresses;
  for (const address of [
    siteSe,
    siteFi,
    `${ownUi}/`,
    `${ownUi}/jwks.json`,
    `${hub}/healthz`,
    `${desk}/healthz`,
    `${login}/.well-known/openid-configuration`,
  ]) {
    assert.equal((await fetch(address)).status, 200, address);
  }
  await demo.stop();
  await checkPorts(given.ports);
});

test('data survives a restart and is gone after a fresh one', async () => {
  const given = await options('kept');
  const keyFile = join(given.dataFolder, 'keys', 'norrvik-resident.jwk.json');
  const keys: string[] = [];
  for (const fresh of [false, false, true]) {
    const demo = await startDemo({ ...given, fresh });
    keys.push(await readFile(keyFile, 'utf8'));
    await demo.stop();
  }
  assert.equal(keys[0], keys[1]);
  assert.notEqual(keys[1], keys[2]);
});

test('a killed hub can be started again on the same data', async () => {
  const demo = await startDemo(await options('killed'));
  process.kill(demo.hub.pid, 'SIGKILL');
  await demo.hub.ended;
  const again = await demo.startHubAgain();
  assert.notEqual(again.pid, demo.hub.pid);
  assert.equal((await fetch(`${demo.addresses.hub}/healthz`)).status, 200);
  await demo.stop();
  assert.equal(await again.ended, 'signal SIGTERM');
});

test('a hub that cannot start leaves nothing running', async () => {
  const given = await options('broken');
  const broken = join(folder, 'broken.mjs');
  await writeFile(broken, 'process.exit(1);');
  await assert.rejects(startDemo({ ...given, hubCommand: broken }), { code: 'hub_stopped' });
  await checkPorts(given.ports);
});

test('a start that is given up leaves nothing running', async () => {
  const given = await options('given-up');
  const silent = join(folder, 'silent.mjs');
  await writeFile(silent, "process.on('SIGTERM', () => process.exit(0)); setInterval(() => {}, 1000);");
  const interrupt = new AbortController();
  const started = startDemo({ ...given, hubCommand: silent, signal: interrupt.signal });
  interrupt.abort(new Error('enough'));
  await assert.rejects(started, { message: 'enough' });
  await checkPorts(given.ports);
});

test('Ctrl-C while the demo starts stops the hub too', async () => {
  const base = await firstOfSix();
  const ports = portsFrom(base);
  const child = spawn(process.execPath, [
    join(import.meta.dirname, 'start.ts'),
    '--ports',
    String(base),
    '--data',
    join(folder, 'interrupted'),
  ]);
  const said = text(child.stderr);
  const ended = once(child, 'exit');
  // The sites are there just before the hub is started. One that has ended will never have them.
  const isThere = () =>
    fetch(`http://127.0.0.1:${ports.siteFi}/`).then(
      () => true,
      () => false,
    );
  while (child.exitCode === null && !(await isThere()));
  assert.equal(child.exitCode, null, child.exitCode === null ? '' : await said);
  child.kill('SIGINT');
  assert.deepEqual(await ended, [1, null]);
  await checkPorts(ports);
});

test('the command says in one line that a port is taken, and ends with 1', async () => {
  const ports = portsFrom(await firstOfSix());
  const other = createServer().listen(ports.hub, '127.0.0.1');
  await once(other, 'listening');
  const child = spawn(process.execPath, [
    join(import.meta.dirname, 'start.ts'),
    '--ports',
    String(ports.siteSe),
    '--data',
    join(folder, 'command'),
  ]);
  const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  assert.equal(code, 1);
  assert.match(said, new RegExp(`^Port ${ports.hub} \\(the hub\\) is taken[^\\n]*\\n$`));
  await once(other.close(), 'close');
});

/** A port with five free ones behind it, below those that the system gives to whoever asks for any: tests beside this one do. */
async function firstOfSix(): Promise<number> {
  for (;;) {
    const base = 20_000 + Math.floor(Math.random() * 12_000);
    const isFree = await checkPorts(portsFrom(base)).then(
      () => true,
      () => false,
    );
    if (isFree) return base;
  }
}
