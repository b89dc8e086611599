import { after, afterEach, before } from 'node:test';
import type { Browser, Context, Page } from '../driver/browser.ts';
import { openBrowser } from '../driver/open-browser.ts';
import { type EmbedSite, startEmbedSite } from './embed-site.ts';

/** Where stories of the embed are played. */
export interface EmbedStage {
  readonly site: EmbedSite;
  /** A person's browser, closed when the test is over. */
  readonly newContext: Browser['newContext'];
  /** A page that a person who reads Swedish has gone to. */
  readonly visit: (address: string) => Promise<Page>;
}

/** Sets it up for the suite that calls this, and takes it down after it. */
export function embedStage(): EmbedStage {
  let site: EmbedSite;
  let browser: Browser;
  let contexts: Context[] = [];
  before(async () => {
    site = await startEmbedSite();
    browser = await openBrowser();
  });
  after(async () => {
    await browser?.close();
    await site?.stop();
  });
  afterEach(async () => {
    for (const context of contexts) await context.close();
    contexts = [];
  });
  const stage: EmbedStage = {
    get site() {
      return site;
    },
    async newContext(options) {
      const context = await browser.newContext(options);
      contexts.push(context);
      return context;
    },
    async visit(address) {
      const page = await (await stage.newContext({ locale: 'sv-SE' })).newPage();
      await page.goto(address);
      return page;
    },
  };
  return stage;
}
