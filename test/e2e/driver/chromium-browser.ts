import {
  type BrowserContext,
  chromium,
  type ElementHandle,
  type Frame,
  type Page as PlaywrightPage,
  type Request,
} from 'playwright-core';
import { chromiumArgs, headlessChromiumPath } from '../../browsers/chromium.ts';
import type { Browser, ConsoleEntry, Context, Page, RequestEntry } from './browser.ts';
import { chromiumTree } from './chromium-tree.ts';
import { createSurface, type FrameAccess, until } from './surface.ts';

/** Chromium, driven by playwright-core over the DevTools protocol; `more` are arguments beside those of every test. */
export async function openChromium(more: readonly string[] = []): Promise<Browser> {
  const browser = await chromium.launch({
    executablePath: await headlessChromiumPath(),
    args: [...chromiumArgs, ...more],
  });
  return {
    kind: 'chromium',
    async newContext({ locale, colorScheme, reducedMotion, forcedColors, phone = false } = {}) {
      const context = await browser.newContext({
        ...(locale ? { locale } : {}),
        ...(colorScheme ? { colorScheme } : {}),
        ...(reducedMotion ? { reducedMotion: 'reduce' } : {}),
        ...(forcedColors ? { forcedColors: 'active' } : {}),
        ...(phone ? { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true } : {}),
      });
      return contextOf(context, phone ? keepScreenEdges : undefined);
    },
    close: () => browser.close(),
  };
}

/** As phones with rounded corners do. */
async function keepScreenEdges(page: PlaywrightPage): Promise<void> {
  const devTools = await page.context().newCDPSession(page);
  await devTools.send('Emulation.setSafeAreaInsetsOverride', { insets: { top: 47, bottom: 34 } });
}

function contextOf(context: BrowserContext, prepare?: (page: PlaywrightPage) => Promise<void>): Context {
  const known = new Map<PlaywrightPage, Page>();
  const take = (page: PlaywrightPage) => known.get(page) ?? known.set(page, pageOf(page)).get(page);
  context.on('page', take);
  const open = () => context.pages().flatMap(page => take(page) ?? []);
  return {
    async newPage() {
      const page = await context.newPage();
      await prepare?.(page);
      return take(page) ?? Promise.reject(new Error('The page is gone'));
    },
    pages: async () => open(),
    close: () => context.close(),
  };
}

function pageOf(page: PlaywrightPage): Page {
  const lines: ConsoleEntry[] = [];
  const requests: Request[] = [];
  const sockets: string[] = [];
  page.on('console', message => lines.push({ type: message.type(), text: message.text() }));
  page.on('pageerror', error => lines.push({ type: 'uncaught', text: error.message }));
  page.on('request', request => requests.push(request));
  page.on('websocket', socket => sockets.push(socket.url()));
  const access = accessTo(page, async () => page.mainFrame());
  return {
    ...createSurface(access),
    goto: async url => void (await page.goto(url)),
    reload: async () => void (await page.reload()),
    back: async () => void (await page.goBack()),
    forward: async () => void (await page.goForward()),
    close: () => page.close({ runBeforeUnload: false }),
    async kill() {
      const crashed = page.waitForEvent('crash');
      const session = await page.context().newCDPSession(page);
      session.send('Page.crash').catch(() => undefined);
      await crashed;
    },
    async frame(urlPart) {
      const find = () =>
        until(`frame ${urlPart}`, access, async () => {
          const frame = page.frames().find(each => each !== page.mainFrame() && each.url().includes(urlPart));
          return frame
            ? { value: frame }
            : `there are ${page
                .frames()
                .map(each => each.url())
                .join(' ')}`;
        });
      await find();
      return createSurface(accessTo(page, find));
    },
    forceColors: isForced => page.emulateMedia({ forcedColors: isForced ? 'active' : 'none' }),
    setViewport: (width, height) => page.setViewportSize({ width, height }),
    screenshot: async path => void (await page.screenshot({ path })),
    console: () => [...lines],
    async requests() {
      const told = requests.map(entryOf);
      return [...(await Promise.all(told)), ...sockets.map(url => ({ method: 'GET', url, headers: {} }))];
    },
  };
}

async function entryOf(request: Request): Promise<RequestEntry> {
  const [method, url] = [request.method(), request.url()];
  // Those that are still under way have not been told in full.
  if (request.timing().responseStart < 0 && !request.failure())
    return { method, url, headers: request.headers() };
  const response = await request.response();
  const answer = response && {
    status: response.status(),
    headers: (await response.headersArray()).map(({ name, value }) => [name.toLowerCase(), value] as const),
  };
  return { method, url, headers: await request.allHeaders(), ...(answer ? { answer } : {}) };
}

function accessTo(page: PlaywrightPage, find: () => Promise<Frame>): FrameAccess {
  return {
    run: async (source, args) => (await find()).evaluate(functionOf(source), args),
    async click(source, args) {
      const handle = (await (
        await find()
      ).evaluateHandle(functionOf(source), args)) as unknown as ElementHandle<Element>;
      // Where a click leads is waited for by what is seen there: a slow page is no reason to click again.
      await handle.click({ timeout: 3_000, noWaitAfter: true });
      await handle.dispose().catch(() => undefined);
    },
    type: text => page.keyboard.type(text),
    press: key => page.keyboard.press(key),
    screenshot: async path => void (await page.screenshot({ path })),
    accessibilityTree: async () => chromiumTree(page, await find()),
  };
}

/** Playwright sends a function by its source: this one has the source that it is given. */
function functionOf(source: string): (args: readonly unknown[]) => unknown {
  return new Function('args', `return (${source})(...args)`) as (args: readonly unknown[]) => unknown;
}
