import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { addressesOf } from './addresses.ts';
import { freePorts } from './free-ports.ts';
import { type HubProcessOptions, startHubProcess } from './hub-process.ts';
import { standInHub } from './stand-in-hub.ts';

let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nara-hub-'));
});
after(() => rm(folder, { recursive: true }));

async function options(program: string): Promise<HubProcessOptions> {
  const ports = await freePorts();
  const command = join(folder, `${ports.hub}.mjs`);
  await writeFile(command, program);
  return {
    command,
    config: 'nara.yaml',
    ports,
    addresses: addressesOf(ports),
    dataFolder: folder,
    logFile: join(folder, `${ports.hub}.log`),
    patience: 20_000,
  };
}

test('the hub is started with its configuration and the addresses, and stops when asked', async () => {
  const given = await options(standInHub);
  const hub = await startHubProcess(given);
  assert.equal((await fetch(`${given.addresses.hub}/healthz`)).status, 200);
  await hub.stop();
  await assert.rejects(fetch(`${given.addresses.hub}/healthz`));
  assert.deepEqual(JSON.parse(await readFile(given.logFile, 'utf8')), {
    args: ['serve', 'nara.yaml'],
    data: folder,
    login: given.addresses.login,
  });
  await hub.stop();
});

test('a hub that ends by itself is noticed', async () => {
  const hub = await startHubProcess(await options(standInHub));
  process.kill(hub.pid, 'SIGKILL');
  assert.equal(await hub.ended, 'signal SIGKILL');
});

test('a hub that cannot start is told with its own words, not those of the last start', async () => {
  const given = await options("console.error('nara.yaml:3: expected a port'); process.exit(2);");
  await writeFile(given.logFile, 'said last time\n');
  await assert.rejects(startHubProcess(given), {
    code: 'hub_stopped',
    message: 'The hub could not start:\nnara.yaml:3: expected a port',
  });
});

test('a hub that never answers is stopped', async () => {
  const given = await options("console.log('thinking'); setInterval(() => {}, 1000);");
  await assert.rejects(startHubProcess({ ...given, patience: 0 }), { code: 'hub_silent' });
});
