import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { embedStage } from './stories/embed-stage.ts';
import { Nurse } from './stories/nurse.ts';
import { Resident } from './stories/resident.ts';
import { chatIs } from './stories/two-forms.ts';
import { wordsIn } from './stories/words.ts';

const words = wordsIn('sv-SE');
const launcher = { role: 'button', name: /Chatta med vården/ };
const start = { role: 'heading', name: words('start.heading') };
const first = 'Jag har haft ont i halsen i fem dagar.';
const answer = 'Hej Karin. Har du feber?';

describe('the chat in other modes and colours', () => {
  const stage = embedStage();
  const { visit } = stage;

  test('as a page the button leads to the region’s own', async () => {
    const page = await visit(`${stage.site.framed}/page`);
    await page.click(launcher);
    await page.waitFor(start);
    assert.equal(await page.url(), `${stage.site.hub}/r/norrvik/?lang=sv`);
  });

  test('inline, the conversation is in the page itself: from login to the answer, over a page load', async () => {
    const context = await stage.newContext({ locale: 'sv-SE' });
    const karin = await Resident.at(context, {
      page: `${stage.site.inPage}/inline`,
      path: '/r/norrvik/',
      hosted: true,
      words,
    });
    const { page } = karin;
    await page.waitFor(launcher);
    assert.equal(await page.evaluate(() => sessionStorage.length), 0);
    await karin.startCase({ service: /Symtom och besvär/, text: first, method: /BankID/, person: 'Karin' });
    await karin.waitInQueue(1);
    assert.equal(await page.count('nara-chat >> iframe'), 0);
    assert.equal(await page.evaluate(() => document.title), '/inline');
    assert.equal(await page.evaluate(() => document.documentElement.lang), 'sv');
    const sara = await Nurse.at(
      await stage.newContext({ locale: 'sv-SE' }),
      `${stage.site.demo.addresses.desk}/r/norrvik/desk`,
      words,
      'Sara Nyberg',
    );
    await sara.open('Karin Lindqvist');
    await sara.take();
    await sara.say(answer);
    await karin.sees(answer);
    await page.reload();
    await chatIs(page, 'open');
    await karin.sees(answer);
    await page.evaluate(() => {
      const place = document.createElement('section');
      document.body.prepend(place);
      place.append(document.querySelector('nara-chat') as Element);
    });
    await karin.say('Ja, lite.');
    await sara.sees('Ja, lite.');
    await page.click({ role: 'button', name: words('panel.minimise') });
    await chatIs(page, 'docked');
    await page.evaluate(() =>
      (document.querySelector('nara-chat') as Element & { destroy(): void }).destroy(),
    );
    assert.deepEqual(
      await page.evaluate(() => [
        document.querySelectorAll('nara-chat, nara-panel, nara-announcer').length,
        Object.keys(sessionStorage).filter(key => key === 'nara:norrvik').length,
      ]),
      [0, 0],
    );
  });

  test('Escape makes the panel small as soon as it is there, and the focus is on the button again', async () => {
    const page = await visit(`${stage.site.framed}/tag`);
    await page.click(launcher);
    const panel = await page.frame('/panel');
    await panel.waitFor(start);
    await panel.press('Escape');
    await chatIs(page, 'closed');
    await page.waitUntil('the focus on the button', () => document.activeElement?.localName === 'nara-chat');
  });

  test('inline is refused where the hub does not list the page’s origin for it', async () => {
    const page = await visit(`${stage.site.framed}/inline`);
    await page.click(launcher);
    await page.waitUntil('an error', () => seen.errors.length > 0);
    const [error] = await page.evaluate(() => [...seen.errors]);
    assert.match(error ?? '', /^nara: inline mode needs http:\/\/localhost:\d+ listed with inPage/);
    assert.equal(await page.count('nara-panel'), 0);
    // After a while there is a way out.
    await chatIs(page, 'offline');
    await page.click({ role: 'button', name: 'Stäng' });
    await page.waitFor(launcher);
  });

  test('inline, the page puts words of its own into slots and styles parts', async () => {
    const page = await visit(`${stage.site.inPage}/inline`);
    await page.waitFor(launcher);
    await page.evaluate(() => {
      const own = document.createElement('p');
      own.slot = 'start';
      own.textContent = 'Har du tid i dag? Se Mina bokningar.';
      document.querySelector('nara-chat')?.append(own);
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(
        'nara-chat::part(services) { border-radius: 3px } nara-chat::part(panel) { z-index: 7 }',
      );
      document.adoptedStyleSheets = [sheet];
    });
    await page.click(launcher);
    await page.waitFor({ text: 'Har du tid i dag? Se Mina bokningar.' });
    const look = await page.evaluate(() => {
      const within = (host: Element | null | undefined, css: string) => host?.shadowRoot?.querySelector(css);
      const panel = within(document.querySelector('nara-chat'), '[part=panel]');
      const list = within(within(panel?.querySelector('[exportparts]'), 'nara-panel'), '[part=services]');
      return [panel, list]
        .map(part => part && getComputedStyle(part))
        .map(style => [style?.zIndex, style?.borderTopLeftRadius]);
    });
    assert.deepEqual([look[0]?.[0], look[1]?.[1]], ['7', '3px']);
  });

  test('colours of the page’s style sheet reach the frame as values, and follow when they change', async () => {
    const page = await visit(`${stage.site.framed}/tag`);
    const paint = (colour: string) =>
      page.evaluate(value => document.documentElement.style.setProperty('--nara-primary', value), colour);
    await paint('hsl(335 63% 33%)');
    await page.click(launcher);
    const frame = await page.frame('/panel');
    await frame.waitFor(start);
    const has = (colour: string) =>
      frame.waitUntil(
        'its colour',
        value =>
          getComputedStyle(document.documentElement).getPropertyValue('--nara-primary').includes(value),
        colour,
      );
    await has('#891f4b');
    await paint('rgb(20 90 60)');
    await has('#145a3c');
  });

  test('with data-status the button says until when it is open, with one request and no credentials', async () => {
    const page = await visit(`${stage.site.framed}/status`);
    await page.waitFor({ role: 'button', name: /Chatta med vården (Öppet|Stängt)/ });
    const asked = (await page.requests()).filter(({ url }) => url.startsWith(stage.site.hub));
    const paths = asked.map(({ url }) => url.slice(stage.site.hub.length).replace(/-[\w-]{8}\.js/, '.js'));
    assert.deepEqual(paths, ['/nara.js', '/chunks/launcher-status.js', '/r/norrvik/about']);
    for (const { headers } of asked) {
      assert.equal(headers['cookie'], undefined);
      assert.equal(headers['authorization'], undefined);
    }
    assert.equal(await page.evaluate(() => sessionStorage.length), 0);
  });
});
