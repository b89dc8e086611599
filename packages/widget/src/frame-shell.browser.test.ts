import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import type { Theme } from '@nara/contract';
import { createFrameShell, type FrameShell } from './frame-shell.ts';

/** A region whose panel is a file that the test's own server has. */
const region = 'x/../../packages/elements/src/tokens.css?';
let shells: FrameShell[] = [];

/** A shell on this page; its frame is a page of this very origin, so that the test can look into it. */
function show(look: Theme = {}) {
  const host = document.createElement('div');
  const root = host.attachShadow({ mode: 'open' });
  document.body.append(host);
  const told: string[] = [];
  const kept: (string | null)[] = [];
  const shell = createFrameShell({
    hub: location.origin,
    region,
    mode: 'frame',
    root,
    look: () => ({ theme: look }),
    title: () => 'Vårdchatt',
    closeName: () => 'Stäng',
    lang: () => 'sv',
    shown: flag => told.push(flag),
    raise: () => {},
    keep: flag => kept.push(flag),
    ready: () => told.push('ready'),
    late: () => told.push('late'),
    unread: count => told.push(`${count} unread`),
  });
  shells.push(shell);
  const frame = () => root.querySelector('iframe') ?? undefined;
  return {
    root,
    told,
    kept,
    shell,
    frame,
    /** The first thing that the frame is told once it has loaded. */
    hello: () =>
      new Promise<Record<string, unknown>>(done =>
        frame()?.addEventListener('load', () =>
          frame()?.contentWindow?.addEventListener('message', event => done(event.data), { once: true }),
        ),
      ),
    /** The frame says something to this page. */
    async say(message: object) {
      const heard = new Promise(done => addEventListener('message', done, { once: true }));
      const script = frame()?.contentDocument?.createElement('script');
      if (script === undefined) return;
      script.textContent = `parent.postMessage(${JSON.stringify(message)}, '*')`;
      frame()?.contentDocument?.documentElement.append(script);
      await heard;
    },
  };
}

const { matchMedia } = window;
beforeEach(() => {
  window.matchMedia = matchMedia;
  history.replaceState(null, '', location.pathname + location.search);
});
afterEach(() => {
  for (const shell of shells) shell.destroy();
  shells = [];
});

test('before it is opened nothing is drawn or fetched', () => {
  const { root, told } = show();
  assert.deepEqual([root.childElementCount, told.length], [0, 0]);
});

test('the first use makes a frame with a name, and says hello with where login is to return', async () => {
  history.replaceState(null, '', '#hitta');
  const page = show();
  page.shell.open();
  const frame = page.frame();
  assert.equal(frame?.title, 'Vårdchatt');
  assert.equal(frame?.getAttribute('src'), `${location.origin}/r/${region}/panel?lang=sv`);
  assert.match(frame?.allow ?? '', /camera; microphone/);
  const { type, page: address, open, locale } = await page.hello();
  assert.deepEqual([type, address, open, locale], ['hello', location.href, true, 'sv']);
  assert.equal(page.root.querySelector('[style]') ?? undefined, undefined);
  assert.deepEqual(page.kept, ['open']);
});

test('a login code goes to the frame, the page’s fragment comes back', async () => {
  const code = 'c'.repeat(43);
  const page = show();
  page.shell.open(code);
  assert.equal((await page.hello())['code'], code);
  await page.say({ nara: 1, type: 'ready', fragment: '#hitta' });
  assert.equal(location.hash, '#hitta');
});

test('the frame says its size, what to keep and what is unread', async () => {
  const page = show();
  page.shell.open();
  await page.hello();
  await page.say({ nara: 1, type: 'size', flag: 'docked' });
  assert.ok(page.root.querySelector('.frame')?.classList.contains('docked'));
  await page.say({ nara: 1, type: 'keep', flag: 'docked' });
  await page.say({ nara: 1, type: 'unread', count: 2 });
  await page.say({ nara: 1, type: 'size', flag: 'closed' });
  await page.say({ nara: 1, type: 'keep', flag: null });
  assert.deepEqual(page.told, ['open', 'docked', '2 unread', 'closed']);
  assert.equal(page.root.querySelector<HTMLElement>('.frame')?.hidden, true);
  assert.deepEqual(page.kept, ['open', 'docked', null]);
});

test('a frame that nothing came into can be taken away, one that speaks has its own way', async () => {
  const page = show();
  page.shell.open();
  await page.hello();
  const button = page.root.querySelector('button') ?? undefined;
  assert.equal(button?.ariaLabel, 'Stäng');
  button?.click();
  assert.deepEqual(page.told, ['open', 'closed']);
  assert.deepEqual(page.kept, ['open', null]);
  page.shell.open();
  await page.say({ nara: 1, type: 'ready' });
  assert.equal(page.root.querySelector('button'), null);
});

test('a button beside the frame is left as it was', () => {
  const page = show();
  const launcher = document.createElement('button');
  page.root.append(launcher);
  page.shell.open();
  const { position, visibility } = getComputedStyle(launcher);
  assert.deepEqual([position, visibility], ['static', 'visible']);
});

test('what the panel covers on a small screen cannot be reached until it is made small', async () => {
  const screen = smallScreen();
  const beside = document.createElement('p');
  const inertAlready = document.createElement('p');
  inertAlready.inert = true;
  document.body.append(beside, inertAlready);
  const page = show();
  page.shell.open();
  await page.hello();
  assert.deepEqual([beside.inert, inertAlready.inert], [true, true]);
  assert.equal(page.root.host.closest('[inert]') ?? undefined, undefined);
  await page.say({ nara: 1, type: 'size', flag: 'docked' });
  assert.deepEqual([beside.inert, inertAlready.inert], [false, true]);
  page.shell.open();
  assert.equal(beside.inert, true);
  screen.matches = false;
  screen.dispatchEvent(new Event('change'));
  assert.equal(beside.inert, false);
  screen.matches = true;
  page.shell.open();
  page.shell.destroy();
  assert.deepEqual([beside.inert, inertAlready.inert], [false, true]);
});

/** A screen so small that the panel fills it. */
function smallScreen() {
  const screen = Object.assign(new EventTarget(), { matches: true });
  window.matchMedia = query =>
    query.startsWith('(max-width:') ? (screen as unknown as MediaQueryList) : matchMedia.call(window, query);
  return screen;
}

test('what a keyboard leaves of the window is the panel’s, and as the reader zooms in it stays as it was', () => {
  const { visualViewport: viewport } = window;
  assert.ok(viewport);
  const become = (values: Readonly<Record<string, number>>) => {
    for (const name in values)
      Object.defineProperty(viewport, name, { configurable: true, value: values[name] });
    viewport.dispatchEvent(new Event('resize'));
  };
  const page = show();
  page.shell.open();
  const box = page.root.querySelector('.frame') as HTMLElement;
  const told = () =>
    ['--top', '--high', '--under'].map(name => getComputedStyle(box).getPropertyValue(name).trim());
  become({ height: innerHeight - 310, offsetTop: 10, scale: 1 });
  const withKeyboard = ['10px', `${innerHeight - 310}px`, '300px'];
  assert.deepEqual(told(), withKeyboard);
  assert.ok(box.getBoundingClientRect().bottom <= innerHeight - 300);
  become({ height: 100, scale: 3 });
  assert.deepEqual(told(), withKeyboard);
  page.shell.destroy();
  for (const name of ['height', 'offsetTop', 'scale']) Reflect.deleteProperty(viewport, name);
});

test('on a small screen the page below neither scrolls nor moves, and scrolls again once it is seen', async () => {
  smallScreen();
  // Its margin is that of the page, as long as nothing between them has an overflow.
  const long = document.createElement('div');
  Object.assign(long.style, { height: '5000px', margin: '90px 0' });
  document.body.prepend(long);
  window.scrollTo(0, 700);
  const locked = () => [getComputedStyle(document.documentElement).overflowY, scrollY];
  const page = show();
  page.shell.open();
  await page.hello();
  assert.deepEqual(locked(), ['hidden', 700]);
  await page.say({ nara: 1, type: 'size', flag: 'docked' });
  assert.deepEqual(locked(), ['visible', 700]);
  page.shell.open();
  page.shell.destroy();
  assert.deepEqual(locked(), ['visible', 700]);
  long.remove();
});

test('a page whose body has the say on scrolling is held by its body', () => {
  smallScreen();
  document.body.style.overflowX = 'hidden';
  const page = show();
  page.shell.open();
  const overflows = [document.documentElement, document.body].map(one => getComputedStyle(one).overflowY);
  page.shell.destroy();
  document.body.style.overflowX = '';
  assert.deepEqual(overflows, ['visible', 'hidden']);
});

test('the back gesture closes a panel that fills the screen, once', async () => {
  const watchers: (EventTarget & { ended?: boolean })[] = [];
  class CloseWatcher extends EventTarget {
    constructor() {
      super();
      watchers.push(this);
    }
    destroy() {
      Object.assign(this, { ended: true });
    }
  }
  const own = Object.getOwnPropertyDescriptor(globalThis, 'CloseWatcher');
  Object.defineProperty(globalThis, 'CloseWatcher', { configurable: true, value: CloseWatcher });
  smallScreen();
  const page = show();
  page.shell.open();
  assert.equal(watchers.length, 1);
  watchers[0]?.dispatchEvent(new Event('close'));
  assert.deepEqual(page.told, ['open', 'closed']);
  page.shell.open();
  await page.hello();
  await page.say({ nara: 1, type: 'size', flag: 'docked' });
  assert.deepEqual([watchers.length, watchers[1]?.ended], [2, true]);
  if (own) Object.defineProperty(globalThis, 'CloseWatcher', own);
  else Reflect.deleteProperty(globalThis, 'CloseWatcher');
});

test('another window on the page cannot speak for the frame', async () => {
  const page = show();
  page.shell.open();
  await page.hello();
  const heard = new Promise(done => addEventListener('message', done, { once: true }));
  postMessage({ nara: 1, type: 'size', flag: 'closed' }, location.origin);
  await heard;
  assert.deepEqual(page.told, ['open']);
});

test('the next page of the tab brings the panel back as it was, and asks for nothing else', async () => {
  const page = show();
  page.shell.show('docked');
  assert.ok(page.root.querySelector('.frame')?.classList.contains('docked'));
  assert.equal((await page.hello())['open'], undefined);
  assert.deepEqual(page.kept, []);
});

test('closed before it has come, it comes as closed', async () => {
  const page = show();
  page.shell.open();
  page.shell.close();
  assert.deepEqual(
    [page.told, page.kept],
    [
      ['open', 'closed'],
      ['open', null],
    ],
  );
  assert.equal((await page.hello())['open'], false);
});

test('a logout that nobody sees goes to a frame that is not shown, after hello', async () => {
  const page = show();
  page.shell.logout();
  assert.equal(page.root.querySelector<HTMLElement>('.frame, div')?.hidden, true);
  const heard: unknown[] = [];
  await new Promise<void>(done =>
    page.frame()?.addEventListener('load', () =>
      page.frame()?.contentWindow?.addEventListener('message', event => {
        heard.push(event.data.type);
        if (heard.length === 2) done();
      }),
    ),
  );
  assert.deepEqual(heard, ['hello', 'logout']);
  assert.deepEqual(page.told, []);
});

test('a frame that stays silent is said to be late once its way out is shown', async () => {
  const page = show();
  page.shell.open();
  await page.hello();
  page.root.querySelector('.frame button')?.dispatchEvent(new Event('animationstart'));
  assert.deepEqual(page.told, ['open', 'late']);
});

test('destroyed, it hears nothing more and leaves neither element nor style', async () => {
  const page = show();
  page.shell.open();
  await page.hello();
  const message = new MessageEvent('message', {
    data: { nara: 1, type: 'unread', count: 1 },
    origin: location.origin,
    source: page.frame()?.contentWindow as Window,
  });
  page.shell.destroy();
  assert.deepEqual([page.root.childElementCount, page.root.adoptedStyleSheets.length], [0, 0]);
  dispatchEvent(message);
  assert.deepEqual(page.told, ['open']);
});
