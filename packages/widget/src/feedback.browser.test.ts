import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { limits } from '@nara/contract';
import './feedback.ts';

interface Sent {
  readonly address: string;
  readonly init: RequestInit;
  readonly body: Readonly<Record<string, unknown>>;
  /** What comes of it: a status, or undefined for no network. */
  answer(status?: number): Promise<void>;
}

let sent: Sent[] = [];
const { fetch: realFetch } = window;
const online = Object.getOwnPropertyDescriptor(Navigator.prototype, 'onLine');
/** Lets everything that waits for an answer go on. */
const settled = () => new Promise(done => setTimeout(done));

beforeEach(() => {
  sent = [];
  window.fetch = (address, init = {}) =>
    new Promise((resolve, reject) => {
      sent.push({
        address: String(address),
        init,
        body: JSON.parse(String(init.body)),
        async answer(status) {
          if (status === undefined) reject(new TypeError('Failed to fetch'));
          else resolve(new Response(null, { status }));
          await settled();
        },
      });
    });
});
afterEach(() => {
  window.fetch = realFetch;
  if (online) Object.defineProperty(Navigator.prototype, 'onLine', online);
  document.documentElement.lang = '';
  document.body.replaceChildren();
  document.adoptedStyleSheets = [];
  history.replaceState(null, '', location.pathname);
});

function show(attributes: Readonly<Record<string, string>> = {}) {
  const element = document.createElement('nara-feedback');
  const all = { hub: 'https://hub.example', region: 'norrvik', lang: 'sv', ...attributes };
  for (const [name, value] of Object.entries(all)) element.setAttribute(name, value);
  document.body.append(element);
  const root = element.shadowRoot;
  if (root === null) throw new TypeError('no shadow root');
  const seen = <E extends HTMLElement>(selector: string) =>
    [...root.querySelectorAll<E>(selector)].find(each => each.checkVisibility());
  const button = (name: string) =>
    [...root.querySelectorAll('button')].find(each => each.checkVisibility() && each.textContent === name);
  return {
    element,
    root,
    seen,
    button,
    press(name: string) {
      const found = button(name);
      if (found === undefined) throw new TypeError(`no button ${name}`);
      found.focus();
      found.click();
    },
    write(text: string) {
      const field = seen<HTMLTextAreaElement>('textarea');
      if (field === undefined) throw new TypeError('no field');
      field.value = text;
      field.dispatchEvent(new InputEvent('input'));
    },
    /** All that is said of how it stands. */
    status: () => [...root.querySelectorAll('[role=status]')].map(line => line.textContent).join(''),
    alert: () => root.querySelector('[role=alert]')?.textContent,
    focused: () => root.activeElement?.textContent,
  };
}

test('asks, and sends and stores nothing before somebody answers', () => {
  const { seen, button, root } = show();
  assert.equal(seen('[role=group]')?.getAttribute('aria-labelledby'), seen('#question')?.id);
  assert.equal(seen('#question')?.textContent, 'Hade du nytta av innehållet på denna sida?');
  for (const name of ['Ja', 'Nej']) assert.equal(button(name)?.getAttribute('aria-pressed'), 'false');
  assert.equal(seen('textarea'), undefined);
  assert.deepEqual([sent.length, sessionStorage.length, localStorage.length, document.cookie], [0, 0, 0, '']);
  assert.equal(root.querySelector('[style], style'), null);
});

test('an answer is shown at once, goes to the hub, and is thanked for when it is there', async () => {
  history.replaceState(null, '', '?namn=Karin#nara');
  const page = show();
  page.press('Ja');
  assert.equal(page.button('Ja')?.getAttribute('aria-pressed'), 'true');
  assert.equal(page.status(), 'Skickar');
  const [{ address, init, body } = {} as Sent] = sent;
  assert.equal(address, 'https://hub.example/r/norrvik/feedback');
  assert.deepEqual(
    [init.method, init.credentials, init.referrerPolicy, init.keepalive],
    ['POST', 'omit', 'no-referrer', true],
  );
  const { id, ...rest } = body;
  assert.match(String(id), /^[\da-f-]{36}$/);
  assert.deepEqual(rest, { page: location.origin + location.pathname, answer: 'yes', language: 'sv-SE' });
  await sent[0]?.answer(204);
  assert.equal(page.status(), 'Tack för ditt svar.');
  page.press('Ja');
  assert.equal(sent.length, 1);
});

test('whoever changes their mind meanwhile is heard last, in order and under one id', async () => {
  const page = show();
  page.press('Ja');
  page.press('Nej');
  assert.equal(sent.length, 1);
  await sent[0]?.answer(204);
  assert.equal(page.status(), 'Skickar');
  assert.deepEqual([sent.length, sent[1]?.body['answer']], [2, 'no']);
  assert.equal(sent[0]?.body['id'], sent[1]?.body['id']);
  await sent[1]?.answer(204);
  assert.equal(page.status(), 'Tack för ditt svar.');
});

test('a comment joins its answer, and the thanks have the focus', async () => {
  const page = show({ lang: 'en' });
  page.press('No');
  await sent[0]?.answer(204);
  const field = page.seen<HTMLTextAreaElement>('textarea');
  assert.match(page.seen('#warning')?.textContent ?? '', /^Do not write about your health/);
  assert.equal(field?.getAttribute('aria-describedby'), 'warning fault room');
  page.write('I found no times.');
  page.press('Send');
  assert.equal(field?.readOnly, true);
  assert.equal(page.button('Send')?.getAttribute('aria-disabled'), 'true');
  page.press('Send');
  assert.equal(sent.length, 2);
  const { id, comment, answer, language } = sent[1]?.body ?? {};
  assert.deepEqual([id, comment, answer, language], [sent[0]?.body['id'], 'I found no times.', 'no', 'en']);
  await sent[1]?.answer(204);
  assert.equal(page.status(), 'Thank you. Your comment has been sent.');
  assert.equal(page.focused(), 'Thank you. Your comment has been sent.');
  assert.equal(page.seen('button, textarea, #question'), undefined);
});

test('what did not arrive says so, and can be tried again', async () => {
  const page = show();
  page.press('Ja');
  await sent[0]?.answer(503);
  assert.equal(page.status(), 'Svaret skickades inte.');
  page.press('Försök igen');
  assert.equal(page.status(), 'Skickar');
  assert.equal(page.focused(), 'Skickar');
  await sent[1]?.answer();
  assert.equal(page.status(), 'Svaret skickades inte.');
  page.press('Försök igen');
  await sent[2]?.answer(429);
  assert.equal(page.status(), 'Det har kommit för många svar. Försök igen om en minut.');
  page.press('Försök igen');
  await sent[3]?.answer(404);
  assert.equal(page.status(), 'Svaret kunde inte tas emot.');
  assert.equal(page.button('Försök igen'), undefined);
  assert.equal(new Set(sent.map(({ body }) => body['id'])).size, 1);
});

test('a comment that did not arrive is kept, and its button tries again', async () => {
  const page = show();
  page.press('Nej');
  await sent[0]?.answer(204);
  page.write('För lång sida.');
  page.press('Skicka');
  await sent[1]?.answer(500);
  assert.equal(page.status(), 'Kommentaren skickades inte.');
  const field = page.seen<HTMLTextAreaElement>('textarea');
  assert.deepEqual([field?.value, field?.readOnly], ['För lång sida.', false]);
  page.write('För lång sida, och inga tider.');
  page.press('Skicka');
  assert.equal(sent[2]?.body['comment'], 'För lång sida, och inga tider.');
});

test('without a network it waits and says so, and sends when the network is back', async () => {
  const page = show({ lang: 'fi' });
  Object.defineProperty(Navigator.prototype, 'onLine', { configurable: true, get: () => false });
  page.press('Kyllä');
  await sent[0]?.answer();
  assert.equal(page.status(), 'Ei yhteyttä. Vastaus lähetetään, kun yhteys palaa.');
  page.element.remove();
  dispatchEvent(new Event('online'));
  assert.equal(sent.length, 1);
  document.body.append(page.element);
  dispatchEvent(new Event('online'));
  assert.equal(page.status(), 'Lähetetään');
  await sent[1]?.answer(204);
  assert.equal(page.status(), 'Kiitos vastauksestasi.');
});

test('a comment with a fault is not sent: the field says why and has the focus', async () => {
  const page = show();
  page.press('Nej');
  await sent[0]?.answer(204);
  const field = page.seen<HTMLTextAreaElement>('textarea');
  page.press('Skicka');
  assert.deepEqual([page.alert(), field?.ariaInvalid], ['Skriv en kommentar först.', 'true']);
  assert.equal(page.root.activeElement, field);
  page.write('x'.repeat(limits.feedbackComment - 100));
  assert.deepEqual([page.alert(), field?.ariaInvalid], ['', 'false']);
  assert.equal(page.seen('#room')?.textContent, 'Tecken kvar: 100');
  page.write('x'.repeat(limits.feedbackComment + 2));
  assert.equal(page.seen('#room')?.textContent, 'Kommentaren är för lång. Tecken för mycket: 2');
  page.press('Skicka');
  assert.equal(page.alert(), 'Kommentaren är för lång. Tecken för mycket: 2');
  assert.equal(page.seen('#room'), undefined);
  assert.equal(sent.length, 1);
});

test('speaks its own language, else that of what it stands in, and follows the page', async () => {
  document.documentElement.lang = 'fi';
  const { element, seen } = show({ lang: 'sv-FI' });
  const question = () => seen('#question')?.textContent;
  assert.equal(question(), 'Hade du nytta av innehållet på den här sidan?');
  element.removeAttribute('lang');
  assert.equal(question(), 'Oliko sivun sisällöstä sinulle hyötyä?');
  document.documentElement.lang = 'de';
  await settled();
  assert.equal(question(), 'Was this page useful to you?');
  assert.equal(seen('.all')?.lang, 'en');
});

test('a move in the page keeps what was answered and written; another page begins anew', async () => {
  const page = show({ page: '/a' });
  page.press('Ja');
  await sent[0]?.answer(204);
  page.write('Bra');
  const section = document.createElement('section');
  document.body.append(section);
  section.append(page.element);
  assert.equal(page.button('Ja')?.getAttribute('aria-pressed'), 'true');
  assert.equal(page.seen<HTMLTextAreaElement>('textarea')?.value, 'Bra');
  page.element.setAttribute('page', '/b?x=1');
  assert.equal(page.button('Ja')?.getAttribute('aria-pressed'), 'false');
  assert.deepEqual([page.seen('textarea'), page.status()], [undefined, '']);
  page.press('Nej');
  assert.equal(sent[1]?.body['page'], `${location.origin}/b`);
  assert.notEqual(sent[0]?.body['id'], sent[1]?.body['id']);
  assert.equal(page.root.querySelector('textarea')?.value, '');
});

test('is whole under the sheets of a page that spoils everything', () => {
  const page = show();
  const looks = () =>
    [page.seen('#question'), page.button('Ja')].map(part => {
      if (part === undefined) throw new TypeError('a part is not seen');
      const { fontSize, color, fontFamily, letterSpacing, textTransform } = getComputedStyle(part);
      return [fontSize, color, fontFamily, letterSpacing, textTransform, part.offsetHeight].join(' ');
    });
  const before = looks();
  assert.match(before.join(), /^16px/);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    '*{all:unset!important;font:4px fantasy!important;color:transparent!important;letter-spacing:9px!important;text-transform:uppercase!important}button{display:none!important}',
  );
  document.adoptedStyleSheets = [sheet];
  assert.deepEqual(looks(), before);
});

test('takes colours, corners, font and size from the page, and a preset', () => {
  const page = show({ preset: 'fi' });
  const look = (name: 'color' | 'borderRadius' | 'fontSize' | 'fontFamily') =>
    getComputedStyle(page.button('Ja') as Element)[name];
  assert.deepEqual([look('color'), look('borderRadius')], ['rgb(72, 51, 136)', '4px']);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    ':root{--nara-primary:#00f;--nara-radius-button:9px;--nara-scale:1.5;--nara-font:Georgia,serif}',
  );
  document.adoptedStyleSheets = [sheet];
  assert.deepEqual(
    [look('color'), look('borderRadius'), look('fontSize')],
    ['rgb(0, 0, 255)', '9px', '24px'],
  );
  assert.match(look('fontFamily'), /^Georgia/);
});

test('a second tag on the page does no harm', async () => {
  const { define } = await import('./sisters/embedding.ts');
  define('nara-feedback', class extends HTMLElement {});
  assert.ok(show().button('Ja'));
});
