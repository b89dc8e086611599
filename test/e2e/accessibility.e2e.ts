import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Browser, Context, Surface } from './driver/browser.ts';
import { openBrowser, wantedBrowser } from './driver/open-browser.ts';
import { Nurse } from './stories/nurse.ts';
import { Resident, type ResidentPlace } from './stories/resident.ts';
import {
  reviewedDesk,
  reviewedFinnishDesk,
  reviewedFinnishPanel,
  reviewedPanel,
} from './stories/reviewed-states.ts';
import { listen, spoken } from './stories/spoken.ts';
import { narrowest, StateReview } from './stories/state-review.ts';
import { wordsIn } from './stories/words.ts';
import { startWatchedDemo, type WatchedDemo } from './weaken/watched-demo.ts';

/** The panel's own list of what it can show. */
const { viewNames } = await import(
  join(import.meta.dirname, '../../packages/widget/src/panel/panel-state.ts')
);
const kind = wantedBrowser();
const bankId = /BankID/;
const symptoms = /Symtom och besvär/;
const clinic = 'Norrviks vårdcentral';
/** WebKit's MiniBrowser draws nothing in a second tab: axe-core would wait there for good. */
const drawsTwoTabs = kind !== 'webkit';
const inSecondTab: readonly string[] = ['start-with-case', 'case-or-new'];
/** A document brings no region along, as a page with the panel among its own elements does not: there alone can it fail to come. */
const withoutRegion = {
  file: 'packages/server/src/http/resident-routes.ts',
  find: 'about: region.about(),',
  replace: '',
};
/** Milliseconds that take a session which was just used into its last two minutes; twice, and it has ended. */
const idleBeforeWarning = 28 * 60_000;

describe('accessibility', () => {
  let demo: WatchedDemo;
  let browser: Browser;
  let hub: WatchedDemo['hub'];
  before(async () => {
    demo = await startWatchedDemo({ hub: [withoutRegion] });
    hub = demo.hub;
    browser = await openBrowser();
  });
  after(async () => {
    await browser?.close();
    await demo?.stop();
  });

  // The other engines see each state once, in Swedish.
  const finnish = kind === 'chromium' ? describe : () => undefined;
  finnish('in Skärgårdens välfärdsområde, in Finnish', () => {
    const words = wordsIn('fi');
    const panels = new StateReview(reviewedFinnishPanel, kind);
    const desks = new StateReview(reviewedFinnishDesk, kind);

    test('the story goes through the main states', async () => {
      const place = { page: `${demo.addresses.siteFi}/fi/`, path: '/r/skargarden/', words };
      const maija = await Resident.at(await browser.newContext({ locale: 'fi', reducedMotion: true }), place);
      await maija.page.setViewport(narrowest[kind], 640);
      await maija.openChat();
      const see = async (state: (typeof reviewedFinnishPanel.states)[number]) =>
        panels.visit(state, maija.page, await maija.panel());
      await see('start');
      await maija.chooseService(/Oireet ja vaivat/);
      await see('write');
      await maija.writeFirst('Minulla on ollut kova yskä kaksi viikkoa.');
      await (await maija.panel()).click({ role: 'button', name: words('write.next') });
      await (await maija.panel()).waitFor({ role: 'heading', name: words('login.heading') });
      await see('login');
      await maija.logIn(/Tunnistaudu/, 'Maija Korhonen');
      await maija.sendFirst();
      await maija.waitInQueue(1);
      await maija.sees(words('state.sent'));
      await see('queue');

      const context = await browser.newContext({ locale: 'fi', reducedMotion: true });
      const visitor = await context.newPage();
      await visitor.setViewport(1440, 900);
      await visitor.goto(`${demo.addresses.desk}/r/skargarden/desk`);
      await visitor.waitFor({ role: 'link', name: words('login') });
      await desks.visit('login', visitor);
      const annika = await Nurse.at(
        context,
        `${demo.addresses.desk}/r/skargarden/desk`,
        words,
        'Annika Lindroos',
      );
      await annika.page.setViewport(1440, 900);
      await annika.page.waitFor({ role: 'button', name: /Maija Korhonen/ });
      await desks.visit('queue', annika.page);
      await annika.open('Maija Korhonen');
      await annika.sees('Minulla on ollut kova yskä kaksi viikkoa.');
      await desks.visit('case-queued', annika.page);
      await annika.take();
      await annika.say('Onko sinulla kuumetta?');
      await maija.sees('Onko sinulla kuumetta?');
      await annika.sees(words('state.read'));
      await desks.visit('case-mine', annika.page);
      await see('conversation');
      await (await maija.panel()).click({ role: 'button', name: words('panel.menu') });
      await (await maija.panel()).waitFor({ role: 'heading', name: words('menu.heading') });
      await see('menu');
    });

    for (const state of reviewedFinnishPanel.states) test(`panel: ${state}`, () => panels.assertSound(state));
    for (const state of reviewedFinnishDesk.states) test(`desk: ${state}`, () => desks.assertSound(state));
  });

  describe('in Region Norrvik, in Swedish', () => {
    const words = wordsIn('sv-SE');
    const suomi = wordsIn('fi');
    const panels = new StateReview(reviewedPanel, kind);
    const desks = new StateReview(reviewedDesk, kind);
    let place: ResidentPlace;
    let desk: string;
    let phone: Context;
    let lars: Resident;
    let sara: Nurse;
    let heardByLars: readonly string[] = [];
    let heardBySara: readonly string[] = [];
    const see = async (state: (typeof reviewedPanel.states)[number]) =>
      panels.visit(state, lars.page, await lars.panel());
    /** What was said, less what may be too short to be said. */
    const lasting = async (surface: Surface) => {
      const extend = words('session.extend');
      const passing = [
        `status: ${words('loading')}`,
        `status: ${words('desk.connection.connecting')}`,
        `alert: ${words('session.ending_one', { count: 1 })} ${extend}`,
      ];
      return (await spoken(surface)).filter(line => !passing.includes(line));
    };
    const joined = words('transcript.joined', { name: 'Sara Nyberg', role: 'sjuksköterska' });
    const button = (name: string) => ({ role: 'button', name });
    const heading = (name: string | RegExp) => ({ role: 'heading', name });

    before(async () => {
      place = { page: `${demo.addresses.siteSe}/`, path: '/r/norrvik/', words };
      desk = `${demo.addresses.desk}/r/norrvik/desk`;
    });

    const toTheDesk = async () => {
      const context = await browser.newContext({ locale: 'sv-SE', reducedMotion: true });
      const page = await context.newPage();
      await page.setViewport(1440, 900);
      await page.goto(desk);
      await page.waitFor({ role: 'link', name: words('login') });
      await desks.visit('login', page);
      sara = await Nurse.at(context, desk, words, 'Sara Nyberg');
      await page.close();
      await sara.page.setViewport(1440, 900);
      await sara.sees(words('desk.empty.all'));
      await desks.visit('empty', sara.page);
    };

    const tillLogin = async () => {
      phone = await browser.newContext({ locale: 'sv-SE', reducedMotion: true });
      lars = await Resident.at(phone, place);
      await lars.page.setViewport(narrowest[kind], 640);
      await lars.openChat();
      await see('start');
      const panel = await lars.panel();
      const search = { role: 'searchbox', name: words('start.searchLabel') };
      await panel.fill(search, 'xyz');
      await panel.waitFor({ text: words('start.nothingFound') });
      await see('search-without-hit');
      await panel.fill(search, '');
      await lars.chooseService(symptoms);
      await see('write');
      await panel.click(button(words('write.next')));
      await panel.waitFor({ text: words('write.missing') });
      await see('write-without-text');
      await lars.writeFirst('Jag har haft ont i knät sedan i lördags.');
      await panel.click(button(words('write.next')));
      await panel.waitFor(heading(words('login.heading')));
      await see('login');
      await panel.click({ role: 'button', name: bankId });
      await lars.page.waitFor(button('Avbryt'));
      // What the hub sends of a login that proves nobody: a code that opens nothing.
      await lars.page.goto(`${place.page}#nara=${'x'.repeat(43)}`);
      await lars.sees(words('error.login_failed'));
      await see('login-failed');
      await lars.logIn(bankId, 'Lars Wallin');
      await (await lars.panel()).waitFor(button(words('write.send')));
      await see('write-signed-in');
    };

    const inQueue = async () => {
      await lars.sendFirst();
      const panel = await lars.panel();
      await panel.waitFor(heading(words('clinic.heading')));
      await see('clinic');
      await panel.click(button(words('clinic.send')));
      await panel.waitFor({ text: words('clinic.missing') });
      await see('clinic-not-chosen');
      await panel.click({ role: 'radio', name: new RegExp(clinic) });
      await panel.click(button(words('clinic.send')));
      await lars.waitInQueue(1);
      await lars.sees(words('state.sent'));
      await see('queue');
      await listen(panel);
      await panel.click(button(words('queue.leave')));
      await panel.waitFor(heading(words('queue.leaveSure')));
      await see('leave-question');
      await panel.click(button(words('queue.leaveNo')));
      await panel.waitForGone(heading(words('queue.leaveSure')));
    };

    const inConversation = async () => {
      await sara.page.waitFor({ role: 'button', name: /Lars Wallin/ });
      await desks.visit('queue', sara.page);
      await sara.page.click(button(words('desk.settings')));
      await sara.page.waitFor({ role: 'dialog', name: words('desk.settings') });
      await desks.visit('settings', sara.page);
      await sara.page.press('Escape');
      await listen(sara.page);
      await sara.open('Lars Wallin');
      await sara.sees('ont i knät');
      await desks.visit('case-queued', sara.page);
      await sara.take();
      await sara.say('Hej Lars. Är knät svullet?');
      await lars.sees('Är knät svullet?');
      await see('conversation');
      await sara.sees(words('state.read'));
      await desks.visit('case-mine', sara.page);
      await sara.write('Har du');
      await lars.sees(words('transcript.typing', { name: 'Sara' }));
      await see('typing');
      await sara.page.fill('nara-desk-composer >> textarea', '');
      await (await lars.panel()).waitForGone({ text: words('transcript.typing', { name: 'Sara' }) });
      await lars.speak('fi', suomi);
      await lars.sees(suomi('transcript.joined', { name: 'Sara Nyberg', role: suomi('role.nurse') }));
      await see('other-language');
      await lars.speak('sv-SE', words);
      await garbleMessages(await lars.panel());
      await lars.say('Ja, lite.');
      await lars.sees(words('state.failed'));
      await see('message-not-sent');
      await mendMessages(await lars.panel());
      await (await lars.panel()).click(button(words('transcript.retry')));
      await sara.sees('Ja, lite.');
      await sara.waitUntilRead();
    };

    const atTheDesk = async () => {
      await sara.page.click({ role: 'tab', name: words('staff.note') });
      await desks.visit('note', sara.page);
      await sara.page.click({ role: 'tab', name: words('desk.reply', { name: 'Lars' }) });
      await sara.page.click(button(words('staff.close')));
      await sara.page.waitFor(heading(words('desk.close.heading')));
      await desks.visit('close-question', sara.page);
      await sara.page.click(button(words('desk.close.no')));
      const annaLena = await Nurse.at(
        await browser.newContext({ locale: 'sv-SE', reducedMotion: true }),
        desk,
        words,
        'Anna-Lena Holmgren',
      );
      await annaLena.page.setViewport(1440, 900);
      await annaLena.open('Lars Wallin');
      await annaLena.sees(words('desk.takenHow'));
      await desks.visit('case-of-another', annaLena.page);
      await annaLena.page.close();
    };

    const besideConversation = async () => {
      const panel = await lars.panel();
      await panel.click(button(words('panel.menu')));
      await panel.waitFor(heading(words('menu.heading')));
      await see('menu');
      await panel.click(button(words('panel.back')));
      await lars.sees('Är knät svullet?');

      const tab = await Resident.at(phone, place);
      await tab.page.setViewport(narrowest[kind], 640);
      await tab.openChat();
      const beside = await tab.panel();
      await beside.waitFor(heading(words('cases.ongoing')));
      if (drawsTwoTabs) await panels.visit('start-with-case', tab.page, beside);
      await tab.chooseService(/Provsvar/);
      await tab.writeFirst('Har mina provsvar kommit?');
      await tab.sendFirst();
      await beside.waitFor(heading(words('cases.choose')));
      if (drawsTwoTabs) await panels.visit('case-or-new', tab.page, beside);
      await tab.page.close();
    };

    const withoutHub = async () => {
      const panel = await lars.panel();
      await hub.stop();
      await panel.waitFor('nara-offline-strip');
      await see('reconnecting');
      await lars.say('Det gör ont när jag går.');
      await lars.sees(words('state.waiting'));
      await panel.waitUntil(
        'the loss of the connection to be said',
        text => document.querySelector('nara-announcer')?.textContent?.includes(text),
        words('offline.heading'),
      );
      await see('offline');
      await sara.page.waitFor('nara-offline-strip');
      // Between two tries; before the first one it says only that it connects.
      await sara.sees(words('desk.connection.offline'));
      await desks.visit('offline', sara.page);
      hub = await demo.startHubAgain();
      await tryNow(panel);
      await tryNow(sara.page);
      await sara.sees('Det gör ont när jag går.');
    };

    const toEndOfCase = async () => {
      await lars.waitUntilRead();
      await sara.waitUntilRead();
      await sara.close();
      await sara.sees(words('desk.closedHow'));
      // The work list is told a moment later.
      await sara.sees(words('desk.empty.all'));
      await desks.visit('closed', sara.page);
      await lars.sees(words('transcript.closed'));
      await see('closed');
      const panel = await lars.panel();
      await panel.click(button(words('panel.menu')));
      await panel.click(button(words('cases.heading')));
      await panel.waitFor(heading(words('cases.closed')));
      await see('cases');
    };

    const elsewhere = async () => {
      await demo.refuse('/about');
      const context = await browser.newContext({ locale: 'sv-SE', reducedMotion: true });
      const visitor = await Resident.at(context, place);
      await visitor.page.setViewport(narrowest[kind], 640);
      await visitor.page.click('nara-chat >> button');
      const panel = await visitor.panel();
      await panel.waitFor(heading(words('failed.heading')));
      await panels.visit('unreachable', visitor.page, panel);
      await demo.refuse('');
      await visitor.page.goto(`${demo.addresses.hub}${place.path}`);
      await visitor.page.waitFor(heading(words('start.heading')));
      await panels.visit('page', visitor.page);
      await context.close();
    };

    const toEndOfSession = async () => {
      const panel = await lars.panel();
      await panel.click(button(words('cases.new')));
      await lars.chooseService(symptoms);
      await lars.writeFirst('Nu gör det ont i andra knät.');
      await lars.sendFirst();
      await panel.click({ role: 'radio', name: new RegExp(clinic) });
      await panel.click(button(words('clinic.send')));
      await lars.waitInQueue(1);
      await sara.page.click({ role: 'button', name: /Symtom och besvär.*Lars Wallin/ });
      await sara.sees('andra knät');
      await sara.take();
      await lars.sees(words('transcript.joined', { name: 'Sara Nyberg', role: words('role.nurse') }));
      await lars.waitUntilRead();
      await sara.waitUntilRead();
      await demo.moveClock(idleBeforeWarning);
      // A clock that jumps may cost a connection.
      await panel.waitForGone('nara-offline-strip');
      await panel.waitFor(button(words('session.extend')));
      await see('session-ending');
      await sara.page.waitFor(button(words('session.extend')));
      await sara.page.waitForGone({ text: words('desk.closed.done') });
      await desks.visit('session-ending', sara.page);
      await demo.moveClock(idleBeforeWarning);
      await panel.waitFor(heading(words('ended.idle')));
      await see('session-ended');
      heardByLars = await lasting(panel);
      await sara.sees(words('desk.ended.idle'));
      await desks.visit('session-ended', sara.page);
      const heard = await lasting(sara.page);
      const back = `status: ${words('desk.connection.online')}`;
      heardBySara = heard.filter((line, at) => line !== back || at < heard.lastIndexOf(`log: ${joined}`));
    };

    test('the story goes through every state', async () => {
      const steps = [
        toTheDesk,
        tillLogin,
        inQueue,
        inConversation,
        atTheDesk,
        besideConversation,
        withoutHub,
        toEndOfCase,
        elsewhere,
        toEndOfSession,
      ];
      for (const step of steps) await step();
    });

    const ending = words('session.ending_other', { count: 2 });
    const own = (text: string) => `log: ${words('transcript.sayOwn', { text })}`;
    const other = (name: string, text: string) => `log: ${words('transcript.sayOther', { name, text })}`;

    test('a screen reader tells the resident what happens in the conversation, each thing once and in order', () => {
      assert.deepEqual(heardByLars, [
        `log: ${joined}`,
        other('Sara Nyberg', 'Hej Lars. Är knät svullet?'),
        `log: ${words('state.failed')}`,
        own('Ja, lite.'),
        `log: ${words('offline.heading')}. ${words('offline.trying')}`,
        `log: ${words('online.text')}`,
        own('Det gör ont när jag går.'),
        `log: ${words('transcript.closed')}`,
        `log: ${words('queue.say', { place: 1 })}`,
        `log: ${joined}`,
        `log: ${ending}`,
      ]);
    });

    test('a screen reader tells the nurse what happens at the desk', () => {
      const identity = 'polite: 19641224••••';
      assert.deepEqual(heardBySara, [
        identity,
        `log: ${joined}`,
        own('Hej Lars. Är knät svullet?'),
        other('Lars Wallin', 'Ja, lite.'),
        `status: ${words('desk.connection.offline')}`,
        `status: ${words('desk.connection.online')}`,
        other('Lars Wallin', 'Det gör ont när jag går.'),
        `status: ${words('desk.closed.done')}`,
        `log: ${words('transcript.closed')}`,
        `log: ${words('desk.announce.queued_one', { count: 1 })}`,
        identity,
        `log: ${joined}`,
        `alert: ${ending} ${words('session.extend')}`,
        `alert: ${words('desk.ended.idle')}`,
      ]);
    });

    if (drawsTwoTabs)
      test('every view that the panel has is among the states', () => panels.assertShown(viewNames));

    for (const state of reviewedPanel.states)
      if (drawsTwoTabs || !inSecondTab.includes(state))
        test(`panel: ${state}`, () => panels.assertSound(state));
    for (const state of reviewedDesk.states) test(`desk: ${state}`, () => desks.assertSound(state));
  });
});

/** From now on messages come to the hub without their text, which it refuses. */
async function garbleMessages(surface: Surface): Promise<void> {
  await surface.evaluate(() => {
    const { send } = WebSocket.prototype;
    WebSocket.prototype.send = function (data) {
      const line = typeof data === 'string' && data.includes('"sendMessage"');
      send.call(this, line ? data.replace(/"text":"[^"]*"/, '"text":""') : data);
    };
    (window as unknown as { naraSend: typeof send }).naraSend = send;
  });
}

async function mendMessages(surface: Surface): Promise<void> {
  await surface.evaluate(() => {
    WebSocket.prototype.send = (window as unknown as { naraSend: WebSocket['send'] }).naraSend;
  });
}

/** Asks for the connection now, unless it is back already. */
async function tryNow(surface: Surface): Promise<void> {
  await surface.evaluate(() => {
    const press = (root: ParentNode): void => {
      for (const element of root.querySelectorAll('*')) {
        if (element.localName === 'nara-offline-strip')
          element.shadowRoot?.querySelector<HTMLElement>('button')?.click();
        else if (element.shadowRoot) press(element.shadowRoot);
      }
    };
    press(document);
  });
}
