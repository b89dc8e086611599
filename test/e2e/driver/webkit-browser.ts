import { writeFileSync } from 'node:fs';
import type { Client } from 'webdriver';
import { startWebKitDriver, stopDisplay, webkitCapabilities } from '../../browsers/webkit.ts';
import type { Browser, Context, Page } from './browser.ts';
import { keepsItsPlace } from './keeps-its-place.ts';
import { createSurface, type FrameAccess, until } from './surface.ts';
import { keyActions } from './webkit-keys.ts';

/** Safari's engine: WebKitGTK's MiniBrowser, driven over W3C WebDriver. Each context is a browser of its own with a fresh profile. */
export async function openWebKit(): Promise<Browser> {
  const contexts = new Set<Context>();
  return {
    kind: 'webkit',
    async newContext() {
      const context = await openContext();
      contexts.add(context);
      return context;
    },
    async close() {
      for (const context of contexts) await context.close();
      stopDisplay();
    },
  };
}

async function openContext(): Promise<Context> {
  // Its commands speak classic WebDriver, which the package would remark upon at each call.
  process.env['DISABLE_WEBDRIVERIO_DEPRECATION_WARNINGS'] = 'true';
  process.env['WDIO_LOG_LEVEL'] = 'silent';
  const { default: WebDriver } = await import('webdriver');
  const driver = await startWebKitDriver();
  const session = await WebDriver.newSession({
    hostname: '127.0.0.1',
    port: driver.port,
    path: '/',
    logLevel: 'silent',
    connectionRetryCount: 0,
    connectionRetryTimeout: 40_000,
    capabilities: webkitCapabilities() as WebdriverIO.Capabilities,
  });
  await session.setTimeouts(0, 30_000, 30_000);
  const known = new Map<string, Page>();
  const take = (window: string): Page => {
    const page = known.get(window) ?? pageOf(session, inTurn, window);
    known.set(window, page);
    return page;
  };
  const inTurn = queue();
  let first = true;
  let closed = false;
  return {
    newPage: () =>
      inTurn(async () => {
        const window = first ? await session.getWindowHandle() : (await session.createWindow('tab')).handle;
        first = false;
        return take(window);
      }),
    pages: () => inTurn(async () => (await session.getWindowHandles()).map(take)),
    async close() {
      if (closed) return;
      closed = true;
      await session.deleteSession().catch(() => undefined);
      driver.stop();
    },
  };
}

type InTurn = <T>(act: () => Promise<T>) => Promise<T>;

/** A session looks at one window and frame at a time, so its commands take turns. */
function queue(): InTurn {
  let last: Promise<unknown> = Promise.resolve();
  return act => {
    const next = last.then(act, act);
    last = next.catch(() => undefined);
    return next;
  };
}

function pageOf(session: Client, inTurn: InTurn, window: string): Page {
  const inPage: InTurn = act =>
    inTurn(async () => {
      await session.switchToWindow(window);
      await session.switchToFrame(null);
      return act();
    });
  const access = accessTo(session, inPage, async () => '');
  return {
    ...createSurface(access),
    goto: url => inPage(async () => void (await session.navigateTo(url))),
    reload: () => inPage(async () => void (await session.refresh())),
    back: () => inPage(async () => void (await session.back())),
    forward: () => inPage(async () => void (await session.forward())),
    close: () => inPage(async () => void (await session.closeWindow())),
    kill: () => inPage(async () => void (await session.closeWindow())),
    async frame(urlPart) {
      const enter = () => enterFrame(session, urlPart);
      await until(`frame ${urlPart}`, access, () =>
        inPage(async () => ((await enter()) === '' ? { value: undefined } : 'there is none')),
      );
      return createSurface(accessTo(session, inPage, enter));
    },
    forceColors: () => Promise.reject(new TypeError('forceColors: Chromium alone can')),
    setViewport: (width, height) =>
      inPage(async () => {
        const [innerWidth, innerHeight] = (await session.executeScript(
          'return [innerWidth, innerHeight]',
          [],
        )) as [number, number];
        const rect = await session.getWindowRect();
        await session.setWindowRect(
          null,
          null,
          rect.width + width - innerWidth,
          rect.height + height - innerHeight,
        );
        // The window manager's answer comes a moment later.
        let now = innerWidth;
        for (let left = 100; left > 0 && now !== width; left--)
          now = Number(
            await session.executeAsyncScript('setTimeout(() => arguments[0](innerWidth), 20)', []),
          );
        if (now !== width)
          throw new RangeError(`WebKit's MiniBrowser shows ${now} px where ${width} were wanted`);
      }),
    screenshot: path => access.screenshot(path),
    console() {
      throw new Error('WebDriver does not tell of the console in WebKit');
    },
    requests: () =>
      inPage(async () => {
        const urls = (await session.executeScript(`return (${requestedUrls})()`, [])) as string[];
        return urls.map(url => ({ method: 'GET', url, headers: {} }));
      }),
  };
}

/** WebDriver does not tell of requests: this is what the document itself remembers. */
function requestedUrls(): string[] {
  const entries = [
    ...performance.getEntriesByType('navigation'),
    ...performance.getEntriesByType('resource'),
  ];
  return entries.map(entry => entry.name);
}

/** Goes into the frame, or a frame of a frame, whose own address holds `urlPart`; answers '' or why not. */
async function enterFrame(session: Client, urlPart: string): Promise<string> {
  const frames = (await session.executeScript(`return (${allFrames})()`, [])) as unknown[];
  for (const frame of frames) {
    await session.switchToFrame(frame as never);
    if (String(await session.executeScript('return location.href', [])).includes(urlPart)) return '';
    if ((await enterFrame(session, urlPart)) === '') return '';
    await session.switchToParentFrame();
  }
  return `none of ${frames.length} frames has ${urlPart}`;
}

function allFrames(): Element[] {
  const found: Element[] = [];
  const look = (scope: ParentNode) => {
    for (const element of scope.querySelectorAll('*')) {
      if (element.tagName === 'IFRAME') found.push(element);
      if (element.shadowRoot) look(element.shadowRoot);
    }
  };
  look(document);
  return found;
}

function accessTo(session: Client, inPage: InTurn, enter: () => Promise<string>): FrameAccess {
  const inFrame: InTurn = act =>
    inPage(async () => {
      const reason = await enter();
      if (reason) throw new Error(reason);
      return act();
    });
  const pressAll = (keys: readonly string[]) =>
    inFrame(async () => void (await session.performActions(keyActions(keys))));
  return {
    run: (source, args) =>
      inFrame(async () => {
        const answer = (await session.executeAsyncScript(asynchronous(source), [...args] as object[])) as {
          error?: string;
          value?: unknown;
        };
        if (answer.error !== undefined) throw new Error(answer.error);
        return answer.value;
      }),
    click: (source, args) =>
      inFrame(async () => {
        const element = await session.executeScript(`return (${source})(...arguments)`, [
          ...args,
        ] as object[]);
        // The driver itself leaves what lies just past the edge of a scrolled part of the page where it is.
        await session.executeScript("arguments[0].scrollIntoView({ block: 'nearest' })", [element as object]);
        const still = await session.executeAsyncScript(asynchronous(String(keepsItsPlace)), [
          element as object,
        ]);
        if (!(still as { value?: boolean }).value) throw new Error('it moves');
        await session
          .elementClick(Object.values(element as Record<string, string>)[0] ?? '')
          .catch(error => clickByPointer(session, element, error));
      }),
    type: text => pressAll([...text]),
    press: key => pressAll([key]),
    screenshot: path =>
      inPage(async () => writeFileSync(path, Buffer.from(await session.takeScreenshot(), 'base64'))),
  };
}

/**
 * The driver says of a text field deep in shadow roots that something lies over it (it takes the field's own inner part for
 * another element). Where the page itself finds the field at that point, a pointer clicks there.
 */
async function clickByPointer(session: Client, element: unknown, error: unknown): Promise<void> {
  const there = await session.executeScript(
    `const { x, y, width, height } = arguments[0].getBoundingClientRect();
    const at = root => root?.elementFromPoint(x + width / 2, y + height / 2);
    let found = at(document);
    for (let inner = at(found?.shadowRoot); inner && inner !== found; inner = at(found.shadowRoot)) found = inner;
    return found === arguments[0];`,
    [element as object],
  );
  if (!there) throw error;
  const pointer = (type: string) => ({ type, button: 0 });
  await session.performActions([
    {
      type: 'pointer',
      id: 'mouse',
      parameters: { pointerType: 'mouse' },
      actions: [
        { type: 'pointerMove', duration: 0, origin: element, x: 0, y: 0 },
        pointer('pointerDown'),
        pointer('pointerUp'),
      ],
    },
  ]);
}

function asynchronous(source: string): string {
  return `const done = arguments[arguments.length - 1];
    Promise.resolve().then(() => (${source})(...[...arguments].slice(0, -1))).then(
      value => done({ value: value === undefined ? null : value }), error => done({ error: String(error) }))`;
}
