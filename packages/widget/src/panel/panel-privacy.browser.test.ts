import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fakeHub, showPanel, until } from './panel-page-testing.ts';

test('where the region has a text, it is agreed to before the first word, and its version goes with the message', async () => {
  const hub = fakeHub();
  const withText = async (version: string, text: string) => {
    const region = await hub.region();
    hub.hub.region = async () => ({ ...region, consent: { version, text: { 'sv-SE': text } } });
  };
  await withText('1', 'Personalen läser det du skriver.\n\nDet sparas.');
  const page = await showPanel(hub, { signedIn: true });
  await page.press(/Symtom/);
  await page.see(/Innan du skriver.*Personalen läser det du skriver\. \| Det sparas\..*1177/);
  assert.equal(page.all('textarea').length, 0);
  await page.press(/Jag samtycker/);
  await page.see(/Skriv till vården/);
  await page.write('Jag har utslag');
  await withText('2', 'Nytt.');
  const { startCase } = hub;
  hub.hub.startCase = async input => {
    hub.starts.push(input);
    throw Object.assign(new Error('refused'), { code: 'consent_needed' });
  };
  await page.press(/Skicka/);
  await page.see(/samtyck för att skicka.*Nytt\./);
  hub.hub.startCase = startCase;
  await page.press(/Jag samtycker/);
  await page.see(/Vad gäller det/);
  assert.equal(page.all<HTMLTextAreaElement>('textarea')[0]?.value, 'Jag har utslag');
  await page.press(/Skicka/);
  await until(
    () => hub.starts.length === 2,
    () => 'the first message to go',
  );
  assert.deepEqual(
    hub.starts.map(({ consent, text }) => [consent, text]),
    [
      ['1', 'Jag har utslag'],
      ['2', 'Jag har utslag'],
    ],
  );
});

test('a quick exit is one press away, wipes at once and leads to the region’s page', async () => {
  const hub = fakeHub();
  const region = await hub.region();
  hub.hub.region = async () => ({ ...region, quickExit: 'https://vader.example/' });
  const page = await showPanel(hub, { signedIn: true });
  await page.press(/Symtom/);
  await page.write('Jag har utslag');
  await page.press(/Lämna snabbt/);
  assert.equal(page.panel.isConnected, false);
  assert.deepEqual(page.told.slice(-2), ['size closed', 'keep null']);
  await until(
    () => page.went.length > 0,
    () => 'the way out',
  );
  assert.deepEqual(page.went, ['replace https://vader.example/']);
  await until(
    () => hub.asked.includes('logout') && hub.asked.includes('close'),
    () => 'the hub to be told',
  );
  assert.deepEqual([...page.kept.keys()], []);
});
