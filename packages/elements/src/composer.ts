import { limits, normaliseText } from '@nara/contract';
import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { announce } from './announcer.ts';
import { emit } from './element-events.ts';
import './icons.ts';
import { Texts } from './i18n.ts';
import { base } from './part-styles.ts';

const nearTheLimit = 500;
const stopsAfter = 4_000;

/** What stands in the way of sending a text: nothing, no text, or how many characters too many. */
export function fault(text: string, max: number): 'empty' | { readonly over: number } | undefined {
  const { length } = normaliseText(text);
  if (length === 0) return 'empty';
  return length > max ? { over: length - max } : undefined;
}

/**
 * `<nara-composer>`: where a message is written. Grows to five lines. Enter sends where there is a mouse (Shift+Enter makes a line),
 * makes a line on touch; Ctrl or Cmd with Enter always sends. Dispatches `nara-send` (and empties itself), `nara-draft` at each change,
 * `nara-typing`. Near the limit it says how much room is left; over it, how much is too much, and does not send. `reason` names why one
 * cannot write here now (it takes the field's place).
 */
export class NaraComposer extends LitElement {
  static override properties = {
    text: { type: String },
    label: { type: String },
    placeholder: { type: String },
    reason: { type: String },
    max: { type: Number },
    busy: { type: Boolean },
  };
  static override styles = [
    base,
    css`
      :host { display: block; flex: none; background: var(--nara-surface); border-top: var(--nara-edge); }
      form { display: flex; align-items: flex-end; gap: 8px; padding: 10px 12px 14px 16px; }
      .field { flex: 1; min-width: 0; display: grid; border: 1.5px solid var(--nara-line-strong); border-radius: var(--nara-radius-field, calc(var(--nara-radius-bubble) + 6px)); background: var(--nara-surface); }
      .field.bad { border: 2px solid var(--nara-warning); }
      .field:focus-within { outline: 3px solid var(--nara-focus); outline-offset: 2px; }
      textarea, .mirror { grid-area: 1 / 1; min-width: 0; max-height: 140px; padding: 10px 16px; border: 0; margin: 0; background: none; resize: none; line-height: 24px; font: inherit; line-height: 24px; white-space: pre-wrap; overflow-wrap: anywhere; }
      textarea { outline: 0; box-shadow: none; overflow-y: auto; }
      textarea:focus-visible { outline: 0; box-shadow: none; }
      .mirror { visibility: hidden; overflow: hidden; }
      ::placeholder { color: var(--nara-ink-2); opacity: 1; }
      .send { width: 48px; height: 48px; flex: none; padding: 0; border: 0; border-radius: var(--nara-radius-button); background: var(--nara-primary); color: var(--nara-on-primary); display: grid; place-items: center; }
      .send:hover { background: var(--nara-primary-hover); }
      .send[aria-disabled="true"] { background: var(--nara-surface-3); color: var(--nara-ink-2); cursor: default; }
      .room { padding: 8px 16px 0; font-size: var(--nara-text-s); line-height: 20px; color: var(--nara-ink-2); }
      .room.bad { display: flex; gap: 8px; color: var(--nara-on-warning-soft); font-weight: var(--nara-weight-strong); }
      .room nara-icon { color: var(--nara-warning); }
      .reason { padding: 16px; text-align: center; color: var(--nara-ink-2); font-size: var(--nara-text-s); line-height: 20px; }
      @media (forced-colors: active) { .send { forced-color-adjust: none; border: 1px solid CanvasText; } }
    `,
  ];
  /** The text as it stands; set it to restore a draft. */
  declare text: string;
  /** The field's name, and its placeholder unless that is given. */
  declare label: string;
  declare placeholder: string;
  /** Why one cannot write now; empty when one can. */
  declare reason: string;
  /** UTF-16 units at most, after normalisation. */
  declare max: number;
  /** Something is on its way that must be answered first. */
  declare busy: boolean;
  readonly #texts = new Texts(this);
  #typing = false;
  #stop: ReturnType<typeof setTimeout> | undefined;
  #saidOver = false;

  constructor() {
    super();
    this.text = '';
    this.label = '';
    this.placeholder = '';
    this.reason = '';
    this.max = limits.messageText;
    this.busy = false;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#setTyping(false);
  }

  override focus(options?: FocusOptions): void {
    this.renderRoot.querySelector('textarea')?.focus(options);
  }

  protected override render(): unknown {
    if (this.reason !== '') return html`<p class="reason">${this.reason}</p>`;
    const { t } = this.#texts;
    const label = this.label || t('composer.label');
    const found = fault(this.text, this.max);
    const over = typeof found === 'object' ? found.over : 0;
    return html`${this.#room(over)}<form @submit=${this.#submit}>
      <div part="field" class="field ${over > 0 ? 'bad' : ''}">
        <div class="mirror" aria-hidden="true">${this.text}${'\u200b'}</div>
        <textarea rows="1" aria-label=${label} placeholder=${this.placeholder || label} aria-describedby="room" aria-invalid=${over > 0 ? 'true' : 'false'}
          enterkeyhint=${finePointer() ? 'send' : 'enter'} .value=${this.text} @input=${this.#input} @keydown=${this.#key}></textarea>
      </div>
      <button part="send" class="send" type="submit" aria-label=${t('composer.send')} aria-disabled=${found === undefined && !this.busy ? 'false' : 'true'}><nara-icon name="send"></nara-icon></button>
    </form>`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('text')) return;
    const found = fault(this.text, this.max);
    const over = typeof found === 'object';
    if (over && !this.#saidOver) announce(this.#texts.t('composer.over', { count: found.over }));
    this.#saidOver = over;
  }

  #room(over: number): unknown {
    const { t } = this.#texts;
    if (over > 0)
      return html`<p class="room bad" id="room"><nara-icon name="warn" size="s"></nara-icon>${t('composer.over', { count: over })}</p>`;
    const left = this.max - this.text.length;
    return left > nearTheLimit
      ? nothing
      : html`<p class="room" id="room">${t('composer.left', { count: Math.max(left, 0) })}</p>`;
  }

  #input(event: Event): void {
    if (!(event.target instanceof HTMLTextAreaElement)) return;
    this.text = event.target.value;
    emit(this, 'nara-draft', { text: this.text });
    this.#setTyping(this.text.trim() !== '');
  }

  #key(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || event.isComposing) return;
    const always = event.ctrlKey || event.metaKey;
    if (!always && (event.shiftKey || event.altKey || !finePointer())) return;
    event.preventDefault();
    this.#send();
  }

  #submit(event: Event): void {
    event.preventDefault();
    this.#send();
    this.focus();
  }

  #send(): void {
    if (this.busy || fault(this.text, this.max) !== undefined) return;
    const text = normaliseText(this.text);
    this.text = '';
    this.#setTyping(false);
    emit(this, 'nara-draft', { text: '' });
    emit(this, 'nara-send', { text });
  }

  #setTyping(typing: boolean): void {
    clearTimeout(this.#stop);
    if (typing) this.#stop = setTimeout(() => this.#setTyping(false), stopsAfter);
    if (typing === this.#typing) return;
    this.#typing = typing;
    emit(this, 'nara-typing', { typing });
  }
}

function finePointer(): boolean {
  return matchMedia('(hover: hover) and (pointer: fine)').matches;
}

declare global {
  interface HTMLElementTagNameMap {
    'nara-composer': NaraComposer;
  }
}
customElements.define('nara-composer', NaraComposer);
