import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Browser, Context, Page } from './driver/browser.ts';
import { openBrowser, wantedBrowser } from './driver/open-browser.ts';
import { until } from './driver/surface.ts';
import { type HostPages, serveHostPages } from './hosts/host-pages.ts';
import { type HostilePage, hostilePages, visit, words } from './hosts/hostile-pages.ts';
import { looksOf } from './hosts/looks.ts';
import { Resident } from './stories/resident.ts';
import { startWatchedDemo, type WatchedDemo, type Weakening } from './weaken/watched-demo.ts';

const shots = join(import.meta.dirname, '..', 'artifacts', 'hosts');
const text = 'Jag har haft ont i halsen i fem dagar.';
const bankId = /BankID/;
const symptoms = /Symtom och besvär/;

let browser: Browser;
let host: HostPages;
before(async () => {
  mkdirSync(shots, { recursive: true });
  browser = await openBrowser();
  host = await serveHostPages();
});
after(async () => {
  await browser?.close();
  host?.close();
});

const startDemo = async (weakening?: Weakening): Promise<WatchedDemo> => {
  const demo = await startWatchedDemo(weakening, {
    norrvik: { origins: [{ origin: host.origin, inPage: false }] },
  });
  host.embed(demo.addresses.hub);
  return demo;
};

/** Plays a hostile page as far as it goes, and takes a picture of that. */
const play = async (demo: WatchedDemo, { path, broken }: HostilePage, at = path): Promise<string> => {
  const there = await visit(browser, demo.addresses.hub, host.origin + at);
  const picture = (name: string) =>
    browser.kind === 'webkit'
      ? undefined
      : there.page.screenshot(join(shots, `${path.slice(1)}-${name}.png`));
  try {
    await picture('before');
    const fault = await broken(there);
    await picture(fault === '' ? 'whole' : 'broken');
    return fault;
  } finally {
    await there.context.close();
  }
};

describe('on a hostile page', () => {
  let demo: WatchedDemo;
  before(async () => {
    demo = await startDemo();
  });
  after(() => demo?.stop());

  for (const hostile of hostilePages)
    test(`the chat is whole on ${hostile.name}`, async () => {
      assert.equal(await play(demo, hostile), '');
    });

  test('under the strictest policy a resident logs in by redirect, comes back and sends', async () => {
    const { resident, context } = await visit(browser, demo.addresses.hub, `${host.origin}/policy`);
    await resident.startCase({ service: symptoms, text, method: bankId, person: 'Karin Lindqvist' });
    await resident.waitInQueue(1);
    if (browser.kind !== 'webkit')
      assert.deepEqual(
        resident.page
          .console()
          .filter(({ type, text: said }) => /error|uncaught/.test(type) && !/favicon|data:/.test(said)),
        [],
      );
    await context.close();
  });

  test('a page that says in which layer the chat lies has it there', async () => {
    const { page, context } = await visit(browser, demo.addresses.hub, `${host.origin}/layered`);
    assert.match((await looksOf(page)).launcher, /covered$/);
    await context.close();
  });

  test('when a dialog closes the chat is on the page again, with what was typed', async () => {
    const { resident, page, context } = await visit(browser, demo.addresses.hub, `${host.origin}/dialog`);
    await page.click('[data-nara-open]');
    await resident.chooseService(symptoms);
    await resident.writeFirst(text);
    await page.click('#done');
    await page.waitUntil('the chat to be back', () => document.querySelector('body > nara-chat') !== null);
    const panel = await resident.panel();
    const field = { role: 'textbox', name: words('write.label') };
    await panel.waitFor(field);
    assert.equal(await panel.text(field), text);
    await panel.click({ role: 'button', name: words('panel.minimise') });
    await page.click('nara-chat >> button');
    await panel.waitFor(field);
    await context.close();
  });

  test('from a sandboxed frame the login is in a new tab, and the conversation goes on there', async () => {
    const { resident, page, context } = await visit(browser, demo.addresses.hub, `${host.origin}/sandbox`);
    const framed = await page.frame('/plain');
    await framed.click('nara-chat >> button');
    await resident.chooseService(symptoms);
    await resident.writeFirst(text);
    const panel = await resident.panel();
    await panel.click({ role: 'button', name: words('write.next') });
    await panel.click({ role: 'button', name: bankId });
    await resident.sees(words('login.notThere'));
    await panel.click({ role: 'link', name: words('login.newTab') });
    const tab = await secondTab(page, context);
    const there = Resident.on(tab, { page: '', path: '/r/norrvik/', hosted: true, words });
    await there.chooseService(symptoms);
    await there.writeFirst(text);
    await tab.click({ role: 'button', name: words('write.next') });
    await there.logIn(bankId, 'Gunilla Ek');
    await there.sendFirst();
    await there.sees(text);
    await there.sees(words('state.sent'));
    await context.close();
  });

  test('from a frame without an origin the button leads to the page on the hub', async () => {
    const { page, context } = await visit(browser, demo.addresses.hub, `${host.origin}/no-origin`);
    await (await page.frame('/plain')).click('nara-chat >> button');
    const tab = await secondTab(page, context);
    await tab.waitFor({ role: 'heading', name: words('start.heading') });
    assert.ok((await tab.url()).startsWith(`${demo.addresses.hub}/r/norrvik/?`), await tab.url());
    await context.close();
  });

  test('a consent manager that lets the script in later gets the button then', async () => {
    const { page, context } = await visit(browser, demo.addresses.hub, `${host.origin}/consent-unmarked`);
    assert.equal(await page.count('nara-chat >> button'), 0);
    await page.click('#agree');
    await page.waitFor('nara-chat >> button');
    await context.close();
  });

  test('without scripts the page leads to the page on the hub, which names a telephone where it cannot run either', async () => {
    const { page, context } = await visit(browser, demo.addresses.hub, `${host.origin}/without-scripts`);
    await page.evaluate(() => document.querySelector('iframe')?.contentDocument?.querySelector('a')?.click());
    await page.waitFor({ role: 'heading', name: words('start.heading') });
    assert.equal(await page.url(), `${demo.addresses.hub}/r/norrvik/`);
    const hosted = await (await fetch(await page.url())).text();
    assert.match(hosted, /<noscript><p>.*<a href="tel:1177">/);
    await context.close();
  });
});

/** The tab that a page has opened, once its document is there. */
async function secondTab(page: Page, context: Context): Promise<Page> {
  const tab = await until('a second tab', page, async () => {
    const second = (await context.pages()).find(other => other !== page);
    return second === undefined ? 'there is none' : { value: second };
  });
  await tab.waitFor('nara-panel');
  return tab;
}

if (wantedBrowser() === 'chromium')
  describe('without what holds against it the chat breaks on', () => {
    for (const hostile of hostilePages)
      test(hostile.name, async () => {
        const { without } = hostile;
        const demo = await startDemo(typeof without === 'string' ? undefined : without);
        try {
          assert.match(
            await play(demo, hostile, typeof without === 'string' ? without : hostile.path),
            hostile.brokenAs,
          );
        } finally {
          await demo.stop();
        }
      });
  });
else
  console.log('Not played here: each hostile page without what holds against it, which Chromium alone does.');
