import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { limits } from '@nara/contract';
import type { RunningDemo } from '@nara/demo';
import type { Browser, Page } from './driver/browser.ts';
import { openBrowser, wantedBrowser } from './driver/open-browser.ts';
import { until } from './driver/surface.ts';
import { findAxeFaults } from './stories/find-axe-faults.ts';
import { Keyboard } from './stories/keyboard.ts';
import { reviewedFeedback, reviewedHours } from './stories/reviewed-states.ts';
import { type SisterSite, serveSisterSite } from './stories/sister-site.ts';
import { listen, spoken } from './stories/spoken.ts';
import { StateReview } from './stories/state-review.ts';
import { startStoryDemo } from './stories/story-demo.ts';
import { holding, sisterTexts, wordsIn } from './stories/words.ts';

const words = wordsIn('sv-SE', sisterTexts);
const suomi = wordsIn('fi', sisterTexts);
const button = (key: string, say = words) => ({ role: 'button', name: say(key) });
const comment = { role: 'textbox', name: words('feedback.comment') };
/** WebKit's window cannot be as narrow as the others', and Chromium alone is told of forced colours. */
const kind = wantedBrowser();
const artifacts = join(import.meta.dirname, '..', 'artifacts');
const nara = fileURLToPath(new URL('main.ts', import.meta.resolve('@nara/server')));

let browser: Browser;
before(async () => {
  browser = await openBrowser();
});
after(() => browser?.close());

describe('on a region’s own pages', () => {
  let demo: RunningDemo;
  before(async () => {
    demo = await startStoryDemo();
  });
  after(() => demo?.stop());

  test('a reader says what was wrong, and the region is told without who it was', async () => {
    const page = await (await browser.newContext({ locale: 'sv-SE' })).newPage();
    await page.goto(`${demo.addresses.siteSe}/vardcentraler?namn=Karin#norrvik`);
    await page.click(button('feedback.no'));
    await page.waitFor({ text: words('feedback.thanks') });
    await page.fill(comment, 'Hittade inte tiderna. Ring 930606-9882.');
    await page.click(button('feedback.send'));
    await page.waitFor({ text: words('feedback.done') });
    assert.deepEqual(
      await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie]),
      [0, 0, ''],
    );
    const { file, environment } = demo.hubConfig;
    const child = spawn(process.execPath, [nara, 'feedback', file, '--region', 'norrvik'], {
      env: { ...process.env, ...environment },
    });
    const [said, [code]] = await Promise.all([text(child.stdout), once(child, 'close')]);
    assert.equal(code, 0);
    const [address, result, told, ...others] = said.trim().split('\n');
    assert.deepEqual([address, result], [`${demo.addresses.siteSe}/vardcentraler`, '  yes 0, no 1, 0 % yes']);
    assert.match(told ?? '', /^ {2}\d{4}-\d\d-\d\d no \(sv-SE\): Hittade inte tiderna\. Ring \[id\]\.$/);
    assert.deepEqual(others, []);
  });

  test('each clinic has its hours, and 1177 is always open, in the page’s language', async () => {
    const page = await (await browser.newContext({ locale: 'fi' })).newPage();
    await page.goto(`${demo.addresses.siteSe}/vardcentraler`);
    await page.waitFor({ text: words('hours.always') });
    assert.equal(await page.count({ role: 'table' }), 3);
    await page.waitFor({ role: 'table', name: words('hours.name', { name: 'Citykliniken' }) });
    assert.equal(await page.count('nara-hours dl'), 0);
    await page.goto(`${demo.addresses.siteFi}/fi/terveysasemat`);
    await page.waitFor({ role: 'table', name: suomi('hours.name', { name: 'Majakkaluodon terveysasema' }) });
  });

  const narrow = async () => {
    const page = await (await browser.newContext({ locale: 'sv-SE' })).newPage();
    await page.setViewport(320, 640);
    for (const address of [
      `${demo.addresses.siteSe}/vardcentraler`,
      `${demo.addresses.siteFi}/fi/terveysasemat`,
      `${demo.addresses.siteFi}/sv/halsostationer`,
    ]) {
      await page.goto(address);
      await page.waitFor({ css: 'nara-hours >> table', nth: 0 });
      const beyond = await page.evaluate(() => {
        const { scrollWidth, clientWidth } = document.documentElement;
        return scrollWidth - clientWidth;
      });
      assert.equal(beyond, 0, address);
    }
  };
  if (kind !== 'webkit') test('on a screen of 320 px nothing goes beyond its edge', narrow);

  test('what the page wrote stands while the hub is away, and the hours come when they are asked for', async () => {
    process.kill(demo.hub.pid, 'SIGKILL');
    await demo.hub.ended;
    const page = await (await browser.newContext({ locale: 'sv-SE' })).newPage();
    await page.goto(`${demo.addresses.siteSe}/`);
    assert.match(await page.text('nara-hours'), /Måndag.*8\.00–17\.00/);
    await demo.startHubAgain();
  });
});

describe('on any page', () => {
  let site: SisterSite;
  before(async () => {
    site = await serveSisterSite();
  });
  after(() => site?.close());

  const open = async (address: string, options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> => {
    const page = await (
      await browser.newContext({ locale: 'sv-SE', reducedMotion: true, ...options })
    ).newPage();
    site.be(200);
    await page.goto(address);
    return page;
  };

  test('both work under the strictest policy, with Trusted Types, and tell the hub no more than they say', async () => {
    const page = await open(site.pages.strict);
    await page.waitFor({ role: 'table' });
    await page.click(button('feedback.yes'));
    await page.waitFor({ text: words('feedback.thanks') });
    const { body = '', headers = {} } = site.answers.at(-1) ?? {};
    const { page: told, ...rest } = JSON.parse(body);
    assert.equal(told, site.pages.strict.split('?')[0]);
    assert.deepEqual(Object.keys(rest).sort(), ['answer', 'id', 'language']);
    assert.deepEqual([headers.cookie, headers.referer], [undefined, undefined]);
    assert.equal(headers.origin, new URL(site.pages.strict).origin);
    if (kind === 'webkit') return;
    // Firefox asks for a picture of the page that its policy lets nobody load.
    const faults = page
      .console()
      .filter(({ type, text }) => /error|uncaught/.test(type) && !text.includes('favicon'));
    assert.deepEqual(faults, []);
  });

  test('an answer arrives although the reader goes to another page at once', async () => {
    const page = await open(site.pages.feedback);
    await page.waitFor(button('feedback.yes'));
    const before = site.answers.length;
    site.be('wait');
    await page.click(button('feedback.yes'));
    await page.goto(site.pages.hours);
    site.be(200);
    await until('the answer', page, async () =>
      site.answers.length > before ? { value: undefined } : 'it has not come',
    );
  });

  test('a policy that lets nothing be sent breaks both, and they say so', async () => {
    const page = await open(site.pages.silenced);
    await page.waitFor({ text: words('hours.failed') });
    await page.click(button('feedback.yes'));
    await page.waitFor({ text: words('feedback.failed') });
  });

  test('both are whole on a page that spoils everything, and would not be without their shield', async () => {
    const page = await open(site.pages.hostile);
    await page.waitFor({ role: 'table' });
    await page.click(button('feedback.yes'));
    await page.waitFor({ text: words('feedback.thanks') });
    const sizes = () =>
      page.evaluate(() =>
        [
          ['nara-hours', 'td span'],
          ['nara-feedback', 'button'],
        ].map(([name = '', part = '']) => {
          const found = document.querySelector(name)?.shadowRoot?.querySelector(part);
          return found ? Math.round(found.getBoundingClientRect().height) : 0;
        }),
      );
    mkdirSync(join(artifacts, 'states'), { recursive: true });
    await page.screenshot(join(artifacts, 'states', 'sisters-hostile.png'));
    assert.deepEqual(await sizes(), [24, 48]);
    await page.evaluate(() => {
      for (const name of ['nara-hours', 'nara-feedback'])
        for (const sheet of document.querySelector(name)?.shadowRoot?.adoptedStyleSheets ?? [])
          for (const rule of sheet.cssRules)
            if (rule instanceof CSSStyleRule && rule.selectorText === '.all')
              rule.style.removeProperty('all');
    });
    assert.notEqual((await sizes())[0], 24);
  });

  const byKeyboard = async () => {
    const page = await open(site.pages.feedback);
    await page.setViewport(320, 640);
    await listen(page);
    await page.waitFor(button('feedback.yes'));
    const keys = new Keyboard(page);
    await keys.tabTo(button('feedback.yes'));
    await keys.press('Enter');
    await page.waitFor({ text: words('feedback.thanks') });
    await keys.isAt(button('feedback.yes'));
    await keys.tabTo(comment);
    await keys.tabTo(button('feedback.send'));
    await keys.press('Enter');
    await keys.isAt(comment);
    await page.typeHere('Bra sida');
    await keys.tabTo(button('feedback.send'));
    await keys.press('Enter');
    await page.waitFor({ text: words('feedback.done') });
    assert.equal(await page.count({ role: 'button' }), 0);
    assert.deepEqual(
      (await spoken(page)).filter(line => line !== `status: ${words('feedback.sending')}`),
      [
        `status: ${words('feedback.thanks')}`,
        `alert: ${words('feedback.empty')}`,
        `status: ${words('feedback.done')}`,
      ],
    );
  };
  // WebKit's driver moves the focus itself: nothing shows there that a key did.
  if (kind !== 'webkit')
    test('the keyboard goes through the question, and the focus is always seen', byKeyboard);

  describe('every state', () => {
    const questions = new StateReview(reviewedFeedback, kind);
    const boards = new StateReview(reviewedHours, kind);

    test('of the question is come to', async () => {
      const page = await open(site.pages.feedback);
      const says = (key: string, values = {}) => page.waitFor({ text: holding(words(key, values)) });
      await page.waitFor(button('feedback.yes'));
      await questions.visit('asked', page);
      site.be('wait');
      await page.click(button('feedback.yes'));
      await says('feedback.sending');
      await questions.visit('sending', page);
      site.be(503);
      await says('feedback.failed');
      await questions.visit('failed', page);
      site.be(429);
      await page.click(button('feedback.retry'));
      await says('feedback.tooMany');
      await questions.visit('too-many', page);
      site.be(404);
      await page.click(button('feedback.retry'));
      await says('feedback.refused');
      await questions.visit('refused', page);
      site.be('cut');
      await page.evaluate(() => {
        Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => false });
      });
      await page.click(button('feedback.no'));
      await says('feedback.offline');
      await questions.visit('offline', page);
      site.be(200);
      await page.evaluate(() => {
        Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => true });
        dispatchEvent(new Event('online'));
      });
      await says('feedback.thanks');
      await questions.visit('answered', page);
      await page.click(button('feedback.send'));
      await says('feedback.empty');
      await questions.visit('comment-empty', page);
      await page.fill(comment, 'x '.repeat(limits.feedbackComment / 2 - 20).trim());
      await says('feedback.room', { count: 41 });
      await questions.visit('comment-near-limit', page);
      await page.fill(comment, 'x '.repeat(limits.feedbackComment / 2 + 2).trim());
      await page.click(button('feedback.send'));
      await says('feedback.tooLong', { count: 3 });
      await questions.visit('comment-too-long', page);
      await page.fill(comment, 'Hittade inte tiderna.');
      site.be('wait');
      await page.click(button('feedback.send'));
      await says('feedback.sending');
      await questions.visit('comment-sending', page);
      site.be(500);
      await says('feedback.commentFailed');
      await questions.visit('comment-failed', page);
      site.be(200);
      await page.click(button('feedback.send'));
      await says('feedback.done');
      await questions.visit('done', page);
    });

    test('of the hours is come to', async () => {
      site.be('wait');
      const page = await (await browser.newContext({ locale: 'sv-SE', reducedMotion: true })).newPage();
      await page.goto(site.pages.hours);
      const says = (key: string) => page.waitFor({ text: holding(words(key)) });
      await says('hours.loading');
      await page.waitUntil('it to be seen', () => {
        const line = document.querySelector('nara-hours')?.shadowRoot?.querySelector('.says');
        return line && getComputedStyle(line).opacity === '1';
      });
      await boards.visit('loading', page);
      site.be(503);
      await says('hours.failed');
      await boards.visit('failed', page);
      site.be(200);
      await page.click(button('hours.retry'));
      await page.waitFor({ role: 'table' });
      for (const [state, instant] of [
        ['open', '2026-11-24T09:31:00Z'],
        ['closed', '2026-11-24T17:31:00Z'],
      ] as const) {
        await page.evaluate(at => {
          const clock = { now: () => Date.parse(at), after: () => () => undefined };
          Object.assign(document.querySelector('nara-hours') ?? {}, { clock });
          document.dispatchEvent(new Event('visibilitychange'));
        }, instant);
        await page.waitFor({ text: state === 'open' ? /^Öppet nu/ : /^Stängt nu/ });
        await boards.visit(state, page);
      }
      const ask = (unit: string) =>
        page.evaluate(id => document.querySelector('nara-hours')?.setAttribute('unit', id), unit);
      await ask('always');
      await says('hours.always');
      await boards.visit('always', page);
      await ask('nowhere');
      await says('hours.failed');
      await boards.visit('missing', page);
    });

    for (const state of reviewedFeedback.states)
      test(`feedback: ${state}`, () => questions.assertSound(state));
    for (const state of reviewedHours.states) test(`hours: ${state}`, () => boards.assertSound(state));

    test('has its contrast in each preset', async () => {
      const page = await open(site.pages.strict);
      await page.waitFor({ role: 'table' });
      await page.click(button('feedback.yes'));
      await page.waitFor({ text: words('feedback.thanks') });
      for (const preset of ['neutral', 'se', 'fi']) {
        await page.evaluate(name => {
          for (const element of document.querySelectorAll('nara-hours, nara-feedback'))
            element.setAttribute('preset', name);
        }, preset);
        assert.deepEqual(await findAxeFaults(page), [], preset);
      }
    });
  });

  const forcedColours = async () => {
    const page = await open(site.pages.strict, { forcedColors: true });
    await page.waitFor({ role: 'table' });
    await page.click(button('feedback.no'));
    await page.waitFor({ text: words('feedback.thanks') });
    await page.screenshot(join(artifacts, 'states', 'sisters-forced-colours.png'));
    const shown = await page.evaluate(() => {
      const root = document.querySelector('nara-feedback')?.shadowRoot;
      return [...(root?.querySelectorAll('[aria-pressed]') ?? [])].map(pressed => {
        const { borderTopStyle } = getComputedStyle(pressed);
        return [pressed.querySelector('svg')?.checkVisibility(), borderTopStyle];
      });
    });
    assert.deepEqual(shown, [
      [false, 'solid'],
      [true, 'solid'],
    ]);
    assert.deepEqual(await findAxeFaults(page), []);
  };
  if (kind === 'chromium') test('forced colours leave nothing to colour alone', forcedColours);
});
