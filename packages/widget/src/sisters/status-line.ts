import { type IconName, icon, make } from './make.ts';

/** A line that says how things stand: a drawing and words, told to screen readers when they change. */
export class StatusLine {
  readonly element: HTMLElement;
  #said = '';

  constructor(attributes: Readonly<Record<string, string>> = { role: 'status' }) {
    this.element = make('p', { class: 'says', part: 'status', tabindex: '-1', ...attributes });
  }

  /** Shows the words, or nothing when there are none. What is said already is not said again. */
  say(text: string, drawing: IconName): void {
    const said = text && `${drawing} ${text}`;
    if (said === this.#said) return;
    this.#said = said;
    this.element.classList.toggle('missed', drawing === 'warn');
    this.element.replaceChildren(...(text ? [icon(drawing), make('span', {}, text)] : []));
  }
}
