import assert from 'node:assert/strict';
import type { Browser, Context, Page, Surface } from '../driver/browser.ts';
import { Resident } from '../stories/resident.ts';
import { wordsIn } from '../stories/words.ts';
import type { WatchedDemo, Weakening } from '../weaken/watched-demo.ts';

/** What an attacker came away with. */
export interface Outcome {
  readonly succeeded: boolean;
  /** What was seen, for the reader of a failed test. */
  readonly seen: string;
}

/** One attack on login or session. */
export interface Attack {
  /** As ARCHITECTURE.md names it, and what the attacker does. */
  readonly name: string;
  /** What stops it, as the change that takes it out. */
  readonly without: Weakening;
  /** Plays the honest story (which must work, or the test fails) and the attack within it. */
  attempt(stage: Stage): Promise<Outcome>;
}

/** The Swedish words, which every attack is played in. */
export const words = wordsIn('sv-SE');
const bankId = /BankID/;
const symptoms = /Symtom och besvär/;

/** Where an attack is played: a demo, and people with browsers of their own. */
export class Stage {
  readonly demo: WatchedDemo;
  readonly #browser: Browser;
  readonly #contexts: Context[] = [];

  constructor(demo: WatchedDemo, browser: Browser) {
    this.demo = demo;
    this.#browser = browser;
  }

  async person(): Promise<Context> {
    const context = await this.#browser.newContext({ locale: 'sv-SE' });
    this.#contexts.push(context);
    return context;
  }

  /** The same, but every person there uses this browser. */
  sharing(context: Context): Stage {
    const stage = new Stage(this.demo, this.#browser);
    stage.person = async () => context;
    return stage;
  }

  async leave(): Promise<void> {
    for (const context of this.#contexts.splice(0)) await context.close();
  }

  /** A page of the region's site without the loader: nobody takes a login code out of its address. */
  get barePage(): string {
    return `${this.demo.addresses.siteSe}/img/logo.svg`;
  }

  /** A resident at the region's site. */
  residentIn(context: Context): Promise<Resident> {
    const page = `${this.demo.addresses.siteSe}/`;
    return Resident.at(context, { page, path: '/r/norrvik/', words });
  }

  /** A resident who has written: logged in, with a case open. */
  async residentWhoWrote(context: Context, person: string, text: string): Promise<Resident> {
    const resident = await this.residentIn(context);
    await resident.startCase({ service: symptoms, text, method: bankId, person });
    await resident.sees(text);
    return resident;
  }

  /** A page of the hub's own origin, which is that of the panel. */
  async hubPage(context: Context): Promise<Page> {
    const page = await context.newPage();
    await page.goto(`${this.demo.addresses.hub}/r/norrvik/`);
    return page;
  }

  /** The session that a token opens now: the status, and the person's name. */
  sessionOf(hubPage: Surface, token: string): Promise<{ readonly status: number; readonly name: string }> {
    return hubPage.evaluate(async bearer => {
      const response = await fetch('/r/norrvik/session', { headers: { authorization: `Bearer ${bearer}` } });
      const body = await response.json();
      return { status: response.status, name: String(body.person?.name ?? body.code) };
    }, token);
  }
}

/** What the panel keeps in its storage, names and values. */
export function keptBy(panel: Surface): Promise<Readonly<Record<string, string>>> {
  return panel.evaluate(() => ({ ...sessionStorage, ...localStorage }));
}

/** The token that a logged-in panel holds. */
export async function tokenOf(panel: Surface): Promise<string> {
  const token = (await keptBy(panel))['nara:norrvik:token'];
  assert.match(token ?? '', /^[\w-]{43}$/);
  return token ?? '';
}

/** Opens the chat if it is not open, and answers with what is shown once one of the texts is. */
export async function reopened(resident: Resident, ...texts: readonly string[]): Promise<string> {
  await resident.page.waitFor('nara-chat');
  if ((await resident.page.count('nara-chat >> button')) > 0)
    await resident.page.click('nara-chat >> button');
  const panel = await resident.panel();
  await panel.waitFor({ text: new RegExp(texts.join('|').replaceAll('?', '\\?')), nth: 0 });
  return panel.text('body');
}
