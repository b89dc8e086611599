import type { Locale } from '@nara/contract';
import type { Context, Page, Surface } from '../driver/browser.ts';
import { holding, type Words } from './words.ts';

/** Where a resident meets the chat. */
export interface ResidentPlace {
  /** The host page. */
  readonly page: string;
  /** The region's path on the hub: `/r/norrvik/`. */
  readonly path: string;
  /** The host page is the region's own on the hub: the panel is the page, without a frame. */
  readonly hosted?: boolean;
  readonly words: Words;
}

/** A resident at a host page, who does what a person would: sees, clicks, types. */
export class Resident {
  readonly page: Page;
  readonly #place: ResidentPlace;
  #words: Words;

  private constructor(page: Page, place: ResidentPlace) {
    this.page = page;
    this.#place = place;
    this.#words = place.words;
  }

  /** Opens the host page in a new tab. */
  static async at(context: Context, place: ResidentPlace): Promise<Resident> {
    const page = await context.newPage();
    await page.goto(place.page);
    return new Resident(page, place);
  }

  /** In a tab that is open there already. */
  static on(page: Page, place: ResidentPlace): Resident {
    return new Resident(page, place);
  }

  get words(): Words {
    return this.#words;
  }

  /** The conversation's document. */
  async panel(): Promise<Surface> {
    return this.#place.hosted === true ? this.page : this.page.frame(`${this.#place.path}panel`);
  }

  async openChat(): Promise<void> {
    await this.page.click('nara-chat >> button');
    await (await this.panel()).waitFor({ role: 'heading', name: this.words('start.heading') });
  }

  async chooseService(name: RegExp): Promise<void> {
    const panel = await this.panel();
    await panel.click({ role: 'button', name });
    await panel.waitFor({ role: 'heading', name: this.words('write.heading') });
  }

  async writeFirst(text: string): Promise<void> {
    await (await this.panel()).fill({ role: 'textbox', name: this.words('write.label') }, text);
  }

  /** From the login view: to the provider, as this person, and back. */
  async logIn(method: RegExp, person: string): Promise<void> {
    const panel = await this.panel();
    await panel.click({ role: 'button', name: method });
    await this.page.click({ role: 'button', name: new RegExp(`^${person}`) });
    await this.page.waitFor(this.#place.hosted === true ? 'nara-panel' : 'nara-chat');
  }

  /** Chooses a service, writes, logs in, sends, and stands in the queue. */
  async startCase(input: {
    readonly service: RegExp;
    readonly text: string;
    readonly method: RegExp;
    readonly person: string;
  }): Promise<void> {
    await this.openChat();
    await this.chooseService(input.service);
    await this.writeFirst(input.text);
    await (await this.panel()).click({ role: 'button', name: this.words('write.next') });
    await this.logIn(input.method, input.person);
    await this.sendFirst();
  }

  async sendFirst(): Promise<void> {
    await (await this.panel()).click({ role: 'button', name: this.words('write.send') });
  }

  async waitInQueue(place: number): Promise<void> {
    await (await this.panel()).waitUntil(
      `place ${place} in the queue`,
      expected => {
        const find = (root: ParentNode): string | undefined => {
          for (const element of root.querySelectorAll('*')) {
            if (element.classList.contains('figure')) return element.textContent ?? '';
            const inner = element.shadowRoot && find(element.shadowRoot);
            if (inner) return inner;
          }
          return undefined;
        };
        return find(document)?.trim() === expected;
      },
      String(place),
    );
  }

  /** Chooses a language in the menu and goes back. */
  async speak(locale: Locale, words: Words): Promise<void> {
    const panel = await this.panel();
    await panel.click({ role: 'button', name: this.words('panel.menu') });
    await panel.click(`label[lang=${locale}]`);
    this.#words = words;
    await panel.click({ role: 'button', name: words('panel.back') });
  }

  /** Writes in the conversation and sends. */
  async say(text: string): Promise<void> {
    const panel = await this.panel();
    await panel.fill({ role: 'textbox', name: this.words('composer.label') }, text);
    await panel.click({ role: 'button', name: this.words('composer.send') });
  }

  async sees(text: string | RegExp): Promise<void> {
    await (await this.panel()).waitFor({ text: typeof text === 'string' ? holding(text) : text, nth: 0 });
  }

  /** Waits until staff have read all of one's messages. */
  async waitUntilRead(): Promise<void> {
    const panel = await this.panel();
    await panel.waitFor({ text: holding(this.words('state.read')), nth: 0 });
    for (const state of ['sending', 'sent', 'delivered'])
      await panel.waitForGone({ text: new RegExp(`^${this.words(`state.${state}`)}$`) });
  }
}
