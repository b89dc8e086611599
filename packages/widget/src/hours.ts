import type { UnitHours } from '@nara/contract';
import { attribute, define, ElementBase, hubOfScript } from './sisters/embedding.ts';
import { fetchHours, type HoursMiss } from './sisters/fetch-hours.ts';
import { HoursBoard } from './sisters/hours-board.ts';
import { hoursView } from './sisters/hours-view.ts';
import { type PageClock, pageClock } from './sisters/page-clock.ts';
import { localeAt, onPageLanguage } from './sisters/reader-language.ts';

const hubOfTag = hubOfScript('nara-hours.js');

/** Hours older than this are asked for again when they are next drawn, in milliseconds. */
const freshFor = 3_600_000;

/**
 * `<nara-hours region="norrvik" unit="SE2329990017-A001">`: whether a unit is open, till when or from when, its next seven days, and coming
 * exceptions. Changes by itself when the unit opens or closes. What stands in the element is shown until the hours are there, and when they
 * cannot be had. Attributes: `region`, `unit`; `hub` (its origin) where the script is not the hub's own tag; `lang`; `preset`.
 */
export class NaraHours extends ElementBase {
  static readonly observedAttributes: readonly string[] = ['hub', 'region', 'unit', 'lang'];
  /** Time; tests give their own before the element is connected. */
  clock: PageClock = pageClock;
  #board: HoursBoard | undefined;
  /** What the hub told, or why it did not; undefined while it has not answered. */
  #hours: UnitHours | HoursMiss | undefined;
  #askedAt = 0;
  #asking: AbortController | undefined;
  #stop: (() => void) | undefined;
  #endWait: (() => void) | undefined;

  connectedCallback(): void {
    this.#board ??= new HoursBoard(this, () => this.#ask());
    const stopped = new AbortController();
    const { signal } = stopped;
    const draw = () => this.#draw();
    const endLanguage = onPageLanguage(draw);
    // A tab that slept, or a page out of the back-forward cache, has missed its timers.
    document.addEventListener('visibilitychange', draw, { signal });
    addEventListener('pageshow', draw, { signal });
    const online = () => {
      if (this.#hours === 'failed') this.#ask();
    };
    addEventListener('online', online, { signal });
    this.#stop = () => {
      stopped.abort();
      endLanguage();
      this.#endWait?.();
      this.#asking?.abort();
    };
    if (typeof this.#hours === 'object') this.#draw();
    else this.#ask();
  }

  disconnectedCallback(): void {
    this.#stop?.();
  }

  attributeChangedCallback(name: string, before: string | null, after: string | null): void {
    if (!this.isConnected || before === after) return;
    if (name !== 'lang') {
      this.#hours = undefined;
      this.#ask();
    }
    this.#draw();
  }

  /** Asks the hub, once for all attributes that change in one go. What is known stays until the answer. */
  #ask(): void {
    this.#asking?.abort();
    const asking = new AbortController();
    const { signal } = asking;
    this.#asking = asking;
    this.#askedAt = this.clock.now();
    if (typeof this.#hours !== 'object') this.#hours = undefined;
    this.#draw();
    queueMicrotask(() => {
      if (!signal.aborted) void this.#load(signal);
    });
  }

  async #load(signal: AbortSignal): Promise<void> {
    let answer: UnitHours | HoursMiss = 'missing';
    try {
      const { origin } = new URL(attribute(this, 'hub', hubOfTag));
      const unit = encodeURIComponent(attribute(this, 'unit'));
      answer = await fetchHours(`${origin}/r/${attribute(this, 'region')}/units/${unit}/hours`, signal);
    } finally {
      if (!signal.aborted) {
        if (typeof answer === 'object' || typeof this.#hours !== 'object') this.#hours = answer;
        this.#draw();
      }
    }
  }

  #draw(): void {
    this.#endWait?.();
    const board = this.#board;
    if (board === undefined) return;
    const locale = localeAt(this);
    const hours = this.#hours;
    if (hours === undefined) board.wait(locale);
    else if (typeof hours === 'string') board.fail(locale, hours === 'failed');
    else {
      const now = this.clock.now();
      const view = hoursView(hours, now, locale);
      board.show(view, locale);
      if (view.changesAt !== undefined)
        this.#endWait = this.clock.after(view.changesAt - now, () => this.#draw());
      if (now - this.#askedAt > freshFor) this.#ask();
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'nara-hours': NaraHours;
  }
}
define('nara-hours', NaraHours);
