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
const bankId = /BankID/;
const symptoms = /Symtom och besvär/;

describe('cases and the queue', () => {
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

  const resident = async (): Promise<Resident> =>
    Resident.at(await browser.newContext({ locale: 'sv-SE' }), {
      page: `${demo.addresses.siteSe}/`,
      path: '/r/norrvik/',
      words,
    });
  const nurse = async (name: string, commission?: RegExp): Promise<Nurse> =>
    Nurse.at(
      await browser.newContext({ locale: 'sv-SE' }),
      `${demo.addresses.desk}/r/norrvik/desk`,
      words,
      name,
      commission,
    );

  test('each stands behind those who came before, and one who leaves makes room', async () => {
    const karin = await resident();
    await karin.startCase({ service: symptoms, text: 'Jag var först.', method: bankId, person: 'Karin' });
    await karin.waitInQueue(1);
    const amir = await resident();
    await amir.startCase({ service: symptoms, text: 'Jag var sedan.', method: bankId, person: 'Amir' });
    await amir.waitInQueue(2);
    const panel = await karin.panel();
    await panel.click({ role: 'button', name: words('queue.leave') });
    await panel.waitFor({ role: 'heading', name: words('queue.leaveSure') });
    await panel.click('nara-confirm >> .btn.second');
    await karin.waitInQueue(1);
    await panel.click({ role: 'button', name: words('queue.leave') });
    await panel.click('nara-confirm >> .btn.primary');
    await karin.sees(words('transcript.left.resident'));
    await amir.waitInQueue(1);
  });

  test('a closed tab loses nothing: the place is there after the next login', async () => {
    const gunilla = await resident();
    await gunilla.startCase({ service: symptoms, text: 'Ont i knät.', method: bankId, person: 'Gunilla' });
    await gunilla.waitInQueue(2);
    await gunilla.page.close();
    const again = await resident();
    await again.openChat();
    await (await again.panel()).click({ role: 'button', name: words('start.login') });
    await again.logIn(bankId, 'Gunilla');
    await again.waitInQueue(2);
    await again.sees('Ont i knät.');
  });

  test('with a case open the next message goes on there, or begins a new case', async () => {
    const jonas = await resident();
    await jonas.startCase({ service: symptoms, text: 'Det första.', method: bankId, person: 'Jonas' });
    await jonas.waitInQueue(1);
    const panel = await jonas.panel();
    await panel.click({ role: 'button', name: words('panel.menu') });
    await panel.click({ role: 'button', name: words('cases.new') });
    await jonas.chooseService(/Provsvar/);
    await jonas.writeFirst('Det andra.');
    await jonas.sendFirst();
    await jonas.waitInQueue(2);
    await jonas.sees('Det andra.');
    await panel.click({ role: 'button', name: words('panel.menu') });
    await panel.click({ role: 'button', name: words('cases.heading') });
    await panel.waitFor({ role: 'heading', name: words('cases.heading') });
    await panel.waitFor({ role: 'button', name: /Plats \d i kön/, nth: 1 });
    assert.equal(await panel.count({ role: 'button', name: /Plats \d i kön/ }), 2);
  });

  test('a person listed nowhere is told so and chooses a clinic', async () => {
    const lars = await resident();
    await lars.startCase({ service: symptoms, text: 'Nyinflyttad.', method: bankId, person: 'Lars' });
    const panel = await lars.panel();
    await panel.waitFor({ role: 'heading', name: words('clinic.heading') });
    await lars.sees(words('clinic.lede'));
    await panel.click({ text: /Älvnäs vårdcentral/, nth: 0 });
    await panel.click({ role: 'button', name: words('clinic.send') });
    await lars.sees('Nyinflyttad.');
    const karim = await nurse('Karim Aziz');
    await karim.open('Lars Wallin');
    await karim.sees('Nyinflyttad.');
  });

  test('the merged clinic’s residents come to its successor', async () => {
    const erik = await resident();
    await erik.startCase({ service: symptoms, text: 'Från Sjöstaden.', method: bankId, person: 'Erik' });
    await erik.sees(/Norrviks vårdcentral/);
    const sara = await nurse('Sara Nyberg');
    await sara.open('Erik Sandberg');
    await sara.sees('Från Sjöstaden.');
  });

  test('a case is seen at its clinic only, and one of two nurses gets it', async () => {
    const birgitta = await resident();
    await birgitta.startCase({ service: symptoms, text: 'Privat.', method: bankId, person: 'Birgitta' });
    await birgitta.waitInQueue(1);
    const petra = await nurse('Petra Sund');
    await petra.open('Birgitta Norgren');
    const sara = await nurse('Sara Nyberg');
    const anna = await nurse('Anna-Lena Holmgren');
    for (const other of [sara, anna])
      assert.equal(await other.page.count({ role: 'button', name: /Birgitta/ }), 0);
    await Promise.all([sara.open('Amir Rahimi'), anna.open('Amir Rahimi')]);
    // The slower may find the button gone: it is told who was first either way.
    await Promise.allSettled([sara.take(), anna.take()]);
    const took = async (one: Nurse): Promise<number> => one.page.count('nara-desk-composer >> textarea');
    const winner = async (): Promise<Nurse> => {
      await Promise.race([sara, anna].map(one => one.page.waitFor('nara-desk-composer >> textarea')));
      return (await took(sara)) > 0 ? sara : anna;
    };
    const first = await winner();
    const [loser, name] = first === sara ? [anna, 'Sara Nyberg'] : [sara, 'Anna-Lena Holmgren'];
    await loser.sees(new RegExp(`${name}.* har (tagit )?ärendet`));
    assert.equal(await took(loser), 0);
  });
});
