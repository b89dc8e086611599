import type { Locale } from '@nara/contract';
import type { Context, Page } from '../driver/browser.ts';
import { holding, type Words } from './words.ts';

/** A member of staff at the desk. */
export class Nurse {
  readonly page: Page;
  words: Words;

  private constructor(page: Page, words: Words) {
    this.page = page;
    this.words = words;
  }

  /** Opens the desk of a region and logs in; `commission` is chosen when the person has several. */
  static async at(
    context: Context,
    desk: string,
    words: Words,
    name: string,
    commission?: RegExp,
  ): Promise<Nurse> {
    const page = await context.newPage();
    await page.goto(desk);
    await page.click({ role: 'link', name: words('login') });
    await page.click({ role: 'button', name: new RegExp(`^${name}`) });
    if (commission !== undefined) await page.click({ role: 'button', name: commission });
    await page.waitFor({ role: 'heading', name: words('staff.queue') });
    // The top bar has all its parts, which make room for each other until then.
    await page.waitFor('nara-desk-top-bar >> .me');
    return new Nurse(page, words);
  }

  /** A member of staff who logged in on this page without the pointer. */
  static loggedIn(page: Page, words: Words): Nurse {
    return new Nurse(page, words);
  }

  /** Chooses the desk's language in the settings. */
  async speak(locale: Locale, words: Words): Promise<void> {
    await this.page.click({ role: 'button', name: this.words('desk.settings') });
    await this.page.click(`nara-desk-top-bar >> [lang=${locale}]`);
    this.words = words;
    await this.page.press('Escape');
    await this.page.waitFor({ role: 'heading', name: words('staff.queue') });
  }

  /** Opens the case of a person in the work list. */
  async open(person: string): Promise<void> {
    await this.page.click({ role: 'button', name: new RegExp(person) });
    await this.page.waitFor({ role: 'heading', name: new RegExp(person) });
  }

  async take(): Promise<void> {
    await this.page.click({ role: 'button', name: this.words('staff.take') });
  }

  async write(text: string): Promise<void> {
    await this.page.type('nara-desk-composer >> textarea', text);
  }

  async say(text: string): Promise<void> {
    await this.write(text);
    await this.page.click('nara-desk-composer >> button[type=submit]');
  }

  async sees(text: string | RegExp): Promise<void> {
    await this.page.waitFor({ text: typeof text === 'string' ? holding(text) : text, nth: 0 });
  }

  async close(): Promise<void> {
    await this.page.click({ role: 'button', name: this.words('staff.close') });
    await this.page.click({ css: 'nara-confirm >> .btn.primary' });
  }

  /** Waits until the desk counts no message as unread. */
  async waitUntilRead(): Promise<void> {
    await this.page.waitUntil('nothing to be unread', () => !document.title.startsWith('('));
  }
}
