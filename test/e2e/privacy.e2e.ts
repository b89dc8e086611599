import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, describe, test } from 'node:test';
import type { Browser, Context, Surface } from './driver/browser.ts';
import { openBrowser, wantedBrowser } from './driver/open-browser.ts';
import { type HostPages, serveHostPages } from './hosts/host-pages.ts';
import { leftBehind } from './stories/left-behind.ts';
import { Resident } from './stories/resident.ts';
import { reviewedWishes } from './stories/reviewed-states.ts';
import { StateReview } from './stories/state-review.ts';
import { wordsIn } from './stories/words.ts';
import { startWatchedDemo, type WatchedDemo, type Weakening } from './weaken/watched-demo.ts';

const words = wordsIn('sv-SE');
const kind = wantedBrowser();
const version = '2026-11';
const consent = {
  'sv-SE': 'Personalen på din vårdcentral läser det du skriver.\n\nDet sparas i tio år.',
  fi: 'Terveyskeskuksesi henkilökunta lukee kirjoittamasi.',
  en: 'Staff of your clinic read what you write.',
};
const text = 'Jag har haft ont i halsen i fem dagar.';
const unsent = 'Det här har jag inte skickat.';

let browser: Browser;
let host: HostPages;
before(async () => {
  browser = await openBrowser();
  host = await serveHostPages();
});
after(async () => {
  await browser?.close();
  host?.close();
});

const start = async (weakening?: Weakening): Promise<WatchedDemo> => {
  const demo = await startWatchedDemo(weakening, {
    norrvik: {
      origins: [{ origin: host.origin, inPage: false }],
      consent: { version, text: consent },
      quickExit: `${host.origin}/weather`,
    },
  });
  host.embed(demo.addresses.hub);
  return demo;
};

const newContext = () => browser.newContext({ locale: 'sv-SE', reducedMotion: true });
const residentIn = (context: Context) =>
  Resident.at(context, { page: `${host.origin}/plain`, path: '/r/norrvik/', words });
const portOf = (address: string) => Number(new URL(address).port);
/** What a surface keeps, without the values. */
const namesIn = async (surface: Surface) =>
  (await surface.evaluate(leftBehind)).map(line => line.split(' ').slice(0, 2).join(' '));

/** A page with the chat that nobody uses: what it asked for and what is kept. */
async function unused(
  demo: WatchedDemo,
): Promise<{ readonly asked: readonly string[]; readonly kept: readonly string[] }> {
  const context = await newContext();
  const { page } = await residentIn(context);
  await page.focus('nara-chat >> button');
  await page.waitUntil('everything', () => document.readyState === 'complete');
  const addresses = (await page.requests()).map(({ url }) => url);
  const heard = demo
    .heard()
    .filter(({ port }) => port === portOf(demo.addresses.hub))
    .map(({ method, url, headers }) => `${method} ${url} ${headers.cookie ?? 'without cookies'}`);
  const asked = [
    ...addresses.filter(url => !url.startsWith('data:') && !url.endsWith('favicon.ico')),
    ...heard,
  ];
  const kept = await page.evaluate(leftBehind);
  await context.close();
  return { asked: asked.filter(line => !line.includes('/healthz')), kept };
}

describe('before the first use', () => {
  test('a page with the chat asks for the loader and nothing else, without a cookie, and nothing is kept', async () => {
    const demo = await start();
    try {
      const { asked, kept } = await unused(demo);
      assert.deepEqual(asked, [
        `${host.origin}/plain`,
        `${demo.addresses.hub}/nara.js`,
        'GET /nara.js without cookies',
      ]);
      assert.deepEqual(kept, []);
    } finally {
      await demo.stop();
    }
  });

  if (kind !== 'chromium') return;
  test('and that is seen when it is not so', async () => {
    const eager = {
      file: 'packages/widget/src/loader.ts',
      find: '  takeCalls(chat);',
      replace:
        "  takeCalls(chat);\n  sessionStorage.setItem('seen', '1');\n  void fetch(script.src + '?seen');",
    };
    const demo = await start({ loader: [eager] });
    try {
      const { asked, kept } = await unused(demo);
      assert.ok(asked.includes(`${demo.addresses.hub}/nara.js?seen`), asked.join('\n'));
      assert.deepEqual(kept, ['sessionStorage seen 1']);
    } finally {
      await demo.stop();
    }
  });
});

describe('a resident who uses the chat', () => {
  let demo: WatchedDemo;
  let context: Context;
  let karin: Resident;
  const review = new StateReview(reviewedWishes, kind);
  before(async () => {
    demo = await start();
    context = await newContext();
    karin = await residentIn(context);
  });
  after(() => demo?.stop());

  /** What both sides of the frame keep, by name. */
  const kept = async () => ({
    page: await karin.page.evaluate(leftBehind),
    panel: await namesIn(await karin.panel()),
  });
  const tokenIn = (panel: Surface) =>
    panel.evaluate(() => sessionStorage.getItem('nara:norrvik:token') ?? '');
  const sessionOf = async (token: string): Promise<{ status: number; shared?: boolean }> => {
    const response = await fetch(`${demo.addresses.hub}/r/norrvik/session`, {
      headers: { authorization: `Bearer ${token}`, origin: demo.addresses.hub },
    });
    return {
      status: response.status,
      ...(response.ok ? ((await response.json()) as { shared: boolean }) : {}),
    };
  };

  test('finds one word on the page’s side, and on the hub’s side where one stands', async () => {
    await karin.openChat();
    assert.deepEqual(await kept(), {
      page: ['sessionStorage nara:norrvik open'],
      panel: ['sessionStorage nara:norrvik:flag'],
    });
  });

  test('reads the region’s text and agrees to it before the first word', async () => {
    const panel = await karin.panel();
    await panel.click({ role: 'button', name: /Symtom och besvär/ });
    await panel.waitFor({ role: 'heading', name: words('consent.heading') });
    await karin.sees('Personalen på din vårdcentral läser det du skriver.');
    assert.equal(await panel.count('textarea'), 0);
    await review.visit('consent', karin.page, panel);
    await panel.click({ role: 'button', name: words('consent.agree') });
    await panel.waitFor({ role: 'heading', name: words('write.heading') });
    await karin.writeFirst(text);
    await review.visit('exit', karin.page, panel);
  });

  test('is asked whether the device is shared, and sends', async () => {
    await (await karin.panel()).click({ role: 'button', name: words('write.next') });
    const panel = await karin.panel();
    await panel.click({ role: 'checkbox', name: words('login.shared') });
    await karin.logIn(/BankID/, 'Karin Lindqvist');
    await karin.sendFirst();
    await karin.sees(text);
    await karin.sees(words('state.sent'));
    assert.equal((await sessionOf(await tokenIn(await karin.panel()))).shared, true);
    const { page, panel: hubSide } = await kept();
    assert.deepEqual(page, ['sessionStorage nara:norrvik open']);
    const person = await (await karin.panel()).evaluate(
      () => sessionStorage.getItem('nara:norrvik:person') ?? '',
    );
    const known = ['flag', 'person', 'state', 'token'].map(name => `sessionStorage nara:norrvik:${name}`);
    const others = hubSide.filter(name => !known.includes(name));
    assert.deepEqual(
      hubSide.filter(name => known.includes(name)),
      known,
    );
    assert.ok(
      others.every(name => name.includes(person) || name.endsWith(':locale')),
      others.join('\n'),
    );
  });

  test('has the version of the text kept with the case', () => {
    const data = demo.hubConfig.environment['DEMO_DATA'] ?? '';
    const database = new DatabaseSync(join(data, 'hub', 'norrvik.sqlite'), { readOnly: true });
    const rows = database
      .prepare("SELECT body FROM case_event WHERE json_extract(body, '$.kind') = 'started'")
      .all();
    database.close();
    const [started] = rows.map(({ body }) => JSON.parse(String(body)));
    assert.equal(started.consent, version);
    assert.match(started.at, /^\d{4}-/);
  });

  test('has talked to the page, the hub and the login alone, and no cookie but the login’s went along', async () => {
    const { hub, login } = demo.addresses;
    const own = new Set(
      [host.origin, hub, hub.replace(/^http/, 'ws'), login].map(address => new URL(address).origin),
    );
    const addresses = (await karin.page.requests())
      .map(({ url }) => url)
      .filter(url => !url.startsWith('data:'));
    assert.ok(addresses.some(url => url.startsWith(hub)));
    assert.deepEqual(
      addresses.filter(url => !own.has(new URL(url).origin)),
      [],
    );
    const withCookies = demo
      .heard()
      .filter(({ port, headers }) => port === portOf(hub) && headers.cookie !== undefined);
    assert.ok(withCookies.length > 0);
    for (const { url, headers } of withCookies) {
      assert.match(headers.cookie ?? '', /^nara-login=[\w-]+$/);
      assert.match(url, /^\/r\/norrvik\/login(?:\/callback)?\?/);
    }
  });

  test('presses quick exit: the chat is gone on both sides, in the history and at the hub', async () => {
    const { page } = karin;
    const panel = await karin.panel();
    await panel.fill({ role: 'textbox', name: words('composer.label') }, unsent);
    const token = await tokenIn(panel);
    await panel.click({ role: 'button', name: words('panel.exit') });
    await page.waitFor({ role: 'heading', name: 'Vädret i dag' });
    assert.equal(await page.url(), `${host.origin}/weather`);
    assert.deepEqual(await page.evaluate(leftBehind), []);
    assert.equal((await sessionOf(token)).status, 401);
    await page.evaluate(() => document.documentElement.setAttribute('data-left', ''));
    await page.back();
    await page.waitUntil('the page before', () => !document.documentElement.hasAttribute('data-left'));
    assert.ok(!(await page.url()).startsWith(host.origin), await page.url());
    await page.goto(`${host.origin}/plain`);
    await karin.openChat();
    assert.deepEqual(await kept(), {
      page: ['sessionStorage nara:norrvik open'],
      panel: ['sessionStorage nara:norrvik:flag'],
    });
    const seen = await (await karin.panel()).text('body');
    for (const trace of [text, unsent, 'Karin']) assert.ok(!seen.includes(trace), seen);
  });

  test('is logged out sooner on a shared device', async () => {
    const panel = await karin.panel();
    await panel.click({ role: 'button', name: words('start.login') });
    await panel.click({ role: 'checkbox', name: words('login.shared') });
    await karin.logIn(/BankID/, 'Karin Lindqvist');
    await karin.sees(text);
    await demo.moveClock(11 * 60_000);
    await (await karin.panel()).waitFor({ role: 'heading', name: words('ended.idle') });
    const { panel: left } = await kept();
    assert.ok(!left.includes('sessionStorage nara:norrvik:token'), left.join('\n'));
  });

  test('logs out, and nothing is left on either side but that', async () => {
    const ended = await karin.panel();
    await ended.click({ role: 'button', name: words('ended.login') });
    await karin.logIn(/BankID/, 'Karin Lindqvist');
    await karin.sees(text);
    const panel = await karin.panel();
    await panel.click({ role: 'button', name: words('panel.menu') });
    await panel.click({ role: 'button', name: words('menu.logout') });
    const { login } = demo.addresses;
    await karin.page.waitUntil('the provider', origin => location.origin === origin, new URL(login).origin);
    await karin.page.goto(`${host.origin}/plain`);
    assert.deepEqual(await karin.page.evaluate(leftBehind), []);
    await karin.openChat();
    assert.deepEqual((await kept()).panel, [
      'sessionStorage nara:norrvik:flag',
      'sessionStorage nara:norrvik:notice',
    ]);
  });

  for (const state of reviewedWishes.states)
    test(`what a region may ask for is sound: ${state}`, () => review.assertSound(state));
});
