import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NaraError } from '@nara/sdk/staff';
import { deepFocus, openCase, press, said, showDesk, until, write } from './desk-page-testing.ts';
import { kim } from './desk-samples-testing.ts';

const row = (caseId: string) => `.row[data-case="${caseId}"]`;

test('nobody logged in: who the desk is for and one way in', async () => {
  const page = await showDesk(client => {
    client.session = 'none';
  });
  assert.match(page.text('nara-desk-login'), /yrkespersoner/);
  const link = page.find('nara-desk-login', 'a');
  assert.match(link?.getAttribute('href') ?? '', /^\/r\/skargarden\/staff\/login\?locale=sv-FI$/);
  assert.equal(page.all('nara-desk-login', 'a, button').length, 1);
});

test('a hub that does not answer can be asked again', async () => {
  const page = await showDesk(client => {
    client.session = 'unreachable';
  });
  assert.match(page.text('nara-desk-login', '[role=alert]'), /Servern svarar inte/);
  page.client.session = 'here';
  page.find('nara-desk-login', 'button')?.click();
  await until(() => page.find('nara-work-list', row('a1')));
});

test('the work list tells reason, language, person, age, wait and who has it', async () => {
  const page = await showDesk();
  const queued = (await until(() => page.find('nara-work-list', row('a2')))).textContent ?? '';
  assert.match(queued.replace(/\s+/g, ' '), /Förnya ett recept.*har väntat.*9.min.*sv.*Johan Sjöberg, 37.år/);
  assert.match(page.text('nara-work-list', row('a5')), /Hos Kim Berglund/);
  assert.match(page.text('nara-work-list', row('a1')), /Hos dig/);
  const filters = page.all('nara-work-list', '.filters button').map(button => button.textContent);
  assert.deepEqual(filters, ['Alla 5', 'Väntar 2', 'Mina 2']);
});

test('an empty queue is calm, and says how it fills', async () => {
  const page = await showDesk(client => client.setRows([]));
  assert.match(page.text('nara-work-list', '.empty'), /Ingen väntar just nu.*av sig själva/);
});

test('J and K walk the rows, Enter opens, and nothing is opened before that', async () => {
  const page = await showDesk();
  press('j', document.body);
  await until(() => deepFocus()?.dataset['case'] === 'a2');
  press('j');
  await until(() => deepFocus()?.dataset['case'] === 'a3');
  press('k');
  await until(() => deepFocus()?.dataset['case'] === 'a2');
  assert.equal(page.client.case('a2').listeners, 0);
  deepFocus()?.click();
  await until(() => page.find(openCase, 'h2')?.textContent === 'Johan Sjöberg');
  assert.equal(page.client.case('a2').listeners, 1);
  await until(() => deepFocus()?.tagName === 'H2');
});

test('T takes the case under the cursor, and the focus goes to where one writes', async () => {
  const page = await showDesk();
  press('j', document.body);
  await until(() => deepFocus()?.dataset['case'] === 'a2');
  press('t');
  await until(() => deepFocus() instanceof HTMLTextAreaElement);
  assert.ok(page.client.case('a2').calls.includes('take'));
});

test('when the hub’s word of a taken case comes after its answer, the focus waits on the name', async () => {
  const page = await showDesk();
  const taken = page.client.case('a2');
  const tell = taken.take.bind(taken);
  taken.take = async () => {};
  press('j', document.body);
  await until(() => deepFocus()?.dataset['case'] === 'a2');
  press('t');
  await until(() => deepFocus()?.tagName === 'H2');
  await tell();
  await until(() => deepFocus() instanceof HTMLTextAreaElement);
});

test('letters in the answer are letters, and shortcuts can be switched off', async () => {
  const page = await showDesk();
  page.find('nara-work-list', row('a1'))?.click();
  const field = await until(() => page.find(openCase, 'nara-desk-composer', 'textarea'));
  field.focus();
  press('j', field);
  assert.equal(deepFocus(), field);
  page.find('nara-desk-top-bar', '.keys input')?.click();
  await until(() => page.find('nara-work-list', '.foot') === null);
  field.blur();
  press('j', document.body);
  assert.equal(page.find('nara-work-list', '.row:focus'), null);
});

test('new rows wait while the focus is in the list, and come when it is asked for', async () => {
  const page = await showDesk();
  const first = await until(() => page.find('nara-work-list', row('a2')));
  first.focus();
  const [one] = page.client.rows;
  assert.ok(one);
  page.client.setRows([{ ...one, caseId: 'z1' }, ...page.client.rows]);
  const fresh = await until(() => page.find('nara-work-list', '.fresh'));
  assert.match(fresh.textContent ?? '', /1 nytt ärende/);
  assert.equal(page.all('nara-work-list', '.row')[0]?.dataset['case'], 'a2');
  assert.equal(deepFocus(), first);
  assert.match(said(), /1 nytt ärende väntar/);
  fresh.click();
  await until(() => page.all('nara-work-list', '.row')[0]?.dataset['case'] === 'z1');
});

test('an answer is sent with Enter, shown, and the box is empty; Shift+Enter is left to the field', async () => {
  const page = await showDesk();
  page.find('nara-work-list', row('a1'))?.click();
  const field = await until(() => page.find(openCase, 'nara-desk-composer', 'textarea'));
  write(field, 'Hei Maija');
  assert.ok(page.client.case('a1').calls.includes('typing true'));
  page.find(openCase, 'nara-desk-composer', '[type=submit]')?.click();
  await until(() => /Hei Maija/.test(page.text(openCase, 'nara-transcript')));
  assert.ok(page.client.case('a1').calls.includes('send Hei Maija'));
  await until(() => field instanceof HTMLTextAreaElement && field.value === '');
});

test('an internal note turns the whole box yellow and is never sent as a message', async () => {
  const page = await showDesk();
  page.find('nara-work-list', row('a1'))?.click();
  const tab = await until(() => page.find(openCase, 'nara-desk-composer', '#tab-note'));
  const box = page.find(openCase, 'nara-desk-composer', '.box');
  assert.ok(box);
  const before = getComputedStyle(box).backgroundColor;
  tab.click();
  await until(() => getComputedStyle(box).backgroundColor !== before);
  write(page.find(openCase, 'nara-desk-composer', 'textarea'), 'Ring i morgon');
  const save = page.find(openCase, 'nara-desk-composer', '[type=submit]');
  assert.match(save?.textContent ?? '', /Spara anteckningen/);
  save?.click();
  await until(() => /Ring i morgon/.test(page.text(openCase, 'nara-transcript', '.note')));
  const { calls } = page.client.case('a1');
  assert.ok(calls.includes('note Ring i morgon'));
  assert.ok(!calls.some(call => call.startsWith('send')));
});

test('a note that is not saved is told, and stays in the box', async () => {
  const page = await showDesk();
  page.find('nara-work-list', row('a1'))?.click();
  (await until(() => page.find(openCase, 'nara-desk-composer', '#tab-note'))).click();
  page.client.case('a1').refusal = new NaraError({ code: 'store_unavailable', retryable: true });
  await until(() => page.find(openCase, 'nara-desk-composer', '.box.note'));
  const field = page.find(openCase, 'nara-desk-composer', 'textarea');
  write(field, 'Ring i morgon');
  page.find(openCase, 'nara-desk-composer', '[type=submit]')?.click();
  await until(() => /sparades inte/.test(page.text(openCase, '[role=alert]')));
  assert.ok(field instanceof HTMLTextAreaElement && field.value === 'Ring i morgon');
});

test('drafts are kept for each case when one goes from tab to tab', async () => {
  const page = await showDesk();
  page.find('nara-work-list', row('a1'))?.click();
  write(await until(() => page.find(openCase, 'nara-desk-composer', 'textarea')), 'Hei');
  page.find('nara-work-list', row('a4'))?.click();
  await until(() => page.find(openCase, 'h2')?.textContent === 'Tomas Wikström');
  const field = await until(() => page.find(openCase, 'nara-desk-composer', 'textarea'));
  assert.ok(field instanceof HTMLTextAreaElement && field.value === '');
  page.all('nara-case-tabs', '.tab')[0]?.click();
  await until(() => page.find(openCase, 'h2')?.textContent === 'Maija Korhonen');
  const again = page.find(openCase, 'nara-desk-composer', 'textarea');
  assert.ok(again instanceof HTMLTextAreaElement && again.value === 'Hei');
});

test('when somebody else was first it is told who, and the case can only be read', async () => {
  const page = await showDesk();
  page.find('nara-work-list', row('a2'))?.click();
  const take = await until(() => page.find(openCase, '.turn .primary'));
  const taken = page.client.case('a2');
  taken.refusal = new NaraError({ code: 'already_taken', retryable: false, handler: kim.name });
  take.click();
  const alert = await until(() => page.find(openCase, '.strip.warn'));
  assert.match(alert.textContent ?? '', /Kim Berglund har tagit ärendet/);
  assert.equal(alert.getAttribute('role'), 'alert');
  assert.equal(page.find(openCase, 'nara-desk-composer'), null);
});

test('closing asks once; no leaves the case open, yes closes it and says so', async () => {
  const page = await showDesk();
  page.find('nara-work-list', row('a1'))?.click();
  (await until(() => page.find(openCase, '.acts > .btn'))).click();
  await until(() => page.find(openCase, 'nara-confirm', 'dialog[open]'));
  assert.match(page.text(openCase, 'nara-confirm', '#text'), /Maija Korhonen får veta/);
  page.find(openCase, 'nara-confirm', '.second')?.click();
  await until(() => page.find(openCase, 'nara-confirm', 'dialog[open]') === null);
  assert.ok(!page.client.case('a1').calls.includes('close'));
  page.find(openCase, '.acts > .btn')?.click();
  await until(() => page.find(openCase, 'nara-confirm', 'dialog[open]'));
  page.find(openCase, 'nara-confirm', '.primary')?.click();
  await until(() => /Ärendet är avslutat/.test(page.text(openCase, '.turn')));
  assert.equal(page.find(openCase, 'nara-desk-composer'), null);
  assert.match(page.text('nara-desk-toasts'), /Invånaren har fått veta det/);
});

test('the resident’s messages are marked read when shown, and unread ones are counted in title and tab', async () => {
  const page = await showDesk();
  await until(() => document.title === '(1) Arbetskö 2 – Fyrskärs hälsostation');
  page.find('nara-work-list', row('a4'))?.click();
  await until(() => page.client.case('a4').calls.includes('shown 1'));
  page.find('nara-work-list', row('a1'))?.click();
  await until(() => page.find('nara-case-tabs', '.new')?.textContent === '1');
});

test('a colleague’s case is not marked as read by looking at it', async () => {
  const page = await showDesk();
  page.find('nara-work-list', row('a5'))?.click();
  await until(() => /certificate for my employer/.test(page.text(openCase, 'nara-transcript')));
  assert.deepEqual(page.client.case('a5').calls, []);
  assert.match(page.text(openCase, '.strip'), /Kim Berglund, läkare, har ärendet/);
});

test('a message in a case behind another tab is neither read nor said until it is shown', async () => {
  const page = await showDesk();
  page.find('nara-work-list', row('a1'))?.click();
  await until(() => page.client.case('a1').calls.includes('shown 1'));
  page.find('nara-work-list', row('a4'))?.click();
  await until(() => page.find(openCase, 'h2')?.textContent === 'Tomas Wikström');
  const hidden = page.client.case('a1');
  const { n, at } = hidden.nextNumber;
  hidden.happen({
    kind: 'message',
    n,
    at,
    message: { id: 'm9', number: 2, side: 'resident', text: 'Kiitos', at, commandId: 'c9' },
  });
  await page.desk.updateComplete;
  assert.ok(!hidden.calls.includes('shown 2'));
  assert.ok(!said().includes('Kiitos'));
  page.all('nara-case-tabs', '.tab')[0]?.click();
  await until(() => hidden.calls.includes('shown 2'));
  await until(() => said().includes('Kiitos'));
});

test('the eye asks for the identity number once and hides it again', async () => {
  const page = await showDesk();
  page.find('nara-work-list', row('a1'))?.click();
  const eye = await until(() => page.find(openCase, 'nara-identity-number', 'button'));
  assert.match(page.text(openCase, 'nara-identity-number'), /281085-••••/);
  assert.match(eye.getAttribute('aria-label') ?? '', /antecknas i loggen/);
  eye.click();
  await until(() => /281085-910D/.test(page.text(openCase, 'nara-identity-number')));
  eye.click();
  await until(() => /281085-••••/.test(page.text(openCase, 'nara-identity-number')));
  assert.equal(page.client.case('a1').calls.filter(call => call === 'reveal').length, 1);
});

test('without a connection there is a strip with a way to try now, and one may go on writing', async () => {
  const page = await showDesk();
  page.find('nara-work-list', row('a1'))?.click();
  page.client.connection.set({ state: 'offline' });
  const now = await until(() => page.find('nara-offline-strip', 'button'));
  now.click();
  assert.deepEqual(page.client.calls, ['retryNow']);
  assert.ok(page.find(openCase, 'nara-desk-composer', 'textarea'));
});

test('before the session ends one can stay; when it has ended nothing of a patient is left on the page', async () => {
  const page = await showDesk();
  page.find('nara-work-list', row('a1'))?.click();
  write(await until(() => page.find(openCase, 'nara-desk-composer', 'textarea')), 'Hei');
  // The sample's hub is days away from this device's clock, which the warning goes by.
  page.client.sessionEnding.set({ at: new Date(Date.now() + 140_000).toISOString() });
  const stay = await until(() => page.find('nara-desk-toasts', 'button'));
  assert.match(page.text('nara-desk-toasts'), /Du loggas ut om 2.minuter/);
  stay.click();
  await until(() => page.find('nara-desk-toasts', 'button') === null);
  page.client.connection.set({ state: 'ended', reason: 'idle' });
  await until(() => page.find('nara-desk-login'));
  assert.match(page.text('nara-desk-login', '[role=alert]'), /Det du inte har skickat finns kvar/);
  assert.equal(page.find('nara-desk-case'), null);
  assert.doesNotMatch(page.desk.shadowRoot?.textContent ?? '', /Maija/);
});

test('a case that could not be opened is asked for anew', async () => {
  const page = await showDesk();
  page.find('nara-work-list', row('a1'))?.click();
  await until(() => page.find(openCase, 'nara-desk-composer'));
  const failed = { code: 'internal', retryable: true } as const;
  page.client.case('a1').set({ status: 'loading', pending: [], error: failed });
  const again = await until(() => page.find(openCase, '.empty button'));
  const before = page.client.case('a1').opened;
  again.click();
  assert.equal(page.client.case('a1').opened, before + 1);
});

test('a list that could not be read is asked for anew', async () => {
  const page = await showDesk(client => {
    client.desk.set({ status: 'error', error: { code: 'internal', retryable: true } });
  });
  const again = await until(() => page.find('nara-work-list', '[role=alert] button'));
  const before = page.client.desk.opened;
  again.click();
  assert.equal(page.client.desk.opened, before + 1);
  assert.deepEqual(page.client.calls, ['retryNow']);
});

test('a case that is gone says so and can be put away', async () => {
  const page = await showDesk();
  page.find('nara-work-list', row('a1'))?.click();
  await until(() => page.find(openCase, 'nara-desk-composer'));
  const at = '2026-11-24T09:31:00.000Z';
  const lost = { commandId: 'k1', text: 'Det går över', at, state: 'failed' } as const;
  page.client.case('a1').set({ status: 'gone', pending: [lost] });
  await until(() => /finns inte här längre/.test(page.text(openCase)));
  // What was written in it is not lost.
  await until(() => /Det går över/.test(page.text(openCase, 'nara-transcript', 'ol')));
  page.client.case('a1').set({ status: 'gone', pending: [] });
  await until(() => page.find(openCase, 'nara-transcript') === null);
  page.find(openCase, '.btn')?.click();
  await until(() => page.find('nara-desk-case') === null);
});

test('the last tab put away with nothing in the list: the focus is on the list’s heading', async () => {
  const page = await showDesk();
  page.find('nara-work-list', row('a1'))?.click();
  await until(() => page.find(openCase, 'nara-desk-composer'));
  page.client.setRows([]);
  await until(() => page.find('nara-work-list', '.empty'));
  page.find('nara-case-tabs', '.close')?.click();
  await until(() => page.find('nara-desk-case') === null);
  await until(() => deepFocus()?.id === 'heading');
});

test('the language of every text follows the choice, and the choice is remembered', async () => {
  const page = await showDesk();
  const finnish = page.all('nara-desk-top-bar', '[name=language]')[2];
  finnish?.click();
  await until(() => page.text('nara-work-list', 'h2') === 'Työjono');
  assert.equal(document.documentElement.lang, 'fi');
  assert.match(localStorage.getItem('nara-desk-settings') ?? '', /"locale":"fi"/);
});

test('a long case begins with its newest part, and what was earlier is one press away', async () => {
  const page = await showDesk(client => {
    const long = client.case('a1');
    const { snapshot, ...view } = long.get();
    assert.ok(snapshot);
    long.older = snapshot.entries.slice(0, 2);
    long.set({ ...view, snapshot: { ...snapshot, entries: snapshot.entries.slice(2), earlier: true } });
  });
  page.find('nara-work-list', row('a1'))?.click();
  const more = await until(() => page.find(openCase, 'nara-transcript', '.earlier button'));
  assert.doesNotMatch(page.text(openCase, 'nara-transcript'), /Ärende 2611/);
  more.click();
  await until(() => /Ärende 2611/.test(page.text(openCase, 'nara-transcript')));
  assert.ok(page.client.case('a1').calls.includes('more'));
});
