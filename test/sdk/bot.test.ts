import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { type RunningDemo, startDemo } from '@nara/demo';
import { freePorts } from '@nara/demo/free-ports';
import { createStaffClient, type StaffClient } from '@nara/sdk/staff';
import { logInStaff } from './log-in.ts';
import { until } from './until.ts';

let folder: string;
let demo: RunningDemo;
let nurse: StaffClient;
let bot: ChildProcess;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nara-bot-'));
  const dataFolder = join(folder, 'data');
  demo = await startDemo({
    ports: await freePorts(),
    dataFolder,
    hubCommand: fileURLToPath(new URL('./hub-without-pages.ts', import.meta.url)),
  });
  const headers = await logInStaff(demo, 'Sara');
  nurse = createStaffClient({ hub: demo.addresses.desk, region: 'norrvik', headers });
  bot = spawn(process.execPath, [join(import.meta.dirname, '../../demo/bot.ts')], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      DEMO_HUB: demo.addresses.hub,
      DEMO_OWN_UI: demo.addresses.ownUi,
      DEMO_KEY: join(dataFolder, 'keys', 'own-ui.jwk.json'),
    },
  });
});
after(async () => {
  bot?.kill();
  await nurse?.close();
  await demo?.stop();
  await rm(folder, { recursive: true });
});

test('the robot asks, thanks for what it is answered, and ends with its case', async () => {
  assert.ok(bot.stdout);
  const said = text(bot.stdout);
  const ended = once(bot, 'exit');
  const { value } = await until(nurse.desk, ({ value: seen }) => seen?.workList.rows[0] !== undefined);
  const [row] = value?.workList.rows ?? [];
  assert.equal(row?.person.name, 'Karin Lindqvist');
  const conversation = nurse.case(row?.caseId ?? '');
  const texts = (): string => JSON.stringify(conversation.get().snapshot?.entries ?? []);
  conversation.subscribe(() => {});
  await conversation.take();
  conversation.send('Hej robot.');
  await until(conversation, () => texts().includes('Tack. Du skrev: Hej robot.'));
  await conversation.close();
  assert.deepEqual(await ended, [0, null]);
  assert.match(await said, new RegExp(`asked: ${row?.reference}`));
});
