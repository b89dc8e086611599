import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { RunningDemo } from '@nara/demo';
import type { Browser } from './driver/browser.ts';
import { openBrowser } from './driver/open-browser.ts';
import { leftBehind } from './stories/left-behind.ts';
import { Nurse } from './stories/nurse.ts';
import { Resident } from './stories/resident.ts';
import { startStoryDemo } from './stories/story-demo.ts';
import { wordsIn } from './stories/words.ts';

const words = wordsIn('sv-SE');
const text = 'Jag har haft ont i halsen i fem dagar.';
const start = { role: 'heading', name: words('start.heading') };
const answer = 'Hej Karin. Har du feber?';

describe('the page on the hub', () => {
  let demo: RunningDemo;
  let browser: Browser;
  let address: string;
  let karin: Resident;
  before(async () => {
    demo = await startStoryDemo();
    browser = await openBrowser();
    address = `${demo.addresses.hub}/r/norrvik/`;
  });
  after(async () => {
    await browser?.close();
    await demo?.stop();
  });

  test('login by redirect leads back to it, with what was typed still there', async () => {
    const context = await browser.newContext({ locale: 'sv-SE' });
    karin = await Resident.at(context, { page: address, path: '/r/norrvik/', hosted: true, words });
    const { page } = karin;
    await page.waitFor(start);
    assert.equal(await page.count({ role: 'button', name: words('panel.minimise') }), 0);
    await karin.chooseService(/Symtom och besvär/);
    await karin.writeFirst(text);
    await page.click({ role: 'button', name: words('write.next') });
    await page.waitFor({ role: 'heading', name: words('login.heading') });
    await karin.logIn(/BankID/, 'Karin Lindqvist');
    await page.waitFor({ role: 'button', name: words('write.send') });
    assert.equal(await page.text({ role: 'textbox', name: words('write.label') }), text);
    assert.equal(await page.url(), address);
  });

  test('the message is sent, and the nurse answers', async () => {
    await karin.sendFirst();
    await karin.waitInQueue(1);
    const sara = await Nurse.at(
      await browser.newContext({ locale: 'sv-SE' }),
      `${demo.addresses.desk}/r/norrvik/desk`,
      words,
      'Sara Nyberg',
    );
    await sara.open('Karin Lindqvist');
    await sara.sees(text);
    await sara.take();
    await sara.say(answer);
    await karin.sees(answer);
  });

  test('a reload keeps the conversation', async () => {
    await karin.page.reload();
    await karin.sees(text);
    await karin.sees(answer);
  });

  test('a logout leaves nothing behind, and the back button shows nothing', async () => {
    const { page } = karin;
    await page.click({ role: 'button', name: words('panel.menu') });
    await page.click({ role: 'button', name: words('menu.logout') });
    const provider = new URL(demo.addresses.login).origin;
    await page.waitUntil('the provider’s own logout', origin => location.origin === origin, provider);
    await page.click('main button');
    await page.waitFor(start);
    await karin.sees(words('ended.logout'));
    assert.equal(await page.url(), address);
    const loggedOut = [
      'sessionStorage nara:norrvik:flag open',
      'sessionStorage nara:norrvik:notice logged_out',
    ];
    assert.deepEqual(await page.evaluate(leftBehind), loggedOut);
    const shown: string[] = [];
    for (let steps = 0; steps < 2; steps++) {
      await page.evaluate(() => document.documentElement.setAttribute('data-left', ''));
      await page.back();
      await page.waitUntil(
        'the page before',
        () => document.readyState === 'complete' && !document.documentElement.hasAttribute('data-left'),
      );
      shown.push(await page.url());
      if (shown.at(-1) === address) {
        await page.waitFor(start);
        assert.deepEqual(await page.evaluate(leftBehind), loggedOut);
      }
      assert.doesNotMatch(await page.text('body'), /halsen|feber/);
    }
    assert.ok(shown.includes(address), shown.join(' '));
  });
});
