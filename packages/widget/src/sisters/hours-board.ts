import type { Locale } from '@nara/contract';
import { hoursStyles } from './hours-styles.ts';
import { type HoursKey, hoursTexts } from './hours-texts.ts';
import type { HoursRow, HoursView } from './hours-view.ts';
import { icon, make } from './make.ts';
import { openBox } from './open-box.ts';
import { StatusLine } from './status-line.ts';
import { type Say, sayIn } from './texts.ts';

/** What `<nara-hours>` draws. What stands in the element is shown as long as there are no hours to show. */
export class HoursBoard {
  readonly #host: HTMLElement;
  readonly #box: HTMLElement;
  readonly #slot = make('slot');
  readonly #says = new StatusLine();
  readonly #retry = make('button', { type: 'button', part: 'button retry' });
  readonly #now = make('p', { tabindex: '-1' });
  readonly #table = make('table', { part: 'table' });
  #shown = '';

  constructor(host: HTMLElement, retry: () => void) {
    this.#host = host;
    this.#box = openBox(host, hoursStyles);
    this.#retry.onclick = () => {
      this.#says.element.focus();
      retry();
    };
    this.#says.element.classList.add('late');
    this.#box.append(make('div', { class: 'row' }, this.#says.element, this.#retry), this.#now, this.#table);
    // Outside the box: what the page wrote looks as the page wants.
    this.#box.after(this.#slot);
    this.#shows(false);
  }

  /** The hours are on their way. */
  wait(locale: Locale): void {
    const say = this.#speak(locale);
    this.#shows(false);
    this.#retry.hidden = true;
    const isEmpty = this.#host.textContent?.trim() === '';
    this.#says.say(isEmpty ? say('hours.loading') : '', 'clock');
  }

  /** The hours cannot be had. */
  fail(locale: Locale, mayRetry: boolean): void {
    const say = this.#speak(locale);
    this.#shows(false);
    this.#retry.hidden = !mayRetry;
    this.#retry.textContent = say('hours.retry');
    this.#says.say(say('hours.failed'), 'warn');
  }

  /** Draws the hours, if they are not those that are drawn already: who is reading them keeps the place. */
  show(view: HoursView, locale: Locale): void {
    const shown = JSON.stringify([view, locale]);
    if (shown === this.#shown) return;
    const say = this.#speak(locale);
    const root = this.#box.getRootNode();
    const waited = root instanceof ShadowRoot && root.activeElement === this.#says.element;
    this.#says.say('', 'check');
    this.#retry.hidden = true;
    this.#shows(true);
    this.#shown = shown;
    this.#now.className = view.open ? 'now open' : 'now';
    this.#now.setAttribute('part', view.open ? 'status open' : 'status closed');
    this.#now.replaceChildren(icon(view.open ? 'check' : 'closed'), make('span', {}, view.status));
    this.#table.hidden = view.week.length === 0;
    this.#table.replaceChildren(...tableOf(view, say));
    if (waited) this.#now.focus();
  }

  #speak(locale: Locale): Say<HoursKey> {
    this.#box.lang = locale;
    return sayIn(hoursTexts, locale);
  }

  #shows(hours: boolean): void {
    this.#now.hidden = this.#table.hidden = !hours;
    this.#slot.hidden = hours;
    this.#shown = '';
  }
}

function tableOf({ name, week, later }: HoursView, say: Say<HoursKey>): readonly HTMLElement[] {
  const heading = (key: HoursKey) => make('th', { scope: 'col' }, make('span', { class: 'vh' }, say(key)));
  const parts = [
    make('caption', { class: 'vh' }, say('hours.name', { name })),
    make('thead', {}, make('tr', {}, heading('hours.day'), heading('hours.open'))),
    make('tbody', {}, ...week.map(rowOf)),
  ];
  if (later.length === 0) return parts;
  const title = make(
    'tr',
    {},
    make('th', { scope: 'rowgroup', colspan: '2', part: 'exceptions' }, say('hours.exceptions')),
  );
  return [...parts, make('tbody', {}, title, ...later.map(rowOf))];
}

function rowOf({ day, hours, usually, today }: HoursRow): HTMLElement {
  const cell = make('td', {}, ...hours.map(span => make('span', {}, span)));
  if (usually !== undefined) cell.append(make('span', { class: 'usually' }, usually));
  const row = make('tr', { part: today ? 'row today' : 'row' }, make('th', { scope: 'row' }, day), cell);
  if (!today) return row;
  row.className = 'today';
  row.setAttribute('aria-current', 'date');
  return row;
}
