import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { RunningDemo } from '@nara/demo';
import type { Browser, Page } from './driver/browser.ts';
import { openBrowser } from './driver/open-browser.ts';
import { findAxeFaults } from './stories/find-axe-faults.ts';
import { Nurse } from './stories/nurse.ts';
import { Resident } from './stories/resident.ts';
import { startStoryDemo } from './stories/story-demo.ts';
import { productTexts, wordsIn } from './stories/words.ts';

const words = wordsIn('sv-SE', productTexts);
const sanat = wordsIn('fi', productTexts);
const question = 'Får jag cykla i stället för att gå?';
const answer = 'Hej Karin. Ja, i lugn takt.';
const folder = process.env['NARA_STATES'];

/** What a trade is answered, as far as the page may know it: a status and a code, or that the browser kept it from the page. */
interface Traded {
  readonly status?: number;
  readonly code?: string;
  readonly kept?: true;
}

/** Runs in a page: brings a token to the hub. */
async function trade(hub: string, token: string, simple: boolean): Promise<Traded> {
  try {
    const response = await fetch(`${hub}/r/norrvik/session/token`, {
      method: 'POST',
      headers: { 'content-type': simple ? 'text/plain' : 'application/json' },
      body: JSON.stringify({ token }),
    });
    const { code } = await response.json();
    return { status: response.status, ...(code === undefined ? {} : { code }) };
  } catch {
    return { kept: true };
  }
}

/** Runs in the product's page: a fresh token of whoever is logged in. */
async function freshToken(): Promise<string> {
  return (await fetch('/token', { method: 'POST' })).text();
}

describe('a product of its own', () => {
  let demo: RunningDemo;
  let browser: Browser;
  let page: Page;
  before(async () => {
    demo = await startStoryDemo();
    browser = await openBrowser();
    const context = await browser.newContext({ locale: 'sv-SE' });
    page = await context.newPage();
    await page.setViewport(1100, 820);
  });
  after(async () => {
    await browser?.close();
    await demo?.stop();
  });

  const sees = (text: string): Promise<void> => page.waitFor({ text, nth: 0 });
  const write = async (text: string): Promise<void> => {
    await page.fill({ role: 'textbox', name: words('chat.label') }, text);
    await page.click({ role: 'button', name: words('chat.send') });
  };
  /** A browser under Xvfb now and then never answers with one. */
  async function picture(name: string): Promise<void> {
    if (folder === undefined || browser.kind === 'webkit') return;
    mkdirSync(folder, { recursive: true });
    await page.screenshot(join(folder, `own-ui-${name}.png`));
  }

  test('has a login of its own, and no element of ours', async () => {
    await page.goto(`${demo.addresses.ownUi}/`);
    await page.waitFor('#language');
    await speak('sv-SE');
    await page.waitFor({ role: 'heading', name: words('login.heading') });
    await picture('login');
    await page.click({ role: 'button', name: words('login.as', { name: 'Karin Lindqvist' }) });
    await page.waitFor({ role: 'heading', name: words('week.heading', { name: 'Karin' }) });
    await sees(words('chat.intro', { clinic: 'Norrviks vårdcentral' }));
    const ours = await page.evaluate(() =>
      [...document.querySelectorAll('*')]
        .map(({ localName }) => localName)
        .filter(name => name.includes('-')),
    );
    assert.deepEqual(ours, []);
    await picture('empty');
  });

  test('what its person writes comes to the nurse of their clinic, and the answer to them', async () => {
    await write(question);
    await sees(words('chat.queued', { place: 1 }));
    const desk = await browser.newContext({ locale: 'sv-SE' });
    const sara = await Nurse.at(
      desk,
      `${demo.addresses.desk}/r/norrvik/desk`,
      wordsIn('sv-SE'),
      'Sara Nyberg',
    );
    await sara.open('Karin Lindqvist');
    await sara.sees(question);
    await sara.take();
    await sees(words('chat.active', { name: 'Sara Nyberg' }));
    await sara.write('Hej ');
    await sees(words('chat.typing', { name: 'Sara Nyberg' }));
    await sara.say('Karin. Ja, i lugn takt.');
    await sees(answer);
    await write('Tack.');
    await sara.sees('Tack.');
    await page.waitFor({ text: new RegExp(`${words('state.read')}$`), nth: 0 });
    await picture('answered');
  });

  test('a reload goes on where it was, with a token of its own', async () => {
    await page.reload();
    await sees(answer);
    await sees(question);
  });

  test('no token is in any address', async () => {
    const addresses = (await page.requests()).map(({ url }) => url);
    assert.ok(addresses.length > 0);
    for (const address of addresses) assert.doesNotMatch(address, /token=|eyJ/);
  });

  test('it is for everyone: axe finds nothing, in light and dark', async () => {
    assert.deepEqual(await findAxeFaults(page), []);
    if (browser.kind !== 'chromium') return;
    const night = await browser.newContext({ locale: 'sv-SE', colorScheme: 'dark' });
    const other = await night.newPage();
    await other.goto(`${demo.addresses.ownUi}/`);
    await other.click({ role: 'button', name: words('login.as', { name: 'Karin Lindqvist' }) });
    await other.waitFor({ text: answer, nth: 0 });
    await other.setViewport(390, 844);
    assert.deepEqual(await findAxeFaults(other), []);
    if (folder !== undefined) await other.screenshot(join(folder, 'own-ui-dark.png'));
    await night.close();
  });

  test('the language is changed in the middle of it', async () => {
    await speak('fi');
    await page.waitFor({ role: 'heading', name: sanat('chat.heading') });
    await sees(answer);
    await picture('fi');
    await speak('sv-SE');
    await sees(answer);
  });

  test('a page of another origin can trade no token, however it asks; the token is still good at home', async () => {
    const { hub, siteSe } = demo.addresses;
    const token = await page.evaluate(freshToken);
    const elsewhere = await browser.newContext();
    const thief = await elsewhere.newPage();
    await thief.goto(`${siteSe}/`);
    for (const simple of [false, true])
      assert.deepEqual(await thief.evaluate(trade, hub, token, simple), { kept: true });
    await elsewhere.close();
    assert.deepEqual(await page.evaluate(trade, hub, token, false), { status: 200 });
    const again = await page.evaluate(trade, hub, token, false);
    assert.deepEqual(again, { status: 400, code: 'token_refused' });
  });

  test('a logout ends both logins, and the next person sees nothing of it', async () => {
    await page.click({ role: 'button', name: words('login.logOut') });
    await page.waitFor({ role: 'heading', name: words('login.heading') });
    assert.equal(await page.evaluate(freshToken), '');
    await page.click({ role: 'button', name: words('login.as', { name: 'Jonas Berg' }) });
    await page.waitFor({ role: 'heading', name: words('week.heading', { name: 'Jonas' }) });
    await sees(words('chat.intro', { clinic: 'Älvnäs vårdcentral' }));
    assert.doesNotMatch(await page.text('body'), /cykla|lugn takt/);
  });

  test('beside it, a page of the product holds the chat among its own elements', async () => {
    // That this works in each engine is told by the story of the chat's modes.
    if (browser.kind !== 'chromium') return;
    const context = await browser.newContext({ locale: 'sv-SE' });
    const karin = await Resident.at(context, {
      page: `${demo.addresses.ownUi}/`,
      path: '/r/norrvik/',
      hosted: true,
      words: wordsIn('sv-SE'),
    });
    await karin.page.click({ role: 'link', name: words('app.embedded') });
    await karin.page.waitFor({ role: 'heading', name: words('embedded.heading') });
    await karin.openChat();
    await karin.page.click({ role: 'button', name: wordsIn('sv-SE')('start.login') });
    await karin.logIn(/BankID/, 'Karin Lindqvist');
    await karin.sees(answer);
    assert.equal(await karin.page.count('iframe'), 0);
    assert.deepEqual(await findAxeFaults(karin.page), []);
    if (folder !== undefined) await karin.page.screenshot(join(folder, 'own-ui-embedded.png'));
    await context.close();
  });

  /** Chooses a language as a person does, in engines that are not told of the reader's. */
  async function speak(language: string): Promise<void> {
    await page.evaluate(value => {
      const choice = document.querySelector<HTMLSelectElement>('#language');
      if (choice === null || choice.value === value) return;
      choice.value = value;
      choice.dispatchEvent(new Event('change'));
    }, language);
    await page.waitUntil(
      'the page in the language',
      value => document.documentElement.lang === value && document.querySelector('h1') !== null,
      language,
    );
  }
});
