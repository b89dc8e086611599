import type { Browser, Context, Page } from '../driver/browser.ts';
import { until } from '../driver/surface.ts';
import { Resident } from '../stories/resident.ts';
import { wordsIn } from '../stories/words.ts';
import type { Change } from '../weaken/change.ts';
import type { Weakening } from '../weaken/watched-demo.ts';
import { looksOf } from './looks.ts';

export const words = wordsIn('sv-SE');

/** One way in which a host page is hard on the chat. */
export interface HostilePage {
  readonly name: string;
  /** Its path on the host. */
  readonly path: string;
  /** What holds against it: the change that takes it out, or the path of the same page without what the page's owner was told to do. */
  readonly without: Weakening | string;
  /** How it breaks without that: an error of ours would break it otherwise. */
  readonly brokenAs: RegExp;
  /** Goes as far as the page lets one; answers '' or what is broken. */
  broken(visit: Visit): Promise<string>;
}

/** A person on a page of the host. */
export interface Visit {
  readonly browser: Browser;
  readonly context: Context;
  readonly page: Page;
  readonly resident: Resident;
  /** The hub's origin. */
  readonly hub: string;
}

/** A person who comes to a page in a browser of their own. */
export async function visit(browser: Browser, hub: string, address: string): Promise<Visit> {
  const context = await browser.newContext({ locale: 'sv-SE', reducedMotion: true });
  const resident = await Resident.at(context, { page: address, path: '/r/norrvik/', words });
  const { page } = resident;
  await page.waitUntil('the page', () => document.readyState === 'complete');
  return { browser, context, page, resident, hub };
}

const widget = 'packages/widget/src';
const textAsMarkup: Change = {
  file: `${widget}/launcher.ts`,
  find: 'name.data = launcherName(lang);',
  replace: 'button.innerHTML = launcherName(lang);',
};
const inheriting: Change = {
  file: `${widget}/launcher.ts`,
  find: ':host(:not([hidden])){all:initial!important;color-scheme:inherit!important}',
  replace: '',
};
const inThePage: Change = {
  file: `${widget}/raise.ts`,
  find: "  element.popover = 'manual';",
  replace: "  if (element) return;\n  element.popover = 'manual';",
};
const besideTheDialog: Change = {
  file: `${widget}/chat-in-use.ts`,
  find: 'settle(chat, from);',
  replace: '{}',
};
const unawareOfOrigin: Change = {
  file: `${widget}/nara-chat.ts`,
  find: "origin === 'null'",
  replace: 'false',
};
const unawareOfSandbox: Change = {
  file: `${widget}/panel/lead-to.ts`,
  find: 'return false;',
  replace: "throw new TypeError('unaware');",
};
const atTheFirstTry = {
  text: new RegExp(`${words('login.stuck')}|${words('error.internal')}`.replaceAll('?', '\\?')),
  nth: 0,
};

/** The button and the frame look as on a page that does nothing. */
async function looksOtherwise(
  { browser, page, hub }: Visit,
  open: (page: Page) => Promise<void>,
): Promise<string> {
  const plain = await visit(browser, hub, new URL('/plain', await page.url()).href);
  try {
    for (const step of ['launcher', 'frame'] as const) {
      if (step === 'frame') {
        await byLauncher(plain.page);
        for (const one of [plain.page, page]) await one.waitUntil('the frame', hasFrame);
      }
      const wanted = (await looksOf(plain.page))[step];
      const seen = (await looksOf(page))[step];
      if (seen !== wanted) return `${step} is ${seen || 'not there'}, not ${wanted}`;
      if (step === 'launcher') await open(page);
    }
    return '';
  } finally {
    await plain.context.close();
  }
}

const byLauncher = (page: Page): Promise<void> => page.click('nara-chat >> button');
const hasFrame = () => Boolean(document.querySelector('nara-chat')?.shadowRoot?.querySelector('.frame'));

/** A frame in a dialog is where the frame of any page is, and a pointer meets it. */
async function frameIsCovered({ browser, page, hub }: Visit, button: string): Promise<string> {
  await page.click(button);
  const plain = await visit(browser, hub, new URL('/plain', await page.url()).href);
  await byLauncher(plain.page);
  for (const one of [plain.page, page]) await one.waitUntil('the frame', hasFrame);
  const [{ frame: wanted }, { frame }] = await Promise.all([looksOf(plain.page), looksOf(page)]);
  await plain.context.close();
  return frame === wanted ? '' : `the frame is ${frame || 'not there'}, not ${wanted}`;
}

export const hostilePages: readonly HostilePage[] = [
  {
    name: 'the strictest policy that the chat is documented to need, with Trusted Types and no policy of theirs allowed',
    path: '/policy',
    brokenAs: /^launcher is \d\dx56 .* not \d{3}x56/,
    without: { loader: [textAsMarkup] },
    broken: on => looksOtherwise(on, byLauncher),
  },
  {
    name: 'a style sheet that unsets, shrinks, blurs and hides everything',
    path: '/styles',
    brokenAs: /^launcher is .* hidden \| 0\.1 blur/,
    without: { loader: [inheriting] },
    broken: on => looksOtherwise(on, byLauncher),
  },
  {
    name: 'a transformed body under a layer with the highest z-index',
    path: '/covered',
    brokenAs: /^launcher is .*covered/,
    without: { loader: [inThePage] },
    broken: on => looksOtherwise(on, byLauncher),
  },
  {
    name: 'a modal dialog with the button in it',
    path: '/dialog',
    brokenAs: /^the frame is 400x.* covered/,
    without: { loader: [besideTheDialog] },
    broken: on => frameIsCovered(on, '[data-nara-open]'),
  },
  {
    name: 'a modal dialog that clips and turns what is in it, the element in there',
    path: '/dialog-element',
    brokenAs: /^the frame is .* covered, not 400x/,
    without: { loader: [inThePage] },
    broken: on => frameIsCovered(on, '#own'),
  },
  {
    name: 'a sandboxed frame that may not move the top window',
    path: '/sandbox',
    brokenAs: /no way to log in/,
    without: { panel: [unawareOfSandbox] },
    async broken({ page, resident }) {
      const framed = await page.frame('/plain');
      await framed.click('nara-chat >> button');
      await resident.chooseService(/Symtom och besvär/);
      await resident.writeFirst('Ont i halsen.');
      const panel = await resident.panel();
      await panel.click({ role: 'button', name: words('write.next') });
      await panel.click({ role: 'button', name: /BankID/ });
      await panel.waitFor(atTheFirstTry);
      const links = await panel.count({ role: 'link', name: words('login.newTab') });
      return links === 1 ? '' : 'there is no way to log in';
    },
  },
  {
    name: 'a sandboxed frame without an origin, which the hub lets show nothing',
    path: '/no-origin',
    brokenAs: /stays empty/,
    without: { loader: [unawareOfOrigin] },
    async broken({ page, context }) {
      const framed = await page.frame('/plain');
      await framed.click('nara-chat >> button');
      return until('a tab or a frame', page, async () => {
        if ((await context.pages()).length > 1) return { value: '' };
        const { frame } = await looksOf(framed);
        return frame === '' ? 'neither has come' : { value: 'the frame stays empty' };
      });
    },
  },
  {
    name: 'a consent manager that blocks scripts by itself',
    path: '/consent',
    brokenAs: /no button/,
    without: '/consent-unmarked',
    broken: async ({ page }) => ((await page.count('nara-chat >> button')) === 1 ? '' : 'there is no button'),
  },
];
