import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Page } from './driver/browser.ts';
import { embedStage } from './stories/embed-stage.ts';
import { chatIs, forms } from './stories/two-forms.ts';
import { wordsIn } from './stories/words.ts';

const words = wordsIn('sv-SE');
const suomi = wordsIn('fi');
const start = { role: 'heading', name: words('start.heading') };
const launcher = { role: 'button', name: 'Chatta med vården' };
const draft = 'Jag har haft ont i halsen i fem dagar.';

describe('the two forms of the chat', () => {
  const stage = embedStage();

  const visit = (path: string) => stage.visit(stage.site.framed + path);
  const panelOf = (page: Page) => page.frame('/r/norrvik/panel');
  const eventsOf = (page: Page) => page.evaluate(() => [...seen.events]);
  /** What the hub was asked for by the page itself. */
  const asked = async (page: Page) =>
    (await page.requests())
      .map(({ url }) => url)
      .filter(url => url.startsWith(stage.site.hub))
      .map(url => url.slice(stage.site.hub.length));

  for (const form of forms)
    describe(form.name, () => {
      test('asks for itself alone and keeps nothing until it is opened', async () => {
        const page = await visit(form.path);
        await page.waitFor(launcher);
        assert.deepEqual(await asked(page), [form.path === '/tag' ? '/nara.js' : '/nara-chat.js']);
        assert.deepEqual(await page.evaluate(() => [document.cookie, sessionStorage.length]), ['', 0]);
        await chatIs(page, 'closed');
      });

      test('open, close and toggle show the panel and take it away, and say so', async () => {
        const page = await visit(form.path);
        await page.waitFor(launcher);
        await form.call(page, 'open');
        await (await panelOf(page)).waitFor(start);
        await chatIs(page, 'open');
        assert.equal(await page.count(launcher), 0);
        await form.call(page, 'close');
        await page.waitFor(launcher);
        await chatIs(page, 'closed');
        await form.call(page, 'toggle');
        await chatIs(page, 'open');
        await form.call(page, 'toggle');
        await chatIs(page, 'closed');
        assert.deepEqual(await eventsOf(page), ['open', 'ready', 'close', 'open', 'close']);
      });

      test('hide and show are of the button, not of the panel', async () => {
        const page = await visit(form.path);
        await page.waitFor(launcher);
        await form.call(page, 'hide');
        await page.waitForGone(launcher);
        await form.call(page, 'open');
        await (await panelOf(page)).waitFor(start);
        await form.call(page, 'close');
        await chatIs(page, 'closed');
        assert.equal(await page.count(launcher), 0);
        await form.call(page, 'show');
        await page.waitFor(launcher);
      });

      test('setLocale is of the button and the panel', async () => {
        const page = await visit(form.path);
        await page.waitFor(launcher);
        await form.call(page, 'setLocale', 'fi');
        await page.waitFor({ role: 'button', name: 'Avaa chat' });
        await form.call(page, 'open');
        const panel = await panelOf(page);
        await panel.waitFor({ role: 'heading', name: suomi('start.heading') });
        await form.call(page, 'setLocale', 'sv');
        await panel.waitFor(start);
      });

      test('a button of the page and the address open it, and the address is put right', async () => {
        const page = await visit(form.path);
        await page.click({ role: 'button', name: 'Chatta' });
        await (await panelOf(page)).waitFor(start);
        await form.call(page, 'close');
        await chatIs(page, 'closed');
        for (let times = 0; times < 2; times++) {
          await page.click('#deep');
          await chatIs(page, 'open');
          assert.doesNotMatch(await page.url(), /#/);
          await form.call(page, 'close');
          await chatIs(page, 'closed');
        }
        await page.goto(`${stage.site.framed}/none`);
        await page.goto(`${stage.site.framed}${form.path}#nara`);
        await (await panelOf(page)).waitFor(start);
      });

      test('closed in the panel, it gives the focus back to what opened it', async () => {
        const page = await visit(form.path);
        await page.click({ role: 'button', name: 'Chatta' });
        const panel = await panelOf(page);
        await panel.click({ role: 'button', name: words('panel.minimise') });
        await chatIs(page, 'closed');
        await page.waitUntil('the focus', () => document.activeElement?.textContent === 'Chatta');
      });

      test('moved in the page it keeps what was typed', async () => {
        const page = await visit(form.path);
        await page.click(launcher);
        const panel = await panelOf(page);
        await panel.click({ role: 'button', name: /Symtom och besvär/ });
        await panel.type({ role: 'textbox', name: words('write.label') }, draft);
        await page.evaluate(() => {
          const place = document.createElement('section');
          document.body.prepend(place);
          place.append(document.querySelector('nara-chat') as Element);
        });
        const field = { role: 'textbox', name: words('write.label') };
        await (await panelOf(page)).waitFor(field);
        assert.equal(await (await panelOf(page)).text(field), draft);
        await chatIs(page, 'open');
      });

      test('logout also ends a session that is not shown', async () => {
        const page = await visit(form.path);
        await page.click(launcher);
        const before = await panelOf(page);
        await before.waitFor(start);
        await before.evaluate(() => sessionStorage.setItem('nara:norrvik:draft::', 'a secret'));
        await form.call(page, 'close');
        await chatIs(page, 'closed');
        await page.reload();
        await page.waitFor(launcher);
        assert.equal(await page.count('nara-chat >> iframe'), 0);
        await form.call(page, 'logout');
        const panel = await panelOf(page);
        await panel.waitUntil(
          'nothing to be kept',
          () => document.querySelector('nara-panel') && !sessionStorage.getItem('nara:norrvik:draft::'),
        );
        assert.equal(await page.count('nara-chat >> iframe'), 0);
      });

      test('destroy leaves no element, listener, style or entry, and of names `nara` alone', async () => {
        const page = await visit('/none');
        const bare = await page.evaluate(() => [
          document.querySelectorAll('*').length,
          Object.keys(window).length,
          seen.listeners(),
          document.adoptedStyleSheets.length,
          sessionStorage.length,
        ]);
        await page.goto(stage.site.framed + form.path);
        await page.waitFor(launcher);
        // A click of the driver's leaves listeners of its own.
        await form.call(page, 'open');
        await (await panelOf(page)).waitFor(start);
        assert.ok((await page.evaluate(() => seen.listeners())).includes('[object Window] message'));
        await form.call(page, 'destroy');
        const left = await page.evaluate(() => {
          const { nara, ...rest } = window as unknown as Record<string, unknown>;
          return [
            document.querySelectorAll('*:not(script[src])').length,
            Object.keys(rest).length,
            seen.listeners(),
            document.adoptedStyleSheets.length,
            sessionStorage.length,
          ];
        });
        assert.deepEqual(left, bare);
        await page.click({ role: 'button', name: 'Chatta' });
        await page.click('#deep');
        if (form.path === '/tag') {
          await form.call(page, 'open');
          assert.deepEqual(await page.evaluate(() => [...seen.errors]), ['nara: open after destroy']);
        }
        assert.equal(await page.count('nara-chat'), 0);
      });
    });

  test('calls from before the script had come are kept; an unknown one says so and does nothing', async () => {
    const page = await visit('/early');
    await (await panelOf(page)).waitFor({ role: 'heading', name: suomi('start.heading') });
    const [error, ...more] = await page.evaluate(() => [...seen.errors]);
    assert.match(error ?? '', /^nara: there is no "dance", only open,/);
    assert.deepEqual(more, []);
  });

  test('what readers have written on the page does not stand in for the script', async () => {
    const page = await visit('/clobbered');
    await page.click(launcher);
    await page.frame('/r/norrvik/panel');
    const elsewhere = (await page.requests())
      .map(({ url }) => url)
      .filter(url => url.includes('/elsewhere/'));
    // The picture itself.
    assert.deepEqual(elsewhere, [`${stage.site.framed}/elsewhere/nara.js`]);
  });

  test('a page hears of it through nara', async () => {
    const page = await visit('/tag');
    await page.waitFor(launcher);
    await page.evaluate(() => {
      const heard: string[] = [];
      const { nara } = window as unknown as { nara(...call: unknown[]): void };
      for (const type of ['ready', 'open', 'close', 'unread'])
        nara('on', type, (event: Event) => heard.push(event.type));
      Object.assign(window, { heard });
    });
    await page.click(launcher);
    await page.waitUntil(
      'ready',
      () => (window as unknown as { heard: string[] }).heard.join() === 'open,ready',
    );
  });

  for (const path of ['/twice', '/both'])
    test(`included twice (${path}), there is one`, async () => {
      const page = await visit(path);
      await page.waitFor(launcher);
      await page.waitUntil(
        'both scripts to have run',
        () => customElements.get('nara-chat') && 'nara' in window,
      );
      await page.evaluate(async src => {
        const again = document.createElement('script');
        again.src = src;
        again.dataset['region'] = 'norrvik';
        document.head.append(again);
        await new Promise(done => again.addEventListener('load', done));
      }, `${stage.site.hub}/nara.js`);
      assert.equal(await page.count(launcher), 1);
      await page.click({ role: 'button', name: 'Chatta' });
      await (await panelOf(page)).waitFor(start);
      assert.equal(await page.count('nara-chat >> iframe'), 1);
    });

  test('two regions on a page are two chats, of which one is open', async () => {
    const page = await visit('/two');
    const other = { role: 'button', name: 'Avaa chat' };
    await page.click(launcher);
    await (await panelOf(page)).waitFor(start);
    await page.click(other);
    await (await page.frame('/r/skargarden/panel')).waitFor({
      role: 'heading',
      name: suomi('start.heading'),
    });
    await page.waitFor(launcher);
    await chatIs(page, 'closed');
    assert.equal(await page.count(other), 0);
    const kept = await page.evaluate(() => ({ ...sessionStorage }));
    assert.deepEqual(kept, { 'nara:skargarden': 'open' });
    await page.reload();
    await (await page.frame('/r/skargarden/panel')).waitFor({
      role: 'heading',
      name: suomi('start.heading'),
    });
    assert.equal(await page.count('nara-chat >> iframe'), 1);
  });

  test('a page with a button of its own needs no other', async () => {
    const page = await visit('/own-button');
    await page.click({ role: 'button', name: 'Chatta' });
    await (await panelOf(page)).waitFor(start);
    assert.equal(await page.count(launcher), 0);
  });
});
