import assert from 'node:assert/strict';
import type { Page, Surface } from '../driver/browser.ts';
import { until } from '../driver/surface.ts';
import { findUnseenFocus } from './find-unseen-focus.ts';

/** What is to have the focus. */
export interface Stop {
  readonly role: string;
  readonly name: string | RegExp;
}

/** No view of ours has more stops than this before what one wants. */
const mostStops = 60;

/** One person's keyboard, and nothing else: keys go where the focus is, in the page or in the chat's frame, and it is always seen where that is. */
export class Keyboard {
  readonly #page: Page;
  readonly #frame: (() => Promise<Surface>) | undefined;

  /** `frame` answers with the frame that the page may give the focus to. */
  constructor(page: Page, frame?: () => Promise<Surface>) {
    this.#page = page;
    this.#frame = frame;
  }

  async press(key: string): Promise<void> {
    await (await this.#surface()).press(key);
  }

  async type(text: string): Promise<void> {
    await (await this.#surface()).typeHere(text);
  }

  /** Waits until this has the focus, and one sees that it has. */
  async isAt(stop: Stop): Promise<void> {
    await until(`focus on ${stop.role} ${stop.name}`, this.#page, async () => {
      const { said, fits, fault } = await this.#look(stop);
      return fits && fault === '' ? { value: undefined } : `it is on ${said}${fault && `: ${fault}`}`;
    });
  }

  /**
   * Presses Tab, or `Shift+Tab`, until this has the focus. At each stop on the way something has it, and one sees what; after the
   * last of the page the browser's own controls have it.
   */
  async tabTo(stop: Stop, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
    const passed: string[] = [];
    let outside = false;
    while (passed.length < mostStops) {
      await this.press(key);
      const { said, fits, atBrowser } = await this.#settled(stop, passed.at(-1), outside);
      if (fits) return;
      passed.push(said);
      outside = atBrowser;
    }
    assert.fail(`${key} did not come to ${stop.role} ${stop.name}, but to:\n${passed.join('\n')}`);
  }

  /**
   * What the focus is on once it has come through: a frame from another site has it a moment after the page gave it away. From
   * outside the page the next Tab leads back into it.
   */
  #settled(stop: Stop, last: string | undefined, outside: boolean) {
    return until(`a visible focus after ${last ?? 'the first Tab'}`, this.#page, async () => {
      const seen = await this.#look(stop);
      return seen.fault === '' || (seen.atBrowser && !outside)
        ? { value: seen }
        : `on ${seen.said}: ${seen.fault}`;
    });
  }

  async #look({ role, name }: Stop) {
    const surface = await this.#surface();
    const at = await surface.focused();
    const named = typeof name === 'string' ? at.name === name : name.test(at.name);
    return {
      said: `${at.role || 'no element'} "${at.name}"`,
      fits: at.role === role && named,
      atBrowser: surface === this.#page && at.role === '',
      fault: await surface.evaluate(findUnseenFocus),
    };
  }

  /** The document that has the focus. Chromium's page may not say that its frame has it, when it came back from the browser's own controls. */
  async #surface(): Promise<Surface> {
    const { role } = await this.#page.focused();
    if (this.#frame === undefined || (role !== 'iframe' && role !== '')) return this.#page;
    if (role === '' && (await this.#page.count('nara-chat >> iframe')) === 0) return this.#page;
    const frame = await this.#frame();
    return role === 'iframe' || (await frame.evaluate(() => document.hasFocus())) ? frame : this.#page;
  }
}
