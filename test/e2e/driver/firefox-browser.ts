import puppeteer, {
  type BrowserContext,
  type ElementHandle,
  type Frame,
  type HTTPRequest,
  type KeyInput,
  type Page as PuppeteerPage,
} from 'puppeteer-core';
import { firefoxOptions } from '../../browsers/firefox.ts';
import type { Browser, ConsoleEntry, Context, Page } from './browser.ts';
import { findRestoredFrames } from './firefox-frames.ts';
import { keepsItsPlace } from './keeps-its-place.ts';
import { createSurface, type FrameAccess, until } from './surface.ts';

/** Firefox, driven by puppeteer-core over WebDriver BiDi. */
export async function openFirefox(): Promise<Browser> {
  const browser = await puppeteer.launch({ ...firefoxOptions(), protocolTimeout: 40_000 });
  return {
    kind: 'firefox',
    newContext: async () => contextOf(await browser.createBrowserContext()),
    close: () => browser.close(),
  };
}

function contextOf(context: BrowserContext): Context {
  const known = new Map<PuppeteerPage, Page>();
  const take = (page: PuppeteerPage): Page => {
    const taken = known.get(page) ?? pageOf(page);
    known.set(page, taken);
    return taken;
  };
  return {
    // Firefox hides tabs that are behind another: each person has a window of their own.
    newPage: async () => {
      const type = (await context.pages()).length === 0 ? 'window' : 'tab';
      return take(await context.newPage(type === 'window' ? { type } : undefined));
    },
    pages: async () => (await context.pages()).map(take),
    close: () => context.close(),
  };
}

function pageOf(page: PuppeteerPage): Page {
  const lines: ConsoleEntry[] = [];
  const requests: HTTPRequest[] = [];
  page.on('console', message => lines.push({ type: message.type(), text: message.text() }));
  page.on('pageerror', error => lines.push({ type: 'uncaught', text: String(error) }));
  page.on('request', request => requests.push(request));
  const access = accessTo(page, async () => page.mainFrame());
  return {
    ...createSurface(access),
    goto: async url => void (await page.goto(url)),
    reload: () => reloaded(page, access),
    // Puppeteer would wait for a load that a page from Firefox's back-forward cache does not have.
    back: () => page.evaluate('history.back()') as Promise<void>,
    forward: () => page.evaluate('history.forward()') as Promise<void>,
    close: () => page.close(),
    kill: () => page.close(),
    async frame(urlPart) {
      const find = () =>
        until(`frame ${urlPart}`, access, async () => {
          const frame = page.frames().find(each => each !== page.mainFrame() && each.url().includes(urlPart));
          if (frame) return { value: frame };
          await findRestoredFrames(page);
          return `there are ${page
            .frames()
            .map(each => each.url())
            .join(' ')}`;
        });
      await find();
      return createSurface(accessTo(page, find));
    },
    forceColors: () => Promise.reject(new TypeError('forceColors: Chromium alone can')),
    setViewport: (width, height) => page.setViewport({ width, height }),
    screenshot: async path => void (await page.screenshot({ path: pngPath(path) })),
    console: () => [...lines],
    requests: async () =>
      requests.map(request => ({ method: request.method(), url: request.url(), headers: request.headers() })),
  };
}

/** Loads it anew, and waits for that. Under load puppeteer has been seen to wait in vain to be told of it. */
async function reloaded(page: PuppeteerPage, access: FrameAccess): Promise<void> {
  const loadedAt = () => page.evaluate(() => document.readyState === 'complete' && performance.timeOrigin);
  const before = await page.evaluate(() => performance.timeOrigin);
  // The document may be gone before it can answer.
  await page.evaluate(() => location.reload()).catch(() => undefined);
  await until('the page anew', access, async () => {
    const now = await loadedAt();
    return now !== false && now !== before ? { value: undefined } : 'it has not come';
  });
}

function accessTo(page: PuppeteerPage, find: () => Promise<Frame>): FrameAccess {
  return {
    run: async (source, args) => (await find()).evaluate(functionOf(source), args),
    async click(source, args) {
      const handle = (await (
        await find()
      ).evaluateHandle(functionOf(source), args)) as unknown as ElementHandle<Element>;
      // What somebody clicks is in front of them. A window that is in front already is left alone: it would close what pops up.
      if (await page.evaluate(() => document.visibilityState === 'hidden')) await page.bringToFront();
      if (!(await handle.evaluate(keepsItsPlace))) throw new Error('it moves');
      await handle.click();
      await handle.dispose().catch(() => undefined);
    },
    type: text => page.keyboard.type(text),
    async press(key) {
      const keys = key.split('+') as KeyInput[];
      for (const held of keys.slice(0, -1)) await page.keyboard.down(held);
      await page.keyboard.press(keys.at(-1) ?? 'Enter');
      for (const held of keys.slice(0, -1).reverse()) await page.keyboard.up(held);
    },
    screenshot: async path => void (await page.screenshot({ path: pngPath(path) })),
  };
}

/** Puppeteer sends a function by its source: this one has the source that it is given. */
function functionOf(source: string): (args: readonly unknown[]) => unknown {
  return new Function('args', `return (${source})(...args)`) as (args: readonly unknown[]) => unknown;
}

function pngPath(path: string): `${string}.png` {
  return path.endsWith('.png') ? (path as `${string}.png`) : `${path}.png`;
}
