import { css, html, LitElement, type PropertyValues } from 'lit';
import { emit } from './element-events.ts';
import { base, buttons } from './part-styles.ts';

/**
 * `<nara-confirm>`: one question over the page, as a modal dialog. Set `heading`, `text`, `yes`, `no`, then `open`. Answers with
 * `nara-confirm` or `nara-dismiss` (also Escape) and closes; focus goes back to where it was. `no` has the focus first.
 */
export class NaraConfirm extends LitElement {
  static override properties = {
    heading: { type: String },
    text: { type: String },
    yes: { type: String },
    no: { type: String },
    open: { type: Boolean },
  };
  static override styles = [
    base,
    buttons,
    css`
      dialog { width: min(360px, calc(100% - 32px)); padding: 20px; border: 0; border-radius: var(--nara-radius-l); background: var(--nara-raised); color: var(--nara-ink); box-shadow: 0 0 0 1px var(--nara-line), var(--nara-shadow-3); }
      dialog[open] { display: grid; gap: 16px; }
      dialog::backdrop { background: var(--nara-scrim); }
      h2 { font-size: var(--nara-text-l); line-height: 26px; font-weight: var(--nara-weight-strong); text-wrap: balance; margin-bottom: 4px; }
      .row { display: flex; flex-wrap: wrap; gap: 12px; }
      .row > * { flex: 1 1 auto; }
      @media (forced-colors: active) { dialog { border: 1px solid CanvasText; } }
    `,
  ];
  declare heading: string;
  declare text: string;
  declare yes: string;
  declare no: string;
  declare open: boolean;

  constructor() {
    super();
    this.heading = '';
    this.text = '';
    this.yes = '';
    this.no = '';
    this.open = false;
  }

  protected override render(): unknown {
    return html`<dialog aria-labelledby="heading" aria-describedby="text" @cancel=${this.#cancel}>
      <div><h2 id="heading">${this.heading}</h2><p id="text">${this.text}</p></div>
      <div class="row">
        <button class="btn second" type="button" @click=${() => this.#answer('nara-dismiss')}>${this.no}</button>
        <button class="btn primary" type="button" @click=${() => this.#answer('nara-confirm')}>${this.yes}</button>
      </div>
    </dialog>`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('open')) return;
    const dialog = this.renderRoot.querySelector('dialog');
    if (this.open && dialog?.open === false) dialog.showModal();
    if (!this.open) dialog?.close();
  }

  #cancel(event: Event): void {
    event.preventDefault();
    this.#answer('nara-dismiss');
  }

  #answer(name: 'nara-confirm' | 'nara-dismiss'): void {
    this.open = false;
    emit(this, name, null);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'nara-confirm': NaraConfirm;
  }
}
customElements.define('nara-confirm', NaraConfirm);
