import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { type RunningDemo, startDemo } from '@nara/demo';
import { freePorts } from '@nara/demo/free-ports';
import { type CaseRef, createResidentClient, type ResidentClient } from '@nara/sdk/resident';
import { createStaffClient, type StaffClient } from '@nara/sdk/staff';
import { logInResident, logInStaff } from '../sdk/log-in.ts';
import { until } from '../sdk/until.ts';
import { TabStorage, textsOf, Writer } from './writer.ts';

const nara = fileURLToPath(new URL('main.ts', import.meta.resolve('@nara/server')));
const people = [
  ['Karin', 'Lindqvist'],
  ['Amir', 'Rahimi'],
  ['Maria', 'Niemi'],
] as const;
const enough = 6;

let folder: string;
let demo: RunningDemo;
const tabs = new Map<string, TabStorage>();
const clients: { close(): Promise<void> }[] = [];

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nara-restore-'));
  demo = await startDemo({
    ports: await freePorts(),
    dataFolder: join(folder, 'data'),
    hubCommand: fileURLToPath(new URL('../sdk/hub-without-pages.ts', import.meta.url)),
  });
});
after(async () => {
  await Promise.all(clients.map(client => client.close()));
  await demo.stop();
  await rm(folder, { recursive: true });
});

function tabOf(name: string): TabStorage {
  const tab = tabs.get(name) ?? new TabStorage();
  tabs.set(name, tab);
  return tab;
}

async function residentClient(given: string, family: string): Promise<ResidentClient> {
  const { hub } = demo.addresses;
  const session = await logInResident(demo, given, family);
  const client = createResidentClient({
    hub,
    region: 'norrvik',
    getToken: () => session.token,
    headers: { origin: hub },
    storage: tabOf(given),
    personKey: session.person.key,
  });
  clients.push(client);
  return client;
}

async function nurseClient(): Promise<StaffClient> {
  const headers = await logInStaff(demo, 'Sara');
  const storage = tabOf('Sara');
  const client = createStaffClient({ hub: demo.addresses.desk, region: 'norrvik', headers, storage });
  clients.push(client);
  await client.readSession();
  return client;
}

function followed(ref: CaseRef): CaseRef {
  ref.subscribe(() => {});
  return ref;
}

const begin = (client: ResidentClient, text: string) =>
  client.startCase({ serviceId: 'symptoms', language: 'sv', text });

/** Runs `nara` on the hub's configuration, as an operator would beside it. */
async function run(command: 'backup' | 'restore', option: string): Promise<void> {
  const { file, environment } = demo.hubConfig;
  const child = spawn(process.execPath, [nara, command, file, option, join(folder, 'backup')], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', chunk => {
    said += chunk;
  });
  const [code] = await once(child, 'close');
  assert.equal(code, 0, said);
}

test('a restore under traffic loses and doubles nothing that clients which are still there have sent in the last hour', async () => {
  const residents = await Promise.all(people.map(([given, family]) => residentClient(given, family)));
  const [karin] = residents;
  assert.ok(karin !== undefined);
  let nurse = await nurseClient();
  nurse.desk.subscribe(() => {});
  const writers: Writer[] = [];
  for (const [index, client] of residents.entries()) {
    const { caseId } = await begin(client, 'start');
    writers.push(new Writer(people[index]?.[0] ?? '', followed(client.case(caseId))));
  }

  // Everybody writes before the backup, during it and after it.
  let backedUp = false;
  const writing = writers.map(writer => writer.write(count => count < enough || !backedUp));
  await Promise.all(writers.map(({ ref }) => until(ref, view => textsOf(view, 'resident').length > 2)));
  await run('backup', '--to');
  backedUp = true;
  await Promise.all(writing);
  await Promise.all(writers.map(writer => writer.write(count => count < enough)));

  // After the backup a case begins, is taken, and both write in it: the backup knows nothing of it.
  const { caseId } = await begin(karin, 'another');
  const hers = new Writer('Karin again', followed(karin.case(caseId)));
  await nurse.case(caseId).take();
  const nurses = new Writer('Sara', followed(nurse.case(caseId)));
  await hers.write(count => count < enough);
  await nurses.write(count => count < enough);
  await nurse.case(caseId).addNote('A note');

  // Killed with a message of each on its way.
  for (const writer of [...writers, hers, nurses]) writer.send();
  process.kill(demo.hub.pid, 'SIGKILL');
  await demo.hub.ended;
  for (const writer of writers) writer.send();
  await run('restore', '--from');
  await demo.startHubAgain();

  // Nobody is logged in any more.
  const ended = [...residents, nurse].map(client => {
    client.retryNow();
    return until(client.connection, ({ state }) => state === 'ended');
  });
  await Promise.all(ended);

  // The nurse is back first: the case that she wrote in is not there, and what she wrote is shown as not sent.
  nurse = await nurseClient();
  nurse.desk.subscribe(() => {});
  nurses.ref = followed(nurse.case(caseId));
  const shown = await until(
    nurses.ref,
    ({ status, pending }) =>
      status === 'gone' && pending.length > 0 && pending.every(each => each.state === 'failed'),
  );
  assert.deepEqual(
    shown.pending.map(({ text }) => text),
    nurses.sent,
  );

  const again = await Promise.all(people.map(([given, family]) => residentClient(given, family)));
  for (const [index, writer] of writers.entries()) {
    const client = again[index];
    assert.ok(client !== undefined);
    writer.ref = followed(client.case(writer.ref.caseId));
  }
  hers.ref = followed(again[0]?.case(caseId) ?? hers.ref);
  for (const writer of [...writers, hers, nurses]) {
    const side = writer === nurses ? 'staff' : 'resident';
    const first = writer === nurses ? [] : [writer === hers ? 'another' : 'start'];
    const last = writer.sent.at(-1) ?? '';
    await until(writer.ref, now => now.pending.length === 0 && textsOf(now, side).includes(last));
    while (writer.ref.get().snapshot?.earlier === true) await writer.ref.loadMore();
    assert.deepEqual(textsOf(writer.ref.get(), side), [...first, ...writer.sent]);
    assert.ok(writer.acknowledged.length >= enough);
  }
  const { snapshot } = nurses.ref.get();
  assert.equal(snapshot?.entries.filter(({ kind }) => kind === 'note').length, 1);
  assert.equal(snapshot?.handler?.name, 'Sara Nyberg');
});
