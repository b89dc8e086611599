import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, RequestEntry } from './driver/browser.ts';
import { openChromium } from './driver/chromium-browser.ts';
import { cacheFaults, cookiesIn, listOf } from './installed/answers.ts';
import { type InstalledHub, startInstalledHub } from './installed/installed-hub.ts';
import { origins } from './installed/origins.ts';
import { Nurse } from './stories/nurse.ts';
import { Resident } from './stories/resident.ts';
import { wordsIn } from './stories/words.ts';

const words = wordsIn('sv-SE');
const root = join(import.meta.dirname, '../..');
const first = 'Jag har haft ont i halsen i fem dagar.';

describe('installed from packages, behind nginx with TLS', () => {
  let hub: InstalledHub;
  let browser: Browser;
  let karin: Resident;
  let sara: Nurse;
  let bot: ChildProcess | undefined;
  before(async () => {
    hub = await startInstalledHub();
    browser = await openChromium(hub.chromiumArgs);
  });
  after(async () => {
    bot?.kill();
    await browser?.close();
    await hub?.stop();
  });

  const residentAt = async (path: string): Promise<Resident> => {
    const context = await browser.newContext({ locale: 'sv-SE' });
    return Resident.at(context, { page: `${origins.site}${path}`, path: '/r/norrvik/', words });
  };
  const ofTheHub = (requests: readonly RequestEntry[]): readonly RequestEntry[] =>
    requests.filter(({ url }) => [origins.hub, origins.desk].some(origin => url.startsWith(`${origin}/`)));

  test('the first page asks for what is listed here, and each answer says how it is kept', async () => {
    karin = await residentAt('/');
    await karin.openChat();
    const asked = await karin.page.requests();
    for (const line of listOf(asked)) console.log(`  ${line}`);
    assert.deepEqual(
      [...new Set(listOf(asked).map(line => line.replace(/(?<=\/)[\w.-]+(?=-HASH)/, '*')))],
      [
        'GET https://hub.norrvik.example/chunks/*-HASH.js 200 public, max-age=31536000, immutable',
        'GET https://hub.norrvik.example/nara.js 200 public, no-cache',
        'GET https://hub.norrvik.example/r/norrvik/panel 200 no-store',
        'GET https://hub.norrvik.example/static/panel/*-HASH.js 200 public, max-age=31536000, immutable',
        'GET https://www.regionen.example/ 200 no-cache',
      ],
    );
  });

  test('a resident writes, logs in, and the nurse of their clinic answers', async () => {
    await karin.chooseService(/Symtom och besvär/);
    await karin.writeFirst(first);
    await (await karin.panel()).click({ role: 'button', name: words('write.next') });
    await karin.logIn(/BankID/, 'Karin Lindqvist');
    await karin.sendFirst();
    await karin.waitInQueue(1);
    const staff = await browser.newContext({ locale: 'sv-SE' });
    sara = await Nurse.at(staff, `${origins.desk}/r/norrvik/desk`, words, 'Sara Nyberg');
    await sara.open('Karin Lindqvist');
    await sara.sees(first);
    await sara.take();
    await sara.say('Hej Karin. Har du feber?');
    await karin.sees('Hej Karin. Har du feber?');
    await karin.say('Ja, 38,5.');
    await sara.sees('Ja, 38,5.');
  });

  test('the hub’s cookies are of its host alone, for https and no script', async () => {
    const answers = [...(await karin.page.requests()), ...(await sara.page.requests())];
    assert.deepEqual(cookiesIn(ofTheHub(answers)), [
      '__Host-nara-login; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=600',
      '__Host-nara-staff-login; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=600',
      '__Host-nara-staff; Path=/; HttpOnly; SameSite=Strict; Secure',
    ]);
  });

  test('both sides are on WebSockets through nginx, and poll nothing', async () => {
    for (const [{ page }, side] of [
      [karin, 'hub.norrvik.example/r/norrvik/hub/resident'],
      [sara, 'desk.norrvik.example/r/norrvik/hub/staff'],
    ] as const) {
      const paths = (await page.requests()).map(({ url }) => url.replace(/\?.*/, ''));
      const ofSide = new Set(paths.filter(path => path.includes(side)));
      assert.deepEqual([...ofSide].toSorted(), [`https://${side}/negotiate`, `wss://${side}`]);
    }
  });

  test('each answer of the hub, from the loader to the desk, says how it is kept', async () => {
    const asked = ofTheHub([...(await karin.page.requests()), ...(await sara.page.requests())]);
    assert.ok(asked.some(({ url }) => url.includes('/negotiate')));
    assert.deepEqual(cacheFaults(asked), []);
  });

  test('the element from the package has the same conversation on another page of the site', async () => {
    const there = await residentAt('/element');
    await there.openChat();
    await (await there.panel()).click({ role: 'button', name: words('start.login') });
    await there.logIn(/BankID/, 'Karin Lindqvist');
    await there.sees('Ja, 38,5.');
    await there.page.close();
  });

  test('the robot of the demo talks through the installed SDK', async () => {
    await sara.close();
    await sara.page.reload();
    cpSync(join(root, 'demo/bot.ts'), join(hub.folder, 'bot.ts'));
    const tokens = 'src/own-ui/identity-tokens.ts';
    cpSync(join(root, 'demo', tokens), join(hub.folder, tokens));
    const { args, environment } = hub.node;
    bot = spawn(process.execPath, [...args, 'bot.ts'], {
      cwd: hub.folder,
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        ...process.env,
        ...environment,
        DEMO_HUB: origins.hub,
        DEMO_OWN_UI: origins.product,
        DEMO_KEY: hub.productKeyFile,
      },
    });
    const ended = once(bot, 'exit');
    await sara.open('Karin Lindqvist');
    await sara.sees('Hej, en robot provar chatten.');
    await sara.take();
    await sara.say('Hej robot.');
    await sara.sees('Tack. Du skrev: Hej robot.');
    await sara.close();
    assert.deepEqual(await ended, [0, null]);
  });

  test('nginx has written paths and nothing of what follows them', async () => {
    // A WebSocket is written down when it has ended.
    await karin.page.close();
    while (!/GET \/r\/norrvik\/hub\/resident 101/.test(hub.log())) await pause(50);
    const log = hub.log();
    assert.match(log, /GET \/r\/norrvik\/login\/callback 303/);
    assert.doesNotMatch(log, /\?|=/);
  });
});
