import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { RunningDemo } from '@nara/demo';
import type { Browser, Context, Page } from './driver/browser.ts';
import { openBrowser } from './driver/open-browser.ts';
import { Nurse } from './stories/nurse.ts';
import { Resident, type ResidentPlace } from './stories/resident.ts';
import { startStoryDemo } from './stories/story-demo.ts';
import { wordsIn } from './stories/words.ts';

const root = join(import.meta.dirname, '..', '..');
const pictures = process.env['NARA_PICTURES'];

/** A picture for the README, where one is wanted: a browser under Xvfb now and then never answers with one. */
async function picture(page: Page, name: string, width: number, height: number): Promise<void> {
  await page.setViewport(width, height);
  if (pictures === undefined) return;
  mkdirSync(join(root, pictures), { recursive: true });
  await page.screenshot(join(root, pictures, `${name}.png`));
}

describe('the main job', () => {
  let demo: RunningDemo;
  let browser: Browser;
  before(async () => {
    demo = await startStoryDemo();
    browser = await openBrowser();
  });
  after(async () => {
    await browser?.close();
    await demo?.stop();
  });

  describe('in Region Norrvik, in Swedish', () => {
    const words = wordsIn('sv-SE');
    let place: ResidentPlace;
    let phone: Context;
    let desktop: Context;
    let karin: Resident;
    let sara: Nurse;

    before(async () => {
      place = { page: `${demo.addresses.siteSe}/`, path: '/r/norrvik/', words };
      phone = await browser.newContext({ locale: 'sv-SE' });
      desktop = await browser.newContext({ locale: 'sv-SE' });
    });

    test('the page fetches the loader and nothing else before the chat is opened', async () => {
      karin = await Resident.at(phone, place);
      await karin.page.waitFor('nara-chat >> button');
      const hub = await karin.page.evaluate(
        origin =>
          performance
            .getEntriesByType('resource')
            .map(({ name }) => name)
            .filter(name => name.startsWith(origin)),
        demo.addresses.hub,
      );
      // Besides, the page shows the clinic's hours and asks whether it was useful.
      const beside = /\/nara-(?:hours|feedback)\.js$|\/units\/[^/]+\/hours$/;
      assert.deepEqual(
        hub.filter(address => !beside.test(address)),
        [`${demo.addresses.hub}/nara.js`],
      );
      const kept = await karin.page.evaluate(() => [
        document.cookie,
        localStorage.length,
        sessionStorage.length,
      ]);
      assert.deepEqual(kept, ['', 0, 0]);
    });

    test('112 is there before the first word, and what is typed survives the login', async () => {
      await karin.openChat();
      const panel = await karin.panel();
      await panel.waitFor({ role: 'link', name: /112/ });
      await karin.chooseService(/Symtom och besvär/);
      await panel.waitFor({ text: words('strip.notUrgent') });
      await karin.writeFirst('Jag har haft ont i halsen i fem dagar.');
      await panel.click({ role: 'button', name: words('write.next') });
      await panel.waitFor({ role: 'heading', name: words('login.heading') });
      await karin.logIn(/BankID/, 'Karin Lindqvist');
      const back = await karin.panel();
      await back.waitUntil(
        'the text to be there',
        text => {
          const find = (root: ParentNode): boolean =>
            [...root.querySelectorAll('*')].some(
              each =>
                (each instanceof HTMLTextAreaElement && each.value === text) ||
                (each.shadowRoot !== null && find(each.shadowRoot)),
            );
          return find(document);
        },
        'Jag har haft ont i halsen i fem dagar.',
      );
      assert.doesNotMatch(await karin.page.url(), /#/);
    });

    test('the message is sent, and the resident stands first in the queue of the listed clinic', async () => {
      await karin.sendFirst();
      await karin.waitInQueue(1);
      await karin.sees(words('state.sent'));
      await karin.sees(/Norrviks vårdcentral/);
    });

    test('the nurse of the clinic sees the case, takes it, and the message is delivered and read', async () => {
      sara = await Nurse.at(desktop, `${demo.addresses.desk}/r/norrvik/desk`, words, 'Sara Nyberg');
      await sara.open('Karin Lindqvist');
      await sara.sees('Jag har haft ont i halsen i fem dagar.');
      await sara.take();
      await karin.sees(words('transcript.joined', { name: 'Sara Nyberg', role: 'sjuksköterska' }));
      await karin.sees(new RegExp(`${words('state.read')}|${words('state.delivered')}`));
    });

    test('the nurse’s typing and answer are seen', async () => {
      await sara.write('Hej Karin. ');
      await karin.sees(new RegExp(words('transcript.typing', { name: 'Sara' })));
      await sara.say('Har du feber?');
      await karin.sees(/Hej Karin\. Har du feber\?/);
      await karin.say('Ja, 38,5 i går kväll.');
      await sara.sees('Ja, 38,5 i går kväll.');
      await picture(karin.page, 'resident', 1280, 860);
      await picture(sara.page, 'desk', 1440, 900);
    });

    test('a reload keeps the conversation', async () => {
      await karin.page.reload();
      await karin.sees('Ja, 38,5 i går kväll.');
    });

    test('a link of the host page loads a new page and the panel is back, as it was', async () => {
      await karin.page.click({ css: 'a[href*="vardcentraler"]', nth: 0 });
      await karin.page.waitFor({ role: 'heading', name: /Vårdcentraler/ });
      await karin.sees('Ja, 38,5 i går kväll.');
    });

    test('on another device the conversation is there after login', async () => {
      const tablet = await browser.newContext();
      const there = await Resident.at(tablet, place);
      await there.openChat();
      await (await there.panel()).click({ role: 'button', name: words('start.login') });
      await there.logIn(/BankID/, 'Karin Lindqvist');
      await there.sees('Ja, 38,5 i går kväll.');
      await tablet.close();
    });

    test('the nurse closes the case and the resident is told', async () => {
      await sara.close();
      await karin.sees(words('transcript.closed'));
    });
  });

  describe('in Skärgårdens välfärdsområde, in Finnish and Swedish', () => {
    const words = wordsIn('fi');
    const svenska = wordsIn('sv-FI');
    let maija: Resident;
    let annika: Nurse;

    test('a resident writes in Finnish, in a queue of the chosen station', async () => {
      const context = await browser.newContext({ locale: 'fi' });
      const place = { page: `${demo.addresses.siteFi}/fi/`, path: '/r/skargarden/', words };
      maija = await Resident.at(context, place);
      await maija.startCase({
        service: /Oireet ja vaivat/,
        text: 'Minulla on ollut kova yskä kaksi viikkoa.',
        method: /Tunnistaudu/,
        person: 'Maija Korhonen',
      });
      await maija.waitInQueue(1);
      await maija.sees('Majakkaluodon terveysasema');
    });

    test('the desk tells in Swedish what the resident chose in Finnish', async () => {
      const context = await browser.newContext({ locale: 'sv-FI' });
      const desk = `${demo.addresses.desk}/r/skargarden/desk`;
      annika = await Nurse.at(context, desk, words, 'Annika Lindroos');
      await annika.speak('sv-FI', svenska);
      await annika.open('Maija Korhonen');
      await annika.sees('Symtom och besvär');
      await annika.sees('Minulla on ollut kova yskä kaksi viikkoa.');
      await annika.sees(svenska('desk.wants.fi'));
      await annika.take();
      await annika.say('Hei Maija! Onko sinulla kuumetta?');
      await maija.sees(words('transcript.joined', { name: 'Annika Lindroos', role: words('role.nurse') }));
      await maija.sees('Onko sinulla kuumetta?');
    });

    test('the language is switched in the middle of the chat, names of the hub included', async () => {
      await maija.speak('sv-FI', svenska);
      await maija.sees(
        svenska('transcript.joined', { name: 'Annika Lindroos', role: svenska('role.nurse') }),
      );
      await maija.sees('Fyrskärs hälsostation');
      await maija.say('Nej, ingen feber.');
      await annika.sees('Nej, ingen feber.');
      await picture(maija.page, 'resident-fi', 500, 844);
      await picture(annika.page, 'desk-fi', 1440, 900);
    });

    test('a page of the host in the other language keeps the conversation', async () => {
      await maija.page.goto(`${demo.addresses.siteFi}/sv/`);
      await maija.sees('Nej, ingen feber.');
    });
  });
});
