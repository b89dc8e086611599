import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { RunningDemo } from '@nara/demo';
import type { Browser, Context } from './driver/browser.ts';
import { openBrowser } from './driver/open-browser.ts';
import { Keyboard } from './stories/keyboard.ts';
import { Nurse } from './stories/nurse.ts';
import { Resident } from './stories/resident.ts';
import { startStoryDemo } from './stories/story-demo.ts';
import { wordsIn } from './stories/words.ts';

const words = wordsIn('sv-SE');
const button = (name: string | RegExp) => ({ role: 'button', name });
const heading = (name: string | RegExp) => ({ role: 'heading', name });
const textbox = (name: string) => ({ role: 'textbox', name });
const tab = (name: string) => ({ role: 'tab', name });
const launcher = button('Chatta med vården');
const inQueue = heading(words('transcript.queued.resident'));
const reply = words('desk.reply', { name: 'Karin' });

describe('the main job by keyboard alone', () => {
  let demo: RunningDemo;
  let browser: Browser;
  let phone: Context;
  let karin: Resident;
  let keys: Keyboard;
  let sara: Nurse;
  let desk: Keyboard;
  before(async () => {
    demo = await startStoryDemo();
    browser = await openBrowser('chromium');
    phone = await browser.newContext({ locale: 'sv-SE' });
  });
  after(async () => {
    await browser?.close();
    await demo?.stop();
  });

  describe('a resident on a screen of 320 px', () => {
    test('comes through the host page to the button, and the panel takes the focus', async () => {
      karin = await Resident.at(phone, { page: `${demo.addresses.siteSe}/`, path: '/r/norrvik/', words });
      await karin.page.setViewport(320, 640);
      await karin.page.waitFor('nara-chat >> button');
      keys = new Keyboard(karin.page, () => karin.panel());
      await keys.tabTo(button('Starta chatten'));
      await keys.tabTo(launcher);
      await keys.press('Enter');
      await keys.isAt(heading(words('start.heading')));
    });

    test('chooses a service and writes', async () => {
      await keys.tabTo(button(/Symtom och besvär/));
      await keys.press('Enter');
      await keys.isAt(heading(words('write.heading')));
      await keys.tabTo(textbox(words('write.label')));
      await keys.type('Jag har haft ont i halsen i fem dagar.');
    });

    test('Escape closes the panel onto the button, and Enter opens it where one was', async () => {
      await keys.press('Escape');
      await keys.isAt(launcher);
      await keys.press('Enter');
      await keys.isAt(heading(words('write.heading')));
    });

    test('logs in at the provider and is back where the message is sent', async () => {
      await keys.tabTo(button(words('write.next')));
      await keys.press('Space');
      await keys.isAt(heading(words('login.heading')));
      await keys.tabTo(button(/BankID/));
      await keys.press('Enter');
      await karin.page.waitFor(button(/^Karin Lindqvist/));
      await keys.tabTo(button(/^Karin Lindqvist/));
      await keys.press('Enter');
      await karin.page.waitFor('nara-chat');
      await keys.isAt(heading(words('write.heading')));
      await keys.tabTo(button(words('write.send')));
      await keys.press('Enter');
      await keys.isAt(inQueue);
      await karin.waitInQueue(1);
    });

    test('is asked before leaving the queue; Escape stays, and the focus comes back', async () => {
      await keys.tabTo(button(words('queue.leave')));
      await keys.press('Enter');
      await keys.isAt(button(words('queue.leaveNo')));
      await keys.press('Escape');
      await keys.isAt(button(words('queue.leave')));
    });

    test('goes into the menu, and each way back leads to its button', async () => {
      const menu = button(words('panel.menu'));
      await keys.tabTo(menu, 'Shift+Tab');
      const leave = {
        Escape: () => keys.press('Escape'),
        back: async () => {
          await keys.tabTo(button(words('panel.back')), 'Shift+Tab');
          await keys.press('Enter');
        },
        'the button itself': async () => {
          await keys.tabTo(menu, 'Shift+Tab');
          await keys.press('Space');
        },
      };
      for (const go of Object.values(leave)) {
        await keys.press('Enter');
        await keys.isAt(heading(words('menu.heading')));
        await go();
        await keys.isAt(menu);
      }
    });

    test('Tab goes round within the panel that covers the page', async () => {
      const menu = button(words('panel.menu'));
      for (const key of ['Tab', 'Tab', 'Shift+Tab'] as const) await keys.tabTo(menu, key);
    });

    test('Escape makes the panel small with the focus on it, and Enter makes it large', async () => {
      await keys.press('Escape');
      await keys.isAt(button(/Öppna/));
      await keys.press('Enter');
      await keys.isAt(inQueue);
    });
  });

  describe('a nurse at the desk', () => {
    test('logs in, walks the list and opens the case', async () => {
      const context = await browser.newContext({ locale: 'sv-SE' });
      const page = await context.newPage();
      await page.setViewport(1280, 800);
      await page.goto(`${demo.addresses.desk}/r/norrvik/desk`);
      await page.waitFor({ role: 'link', name: words('login') });
      desk = new Keyboard(page);
      await desk.tabTo({ role: 'link', name: words('login') });
      await desk.press('Enter');
      await page.waitFor(button(/^Sara Nyberg/));
      await desk.tabTo(button(/^Sara Nyberg/));
      await desk.press('Enter');
      sara = Nurse.loggedIn(page, words);
      await page.waitFor(button(/Karin Lindqvist/));
      await desk.press('j');
      await desk.isAt(button(/Karin Lindqvist/));
      await desk.press('Enter');
      await desk.isAt(heading('Karin Lindqvist'));
      await desk.press('k');
      await desk.isAt(button(/Karin Lindqvist/));
    });

    test('the settings give the focus back to their button', async () => {
      const settings = button(words('desk.settings'));
      await desk.tabTo(settings, 'Shift+Tab');
      await desk.press('Enter');
      await sara.page.waitFor({ role: 'dialog', name: words('desk.settings') });
      await desk.press('Escape');
      await desk.isAt(settings);
    });

    test('takes the case with T and answers with Enter', async () => {
      await desk.press('t');
      await desk.isAt(textbox(reply));
      await desk.type('Hej Karin. Har du feber?');
      await desk.press('Enter');
      await karin.sees('Har du feber?');
      await desk.isAt(textbox(reply));
    });

    test('writes an internal note, with an arrow to its tab', async () => {
      await desk.tabTo(tab(reply), 'Shift+Tab');
      await desk.press('ArrowRight');
      await desk.isAt(tab(words('staff.note')));
      await desk.tabTo(textbox(words('staff.note')));
      await desk.type('Ring om två dagar.');
      await desk.press('Enter');
      await sara.sees('Ring om två dagar.');
      await desk.isAt(textbox(words('staff.note')));
    });

    test('the resident answers, and both stay where they write', async () => {
      await keys.isAt(heading('Sara Nyberg'));
      await keys.tabTo(textbox(words('composer.label')));
      await keys.type('Nej, ingen feber.');
      await keys.tabTo(button(words('composer.send')));
      await keys.press('Space');
      await sara.sees('Nej, ingen feber.');
      await keys.isAt(textbox(words('composer.label')));
      await desk.isAt(textbox(words('staff.note')));
    });

    test('closes the case in a dialog that holds the focus and gives it back', async () => {
      const close = button(words('staff.close'));
      const no = button(words('desk.close.no'));
      await desk.tabTo(close, 'Shift+Tab');
      await desk.press('Enter');
      await desk.isAt(no);
      await desk.press('Tab');
      await desk.isAt(close);
      await desk.press('Shift+Tab');
      await desk.isAt(no);
      await desk.press('Escape');
      await sara.page.waitForGone({ role: 'dialog' });
      await desk.isAt(close);
      await desk.press('Enter');
      await desk.isAt(no);
      await desk.press('Tab');
      await desk.press('Enter');
      await desk.isAt(heading('Karin Lindqvist'));
      await karin.sees(words('transcript.closed'));
      await keys.isAt(heading(words('transcript.closed')));
      await keys.press('Escape');
      await keys.isAt(launcher);
    });

    test('puts the last tab away and is at the work list', async () => {
      // The list is told of the closed case a moment later; a row that still stood there would be given the focus.
      await sara.page.waitForGone(button(/^Symtom och besvär/));
      await desk.tabTo(button(words('desk.tabs.close', { name: 'Karin Lindqvist' })), 'Shift+Tab');
      await desk.press('Enter');
      await desk.isAt(heading(words('staff.queue')));
      assert.equal(await sara.page.count(button(/Karin Lindqvist/)), 0);
    });
  });
});
