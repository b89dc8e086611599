import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { RunningDemo } from '@nara/demo';
import type { Browser } from './driver/browser.ts';
import { openBrowser } from './driver/open-browser.ts';
import { Nurse } from './stories/nurse.ts';
import { Resident } from './stories/resident.ts';
import { startStoryDemo } from './stories/story-demo.ts';
import { wordsIn } from './stories/words.ts';

const words = wordsIn('sv-SE');

describe('a hub that goes away', () => {
  let demo: RunningDemo;
  let browser: Browser;
  let gunilla: Resident;
  let sara: Nurse;
  before(async () => {
    demo = await startStoryDemo();
    browser = await openBrowser();
    gunilla = await Resident.at(await browser.newContext({ locale: 'sv-SE' }), {
      page: `${demo.addresses.siteSe}/`,
      path: '/r/norrvik/',
      words,
    });
    await gunilla.startCase({ service: /Provsvar/, text: 'Ett.', method: /BankID/, person: 'Gunilla' });
    await gunilla.waitInQueue(1);
    sara = await Nurse.at(
      await browser.newContext({ locale: 'sv-SE' }),
      `${demo.addresses.desk}/r/norrvik/desk`,
      words,
      'Sara Nyberg',
    );
    await sara.open('Gunilla Ek');
    await sara.take();
    await gunilla.sees(/är med i chatten/);
  });
  after(async () => {
    await browser?.close();
    await demo?.stop();
  });

  test('is shown to both, and what is written waits', async () => {
    process.kill(demo.hub.pid, 'SIGKILL');
    await demo.hub.ended;
    await gunilla.sees(words('offline.heading'));
    await sara.sees(words('offline.heading'));
    await gunilla.say('Två, utan förbindelse.');
    await gunilla.sees(words('state.waiting'));
  });

  test('comes back, and what waited arrives once and in order', async () => {
    await demo.startHubAgain();
    for (const surface of [await gunilla.panel(), sara.page]) {
      // It may have come back by itself.
      const tryNow = { role: 'button', name: words('offline.tryNow') };
      if ((await surface.count(tryNow)) > 0) await surface.click(tryNow).catch(() => undefined);
    }
    await gunilla.sees(new RegExp(`${words('state.read')}|${words('state.delivered')}`));
    await sara.sees('Två, utan förbindelse.');
    await gunilla.say('Tre.');
    await sara.sees('Tre.');
    const seen = await sara.page.text('nara-transcript');
    assert.equal(seen.split('Två, utan förbindelse.').length, 2);
    assert.ok(seen.indexOf('Två') < seen.indexOf('Tre.'));
  });
});
