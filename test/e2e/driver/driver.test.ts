import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Browser, Context, Page } from './browser.ts';
import { openBrowser, wantedBrowser } from './open-browser.ts';
import { serveTwoSites, type TwoSites } from './two-sites.ts';

const kind = wantedBrowser();

describe(`the driver in ${kind}`, () => {
  let sites: TwoSites;
  let browser: Browser;
  let context: Context;
  let page: Page;

  before(async () => {
    sites = await serveTwoSites();
    browser = await openBrowser(kind);
    context = await browser.newContext();
    page = await context.newPage();
    await page.goto(sites.host);
  });
  after(async () => {
    await browser?.close();
    sites?.close();
  });

  test('finds by role and name, and its clicks are those of a person', async () => {
    await page.click({ role: 'button', name: 'Knapp' });
    assert.equal(await page.text('#plain'), 'Tryckt true');
    assert.equal(await page.count({ role: 'button', name: 'Gömd' }), 0);
    assert.equal(await page.count({ role: 'button', name: /bel$/ }), 2);
    assert.equal(await page.text({ text: 'I skuggan' }), 'I skuggan');
  });

  test('acts in a shadow root of a frame from another site under a strict policy', async () => {
    const frame = await page.frame('/frame');
    assert.equal(await frame.url(), sites.framed);
    await frame.fill({ role: 'textbox', name: 'Skriv ett meddelande' }, 'Hej');
    await frame.type('textarea', ' då');
    await frame.waitFor({ text: '6 tecken' });
    await frame.click({ role: 'button', name: 'Skicka' });
    assert.equal(await frame.text({ role: 'log' }), 'Senast: inget Hej då');
    await frame.waitFor('talk-box >> output');
  });

  test('presses keys where the focus is', async () => {
    const frame = await page.frame('/frame');
    await frame.type('#field', 'Åäö 112');
    await frame.typeHere(' nu');
    await frame.press('Enter');
    assert.match(await frame.text({ role: 'log' }), /Åäö 112 nu$/);
    await frame.press('Tab');
    assert.equal((await frame.focused()).name, 'Skicka');
    await frame.press('Tab');
    assert.equal((await frame.focused()).name, 'Ta bort');
    await frame.press('Shift+Tab');
    assert.equal((await frame.focused()).name, 'Skicka');
    await (kind === 'webkit' ? frame : page).press('Tab');
    assert.equal((await frame.focused()).name, 'Ta bort');
  });

  test('tells the accessibility tree of a page and of a frame', async () => {
    const tree = await (await page.frame('/frame')).accessibilityTree();
    for (const line of [
      /heading "Samtal" level=2/,
      /textbox "Skriv ett meddelande"/,
      /button "Skicka"/,
      /log ""/,
    ])
      assert.match(tree, line);
    assert.match(await page.accessibilityTree(), /heading "Värdens sida" level=1/);
  });

  test('a frame from another site keeps its storage over a reload, and another person has none of it', async () => {
    await page.reload();
    const frame = await page.frame('/frame');
    assert.match(await frame.text({ role: 'log' }), /^Senast: Åäö 112 nu$/);
    const other = await browser.newContext();
    const theirs = await other.newPage();
    await theirs.goto(sites.host);
    assert.match(await (await theirs.frame('/frame')).text({ role: 'log' }), /^Senast: inget$/);
    await other.close();
  });

  test('goes along links and back again', async () => {
    await page.click({ role: 'link', name: 'Nästa sida' });
    await page.waitFor({ role: 'heading', name: 'Nästa sida' });
    assert.match(await page.url(), /\/next$/);
    await page.back();
    await page.waitFor({ role: 'heading', name: 'Värdens sida' });
    await page.waitUntil('the frame is back', () => document.querySelector('host-shell') !== null);
  });

  test('runs functions in the document and hands on what they throw', async () => {
    assert.deepEqual(
      await page.evaluate(async (a, b) => ({ sum: a + b, lang: document.documentElement.lang }), 1, 2),
      { sum: 3, lang: 'sv' },
    );
    await assert.rejects(
      page.evaluate(() => {
        throw new Error('from the page');
      }),
      /from the page/,
    );
  });

  test('is as wide as told, and takes pictures', async () => {
    await page.setViewport(500, 700);
    await page.waitUntil('500 wide', () => innerWidth === 500);
    const folder = mkdtempSync(join(tmpdir(), 'nara-driver-'));
    await page.screenshot(join(folder, 'a.png'));
    assert.equal(readFileSync(join(folder, 'a.png')).subarray(1, 4).toString(), 'PNG');
    rmSync(folder, { recursive: true });
  });

  test('opens several pages in one context', async () => {
    const second = await context.newPage();
    await second.goto(`${sites.host}next`);
    assert.equal(await second.text('h1'), 'Nästa sida');
    assert.equal(await page.text('h1'), 'Värdens sida');
    assert.equal((await context.pages()).length, 2);
    await second.close();
  });

  test('records requests, with the headers that tell where they come from where the engine tells', async () => {
    const requests = await page.requests();
    assert.ok(requests.some(({ url }) => url === sites.host));
    const framed = requests.find(({ url }) => url === sites.framed);
    assert.ok(framed);
    if (kind === 'webkit') return;
    assert.equal(framed.headers['sec-fetch-site'], 'cross-site');
    assert.equal(framed.headers['sec-fetch-dest'], 'iframe');
  });

  test('records the console where the engine tells', () => {
    if (kind === 'webkit') assert.throws(() => page.console(), /does not tell/);
    else assert.ok(page.console().some(({ text }) => text === 'from the host'));
  });
});
