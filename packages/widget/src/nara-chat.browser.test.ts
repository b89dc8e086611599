import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { NaraChat } from './nara-chat.ts';

/** A region whose panel is a file that the test's own server has. */
const region = 'x/../../packages/elements/src/tokens.css?';
const flag = `nara:${region}`;
const shadowOf = (chat: NaraChat) => chat.shadowRoot as ShadowRoot;
const launcherOf = (chat: NaraChat) =>
  [...shadowOf(chat).children].find(child => child.localName === 'button') as HTMLButtonElement;
const frameOf = (chat: NaraChat) => shadowOf(chat).querySelector('iframe') ?? undefined;
const isShown = (element: Element) => element.checkVisibility();

beforeEach(() => {
  sessionStorage.clear();
  history.replaceState(null, '', location.pathname + location.search);
});
afterEach(() => {
  for (const chat of NaraChat.all) chat.destroy();
  document.documentElement.lang = 'sv';
});

/** The element on this page, as a script makes it. */
function show(attributes: Readonly<Record<string, string>> = {}) {
  const chat = document.createElement('nara-chat');
  const all = { hub: location.origin, region, lang: 'fi', ...attributes };
  for (const [name, value] of Object.entries(all)) chat.setAttribute(name, value);
  document.body.append(chat);
  return chat;
}

/** Resolves when something holds; the page does what it has to do meanwhile. */
async function until(holds: () => unknown): Promise<void> {
  while (!holds()) await new Promise(requestAnimationFrame);
}

/** Opened, and the frame is there to be seen. */
async function open(chat: NaraChat): Promise<HTMLIFrameElement> {
  chat.open();
  await until(() => frameOf(chat)?.checkVisibility());
  return frameOf(chat) as HTMLIFrameElement;
}

/** The frame says something to this page. */
async function say(chat: NaraChat, message: object): Promise<void> {
  const frame = frameOf(chat) as HTMLIFrameElement;
  await until(() => frame.contentDocument?.readyState === 'complete' && frame.contentWindow?.location.origin);
  const heard = new Promise(done => addEventListener('message', done, { once: true }));
  const script = frame.contentDocument?.createElement('script') as HTMLScriptElement;
  script.textContent = `parent.postMessage(${JSON.stringify(message)}, '*')`;
  frame.contentDocument?.documentElement.append(script);
  await heard;
}

const task = () => new Promise(done => setTimeout(done));

test('before it is opened it draws a button, and stores and asks for nothing', () => {
  const chat = show();
  assert.equal(launcherOf(chat).textContent, 'Avaa chat');
  assert.equal(shadowOf(chat).childElementCount, 1);
  assert.deepEqual([sessionStorage.length, chat.state, chat.dataset['state']], [0, 'closed', 'closed']);
});

test('opened, it shows the panel of its region in its language, and says so', async () => {
  const chat = show();
  const told: string[] = [];
  for (const type of ['ready', 'open', 'close', 'unread'] as const)
    chat.addEventListener(type, event => told.push(event.detail === null ? type : `${type} ${event.detail}`));
  const frame = await open(chat);
  assert.equal(frame.getAttribute('src'), `${location.origin}/r/${region}/panel?lang=fi`);
  assert.equal(frame.title, 'Chat');
  assert.deepEqual([chat.state, sessionStorage.getItem(flag)], ['loading', 'open']);
  assert.equal(isShown(launcherOf(chat)), false);
  await say(chat, { nara: 1, type: 'ready' });
  assert.equal(chat.state, 'open');
  await say(chat, { nara: 1, type: 'size', flag: 'docked' });
  assert.equal(chat.state, 'docked');
  await say(chat, { nara: 1, type: 'unread', count: 2 });
  await say(chat, { nara: 1, type: 'unread', count: 2 });
  assert.equal(chat.unread, 2);
  await say(chat, { nara: 1, type: 'size', flag: 'closed' });
  assert.equal(launcherOf(chat).textContent, 'Avaa chat2lukematta');
  assert.deepEqual(told, ['open', 'ready', 'close', 'unread 2']);
});

test('opened and closed in one go, it stays closed, and the next opening shows it', async () => {
  const chat = show();
  const frame = await open(chat);
  chat.close();
  chat.open();
  chat.open();
  chat.close();
  await task();
  await task();
  assert.deepEqual([chat.state, isShown(frame), sessionStorage.length], ['closed', false, 0]);
  chat.open();
  await until(() => isShown(frame));
  assert.equal(sessionStorage.getItem(flag), 'open');
});

test('toggle opens what is closed and closes what is open', async () => {
  const chat = show();
  chat.toggle();
  await until(() => frameOf(chat));
  chat.toggle();
  await until(() => chat.state === 'closed');
  assert.equal(sessionStorage.getItem(flag), null);
});

test('hide and show are of the button', () => {
  const chat = show();
  chat.hide();
  assert.equal(isShown(launcherOf(chat)), false);
  chat.show();
  assert.equal(isShown(launcherOf(chat)), true);
  assert.equal(isShown(launcherOf(show({ region: 'other', 'no-launcher': '' }))), false);
});

test('its language follows the attribute, setLocale and the page', async () => {
  const chat = show({ lang: 'sv' });
  assert.equal(launcherOf(chat).textContent, 'Chatta med vården');
  chat.setLocale('en');
  assert.equal(launcherOf(chat).textContent, 'Open the chat');
  chat.removeAttribute('lang');
  document.documentElement.lang = 'sv-FI';
  await until(() => launcherOf(chat).textContent === 'Öppna chatten');
});

test('moved in the page it goes on; taken out it leaves nothing, and put back it comes back as it was', async () => {
  const chat = show();
  await open(chat);
  const place = document.createElement('section');
  document.body.append(place);
  place.append(chat);
  await task();
  assert.notEqual(frameOf(chat), undefined);
  assert.equal(chat.state, 'loading');
  chat.remove();
  await task();
  assert.deepEqual(
    [shadowOf(chat).childElementCount, shadowOf(chat).adoptedStyleSheets.length, chat.state],
    [0, 0, 'closed'],
  );
  place.remove();
  document.body.append(chat);
  await until(() => frameOf(chat));
  assert.equal(sessionStorage.getItem(flag), 'open');
});

test('one that is to stay comes back after the page’s body', async () => {
  const chat = show({ permanent: '' });
  chat.remove();
  await until(() => chat.isConnected);
  assert.equal(isShown(launcherOf(chat)), true);
  assert.deepEqual(NaraChat.all, [chat]);
});

test('any element with data-nara-open opens the first chat, or the one it names; a link is not followed', async () => {
  const first = show();
  const second = show({ region: `${region}2` });
  const link = document.createElement('a');
  link.href = '#elsewhere';
  link.dataset['naraOpen'] = '';
  const inside = document.createElement('b');
  link.append(inside);
  document.body.append(link);
  inside.click();
  await until(() => frameOf(first));
  assert.deepEqual([location.hash, frameOf(second)], ['', undefined]);
  link.dataset['naraOpen'] = second.region;
  link.click();
  await until(() => frameOf(second));
  await until(() => first.state === 'closed');
  link.remove();
});

test('the address with #nara opens the first chat, also when it comes later, and is put right', async () => {
  history.replaceState(null, '', '#nara');
  const chat = show();
  const other = show({ region: 'other' });
  await until(() => frameOf(chat));
  assert.deepEqual([location.hash, frameOf(other)], ['', undefined]);
  chat.close();
  await until(() => chat.state === 'closed');
  location.hash = '#nara';
  await until(() => chat.state === 'loading' && location.hash === '');
});

test('a login code goes to the chat that was left open', async () => {
  const second = `${region}2`;
  sessionStorage.setItem(`nara:${second}`, 'open');
  history.replaceState(null, '', `#nara=${'c'.repeat(43)}`);
  const first = show();
  assert.notEqual(location.hash, '');
  const chat = show({ region: second });
  assert.equal(location.hash, '');
  await until(() => frameOf(chat));
  assert.equal(frameOf(first), undefined);
});

test('brought back from the back-forward cache it is as the tab left it', async () => {
  const chat = show();
  const back = () => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
  sessionStorage.setItem(flag, 'open');
  back();
  await until(() => chat.state === 'loading' && frameOf(chat));
  sessionStorage.clear();
  back();
  await until(() => chat.state === 'closed');
});

test('without a hub it says so on the console, and the button is there for another try', async () => {
  const said: unknown[][] = [];
  const { error } = console;
  console.error = (...words) => said.push(words);
  const chat = show({ hub: '' });
  chat.open();
  await until(() => chat.state === 'offline');
  console.error = error;
  assert.equal(said[0]?.[0], 'nara:');
  assert.equal(isShown(launcherOf(chat)), true);
  chat.hub = location.origin;
  await open(chat);
});

test('destroyed, it leaves no element, style, listener or flag, and does nothing more', async () => {
  const chat = show();
  await open(chat);
  chat.destroy();
  assert.deepEqual([chat.isConnected, chat.destroyed, NaraChat.all.length], [false, true, 0]);
  assert.deepEqual([shadowOf(chat).childElementCount, shadowOf(chat).adoptedStyleSheets.length], [0, 0]);
  await task();
  assert.equal(sessionStorage.length, 0);
  chat.open();
  document.body.append(chat);
  await task();
  assert.equal(shadowOf(chat).childElementCount, 0);
  chat.remove();
});

test('properties that were set before the class was there are taken up', () => {
  const chat = document.createElement('nara-chat');
  Object.defineProperty(chat, 'region', { value: 'early', configurable: true, writable: true });
  document.body.append(chat);
  assert.deepEqual([chat.region, chat.getAttribute('region')], ['early', 'early']);
});
