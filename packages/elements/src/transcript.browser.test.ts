import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import type { Entry, StaffView } from '@nara/contract';
import { elementTexts, setLanguage } from './i18n.ts';
import { adoptTokens } from './tokens.ts';
import './transcript.ts';

const nurse: StaffView = { id: 's1', name: 'Sara Lindqvist', role: 'nurse' };
const at = '2026-11-24T09:40:00.000Z';
const say = (n: number, author: StaffView | undefined, text: string): Entry => ({
  kind: 'message',
  n,
  at,
  message: {
    id: `id-${n}`,
    number: n,
    side: author ? 'staff' : 'resident',
    ...(author ? { author } : {}),
    text,
    at,
    commandId: `c-${n}`,
  },
});

async function show(entries: readonly Entry[]) {
  const transcript = document.createElement('nara-transcript');
  transcript.timeZone = 'Europe/Stockholm';
  transcript.entries = entries;
  document.body.append(transcript);
  await transcript.updateComplete;
  return {
    transcript,
    text: () => transcript.shadowRoot?.querySelector('ol')?.textContent.replace(/\s+/g, ' ') ?? '',
    find: (selector: string) => transcript.shadowRoot?.querySelector<HTMLElement>(selector) ?? undefined,
    async set(changes: Partial<typeof transcript>) {
      Object.assign(transcript, changes);
      await transcript.updateComplete;
    },
  };
}
const log = () =>
  [...(document.querySelector('nara-announcer')?.children ?? [])].map(line => line.textContent);

beforeEach(async () => {
  document.body.replaceChildren();
  await adoptTokens(document);
  await setLanguage('sv-SE', [elementTexts]);
});

test('a conversation has a name, its day, who wrote and how far own words have come', async () => {
  const page = await show([say(1, undefined, 'Hej'), say(2, nurse, 'Hej Johanna')]);
  assert.equal(page.transcript.getAttribute('aria-label'), 'Konversation');
  assert.match(page.text(), /Tisdag 24 november/);
  assert.match(page.text(), /Sara Lindqvist, sjuksköterska 10\.40/);
  assert.match(page.text(), /10\.40 Skickat/);
  await page.set({ marks: { resident: { delivered: 0, read: 0 }, staff: { delivered: 1, read: 1 } } });
  assert.match(page.text(), /Läst/);
});

test('a case that goes back to the queue is told to each side in its own words, once aloud', async () => {
  const page = await show([say(1, undefined, 'Hej'), { kind: 'taken', n: 2, at, handler: nurse }]);
  const back: Entry = { kind: 'returned', n: 3, at, reason: 'handler_away' };
  await page.set({ entries: [...page.transcript.entries, back] });
  assert.match(page.text(), /är med i chatten ?Du står i kö igen, på samma plats som förut/);
  assert.deepEqual(
    log().filter(line => line?.includes('igen')),
    ['Du står i kö igen, på samma plats som förut'],
  );
  await page.set({ side: 'staff' });
  assert.match(page.text(), /Ärendet står i kö igen, på samma plats\. Anslutningen var borta en stund/);
});

test('what a person wrote is text, never markup', async () => {
  const page = await show([say(1, nurse, '<img src=x onerror=alert(1)><b>x</b>')]);
  assert.equal(page.find('.bubble')?.children.length, 0);
  assert.equal(page.find('.bubble')?.textContent, '<img src=x onerror=alert(1)><b>x</b>');
});

test('the log is polite, says what is new once, and nothing of what was there', async () => {
  const page = await show([say(1, nurse, 'Gammalt')]);
  const announcer = document.querySelector('nara-announcer');
  assert.deepEqual(
    [announcer?.getAttribute('role'), announcer?.getAttribute('aria-live')],
    ['log', 'polite'],
  );
  assert.deepEqual(log(), []);
  const entries = [say(1, nurse, 'Gammalt'), say(2, nurse, 'Nytt')];
  await page.set({ entries });
  await page.set({ entries: [...entries] });
  assert.deepEqual(log(), ['Sara Lindqvist: Nytt']);
});

test('one’s own message is confirmed when it is sent, not before', async () => {
  const page = await show([say(1, nurse, 'Hej')]);
  await page.set({ pending: [{ commandId: 'c-2', text: 'Ja', at, state: 'sending' }] });
  assert.deepEqual(log(), []);
  await page.set({ entries: [say(1, nurse, 'Hej'), say(2, undefined, 'Ja')], pending: [] });
  assert.deepEqual(log(), ['Skickat: Ja']);
});

test('a message that was not sent says so, and can be tried again or removed', async () => {
  const page = await show([say(1, nurse, 'Hej')]);
  await page.set({ pending: [{ commandId: 'p', text: 'Ja', at, state: 'failed' }] });
  assert.match(page.text(), /Meddelandet skickades inte/);
  assert.deepEqual(log(), ['Meddelandet skickades inte']);
  const asked: string[] = [];
  page.transcript.addEventListener('nara-retry', event => asked.push(`retry ${event.detail.commandId}`));
  page.transcript.addEventListener('nara-cancel', event => asked.push(`cancel ${event.detail.commandId}`));
  for (const button of page.transcript.shadowRoot?.querySelectorAll('button') ?? []) button.click();
  assert.deepEqual(asked, ['retry p', 'cancel p']);
});

test('the other side’s newest message is shown when it is in view, told once', async () => {
  const told: number[] = [];
  document.addEventListener('nara-shown', event =>
    told.push((event as CustomEvent<{ number: number }>).detail.number),
  );
  const page = await show([say(1, undefined, 'Hej'), say(2, nurse, 'Hej')]);
  await page.set({ typing: { name: 'Sara Lindqvist' } });
  assert.deepEqual(told, [2]);
  assert.match(page.text(), /Sara skriver/);
});

test('a reader who has scrolled up is not pulled down by a new message', async () => {
  const many = Array.from({ length: 30 }, (_, index) => say(index + 1, nurse, `Rad ${index}`));
  const page = await show(many);
  page.transcript.style.height = '200px';
  const atEnd = () =>
    page.transcript.scrollHeight - page.transcript.scrollTop - page.transcript.clientHeight < 2;
  await until(atEnd);
  const scrolled = new Promise(done => page.transcript.addEventListener('scroll', done, { once: true }));
  page.transcript.scrollTop = 0;
  await scrolled;
  await page.set({ entries: [...many, say(31, nurse, 'Sist')] });
  assert.equal(page.transcript.scrollTop, 0);
});

/** Twenty lines in a window of 200 px, scrolled to the top, with a button for the five before them. */
async function showEarlier(loadEarlier: () => Promise<unknown>) {
  const whole = Array.from({ length: 25 }, (_, index) => say(index + 1, nurse, `Rad ${index + 1}`));
  const page = await show(whole.slice(5));
  page.transcript.style.height = '200px';
  await page.set({ earlier: true, loadEarlier });
  const scrolled = new Promise(done => page.transcript.addEventListener('scroll', done, { once: true }));
  page.transcript.scrollTop = 0;
  await scrolled;
  const button = page.find('.earlier button');
  assert.ok(button);
  const line = (text: string) =>
    [...(page.transcript.shadowRoot?.querySelectorAll('.bubble') ?? [])]
      .find(({ textContent }) => textContent === text)
      ?.getBoundingClientRect().top ?? Number.NaN;
  return { ...page, whole, button, line };
}

test('earlier lines come when they are asked for, and what is read stays where it is', async () => {
  const answer = Promise.withResolvers<void>();
  const page = await showEarlier(() => answer.promise);
  page.button.focus();
  assert.equal(page.button.textContent, 'Visa tidigare');
  const before = page.line('Rad 6');
  page.button.click();
  await page.transcript.updateComplete;
  assert.deepEqual([page.button.textContent, page.button.getAttribute('aria-disabled')], ['Hämtar', 'true']);
  await page.set({ entries: page.whole.slice(2) });
  answer.resolve();
  await until(() => page.button.textContent === 'Visa tidigare');
  assert.ok(Math.abs(page.line('Rad 6') - before) < 30, `${page.line('Rad 6')} was ${before}`);
  assert.ok(page.line('Rad 5') < page.line('Rad 6'));
  assert.deepEqual(log(), ['3 tidigare rader visas']);
  assert.equal(page.transcript.shadowRoot?.activeElement, page.button);
});

test('with the last of the earlier lines the button goes, and the focus is at the beginning', async () => {
  const page = await showEarlier(async () => page.set({ entries: page.whole, earlier: false }));
  page.button.focus();
  page.button.click();
  await until(() => page.find('.earlier') === undefined);
  await page.transcript.updateComplete;
  assert.equal(page.transcript.shadowRoot?.activeElement, page.find('li'));
  assert.deepEqual(log(), ['5 tidigare rader visas']);
  await page.set({ entries: [...page.whole, say(26, nurse, 'Nytt')] });
  assert.deepEqual(log(), ['5 tidigare rader visas', 'Sara Lindqvist: Nytt']);
});

test('earlier lines that cannot be fetched are told, and asked for again', async () => {
  let asked = 0;
  const page = await showEarlier(async () => {
    asked += 1;
    if (asked === 1) throw new Error('no connection');
    await page.set({ entries: page.whole, earlier: false });
  });
  page.button.click();
  await until(() => page.find('[role=alert]') !== undefined);
  assert.equal(page.find('[role=alert]')?.textContent, 'Tidigare meddelanden kunde inte hämtas. Försök igen');
  page.button.click();
  await until(() => page.find('.earlier') === undefined);
  assert.equal(asked, 2);
});

test('earlier lines stand before the others also where the page scrolls', async () => {
  const page = await showEarlier(async () => page.set({ entries: page.whole, earlier: false }));
  const body = document.createElement('div');
  body.style.cssText = 'height: 200px; overflow: auto';
  page.transcript.style.height = '';
  page.transcript.setAttribute('flow', '');
  body.append(page.transcript);
  document.body.append(body);
  await page.transcript.updateComplete;
  body.scrollTop = 20;
  const before = page.line('Rad 6');
  page.button.click();
  await until(() => page.find('.earlier') === undefined);
  await page.transcript.updateComplete;
  assert.ok(Math.abs(page.line('Rad 6') - before) < 30, `${page.line('Rad 6')} was ${before}`);
});

test('an internal note is marked as one', async () => {
  const note = { id: 'x', author: nurse, text: 'Ring henne', at, commandId: 'n' };
  const page = await show([{ kind: 'note', n: 1, at, note }]);
  assert.match(page.text(), /Intern anteckning Sara Lindqvist 10\.40 Ring henne/);
});

test('the language changes in the middle of a conversation', async () => {
  const page = await show([say(1, undefined, 'Hej')]);
  await setLanguage('fi', [elementTexts]);
  await page.transcript.updateComplete;
  assert.match(page.text(), /Tiistai 24\. marraskuuta.*Lähetetty/);
  assert.equal(document.documentElement.lang, 'fi');
});

async function until(seen: () => boolean): Promise<void> {
  for (let frames = 0; frames < 240 && !seen(); frames++) await new Promise(requestAnimationFrame);
  assert.ok(seen(), `not seen: ${seen}`);
}
