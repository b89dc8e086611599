import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Context } from './driver/browser.ts';
import { openBrowser, wantedBrowser } from './driver/open-browser.ts';
import { type EmbedSite, startEmbedSite } from './stories/embed-site.ts';
import { Nurse } from './stories/nurse.ts';
import { Resident, type ResidentPlace } from './stories/resident.ts';
import { countSounds, hasSounded, inLine, sounds } from './stories/sounds.ts';
import { chatIs } from './stories/two-forms.ts';
import { holding, wordsIn } from './stories/words.ts';

const words = wordsIn('sv-SE');
const launcher = { role: 'button', name: 'Chatta med vården' };
const composer = { role: 'textbox', name: words('composer.label') };
const first = 'Jag har haft ont i halsen i fem dagar.';
const answer = 'Hej Karin. Har du feber?';
const draft = 'Ja, 38,5 i går kväll';

/** One resident's way through a site, from page to page, in one tab. */
describe('a chat that goes along through a site', () => {
  let site: EmbedSite;
  let browser: Browser;
  let context: Context;
  let place: ResidentPlace;
  let karin: Resident;
  let second: Resident;
  let sara: Nurse;
  before(async () => {
    site = await startEmbedSite();
    browser = await openBrowser();
    context = await browser.newContext({ locale: 'sv-SE' });
    place = { page: `${site.framed}/tag`, path: '/r/norrvik/', words };
    karin = await Resident.at(context, place);
  });
  after(async () => {
    await browser?.close();
    await site?.stop();
  });

  /** A link is followed when the next page is there: until then the old one shows the same. */
  const follow = async (name: string, path: string) => {
    await karin.page.click({ role: 'link', name });
    await karin.page.waitUntil(`the page ${path}`, wanted => location.pathname === wanted, path);
  };
  const dock = async () => (await karin.panel()).text('.dock');
  const minimise = async () => {
    await (await karin.panel()).click({ role: 'button', name: words('panel.minimise') });
    await chatIs(karin.page, 'docked');
  };
  const unreadIs = (count: number) =>
    karin.page.waitUntil(
      `${count} unread`,
      wanted => document.querySelector('nara-chat')?.getAttribute('data-unread') === wanted,
      String(count),
    );

  test('small while one waits, it is small on the next page too, with one’s place', async () => {
    await karin.startCase({ service: /Symtom och besvär/, text: first, method: /BankID/, person: 'Karin' });
    await karin.waitInQueue(1);
    await minimise();
    await follow('Element', '/element');
    await chatIs(karin.page, 'docked');
    await (await karin.panel()).waitFor({ text: holding(words('dock.place', { place: 1 })) });
    assert.equal(await karin.page.count(launcher), 0);
  });

  test('one’s turn and what is unread are told there, and go along to the page after', async () => {
    sara = await Nurse.at(
      await browser.newContext({ locale: 'sv-SE' }),
      `${site.demo.addresses.desk}/r/norrvik/desk`,
      words,
      'Sara Nyberg',
    );
    await sara.open('Karin Lindqvist');
    await sara.take();
    await sara.say(answer);
    await unreadIs(1);
    await (await karin.panel()).waitFor('.dock .count');
    assert.match(await dock(), /Sara Nyberg.*1/);
    await follow('Tagg', '/tag');
    await unreadIs(1);
    await (await karin.panel()).waitFor('.dock .count');
    assert.match(await dock(), /Sara Nyberg.*1/);
  });

  test('opened, it is open on the next page, with the conversation and what was typed', async () => {
    await (await karin.panel()).click('.dock');
    await karin.sees(answer);
    await unreadIs(0);
    await (await karin.panel()).type(composer, draft);
    await follow('Element', '/element');
    await chatIs(karin.page, 'open');
    await karin.sees(answer);
    assert.equal(await (await karin.panel()).text(composer), draft);
  });

  test('a script that puts a new page in the place of the old one loses nothing', async () => {
    await follow('Tagg', '/tag');
    await chatIs(karin.page, 'open');
    await karin.page.evaluate(() => {
      history.pushState(null, '', '/tag?next');
      const body = document.createElement('body');
      body.append(...document.body.querySelectorAll('main'));
      document.body.replaceWith(body);
    });
    await chatIs(karin.page, 'open');
    await karin.sees(answer);
    assert.equal(await (await karin.panel()).text(composer), draft);
    assert.equal(await karin.page.count('nara-chat'), 1);
    assert.equal(await karin.page.count('nara-chat >> iframe'), 1);
  });

  test('so does one that makes the element anew', async () => {
    await karin.page.goto(`${site.framed}/element`);
    await karin.sees(answer);
    await karin.page.evaluate(hub => {
      history.pushState(null, '', '/element?next');
      const next = document.createElement('nara-chat');
      next.setAttribute('hub', hub);
      next.setAttribute('region', 'norrvik');
      next.setAttribute('lang', 'sv');
      document.querySelector('#app')?.replaceChildren(next);
    }, site.hub);
    await chatIs(karin.page, 'open');
    await karin.sees(answer);
    assert.equal(await (await karin.panel()).text(composer), draft);
    // The page has left the old one: one connection hears.
    await sara.say('Och hosta?');
    await karin.sees('Och hosta?');
  });

  test('back on a page from before, it is as it was left on the page after', async () => {
    await karin.page.goto(`${site.framed}/tag`);
    await karin.sees(answer);
    await follow('Element', '/element');
    await karin.sees(answer);
    await minimise();
    await karin.page.back();
    await karin.page.waitUntil('the page before', () => location.pathname === '/tag');
    await chatIs(karin.page, 'docked');
    await karin.page.forward();
    await karin.page.waitUntil('the page after', () => location.pathname === '/element');
    await chatIs(karin.page, 'docked');
    await (await karin.panel()).click('.dock');
    await karin.page.back();
    await karin.page.waitUntil('the page before', () => location.pathname === '/tag');
    await chatIs(karin.page, 'open');
    await karin.sees(answer);
    assert.equal(await karin.page.count('nara-chat'), 1);
  });

  const readByKarin = async () => {
    for (const state of ['sending', 'sent', 'delivered'])
      await sara.page.waitForGone({ text: new RegExp(`^${words(`state.${state}`)}$`) });
  };

  const twoTabs = async () => {
    await minimise();
    second = await Resident.at(context, place);
    await second.page.click(launcher);
    await (await second.panel()).waitUntil('a session', () => sessionStorage.getItem('nara:norrvik:token'));
    await (await second.panel()).click({ role: 'button', name: words('panel.minimise') });
    await chatIs(second.page, 'docked');
    for (const tab of [karin, second]) await countSounds(await tab.panel());
    await (await second.panel()).waitUntil('one tab to lead and one to stand by', inLine, 2);
    await sara.say('Hur mår du nu?');
    for (const tab of [karin, second])
      await tab.page.waitUntil('the number in the title', () => document.title === '(1) /tag');
    await (await karin.panel()).waitUntil('a sound', hasSounded, 1);
    assert.equal(await (await second.panel()).evaluate(sounds), 0);
  };

  const killedLeader = async () => {
    await karin.page.kill();
    karin = second;
    const panel = await karin.panel();
    await panel.waitUntil('the other tab to lead', inLine, 1);
    await panel.click('.dock');
    await panel.click({ role: 'button', name: holding(words('cases.status.active')) });
    await karin.sees('Hur mår du nu?');
    await unreadIs(0);
    assert.equal(await karin.page.evaluate(() => document.title), '/tag');
    await readByKarin();
    await sara.say('Har du tagit tempen?');
    await karin.sees('Har du tagit tempen?');
    await readByKarin();
    await minimise();
    await sara.say('Hör av dig sedan.');
    await unreadIs(1);
    await panel.waitUntil('a sound', hasSounded, 1);
    await panel.click('.dock');
    await karin.sees('Hör av dig sedan.');
  };

  // Firefox gives no locks to a frame of another site: each tab leads itself there.
  if (wantedBrowser() !== 'firefox') {
    test('what is unread in two tabs sounds in one of them, and stands in the title of both', twoTabs);
    test(
      'the tab that sounds is killed: the other one does, unless the conversation is seen there',
      killedLeader,
    );
  }

  test('told a closed case, the page keeps nothing, and the next one begins anew', async () => {
    await sara.close();
    await karin.sees(words('transcript.closed'));
    await karin.page.waitUntil('nothing to be kept', () => sessionStorage.length === 0);
    await follow('Element', '/element');
    await karin.page.waitFor(launcher);
    await chatIs(karin.page, 'closed');
  });

  test('a page has heard of open, close, ready and unread, and of nothing else', async () => {
    await karin.page.click(launcher);
    await chatIs(karin.page, 'open');
    const events = await karin.page.evaluate(() => [...new Set(seen.events)]);
    assert.deepEqual(events, ['open', 'ready']);
  });
});
