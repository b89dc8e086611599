import type { Instant } from '@nara/contract';
import '@nara/elements/icons.ts';
import '@nara/elements/desk-icons.ts';
import { minutesUntil } from '@nara/elements/format.ts';
import { css, html, LitElement, nothing } from 'lit';
import { tell } from './desk-events.ts';
import { deskStyles } from './desk-styles.ts';
import { DeskTexts } from './desk-texts.ts';

/** A short message at the bottom left: what was done, or what could not be done. */
export type DeskToast = 'closed' | 'extend' | 'logout';

/** `<nara-desk-toasts>`: that the session is about to end (with the way to stay), and one short message at a time. */
export class NaraDeskToasts extends LitElement {
  static override properties = {
    endsAt: { attribute: false },
    now: { type: String },
    toast: { attribute: false },
  };
  static override styles = [
    deskStyles,
    css`
      :host { position: fixed; left: 16px; bottom: 16px; z-index: 3; display: grid; gap: 8px; width: 316px; }
      @media (max-width: 760px) { :host { inset: 64px 12px auto; width: auto; } }
      div { display: flex; flex-wrap: wrap; gap: 6px 12px; align-items: center; padding: 8px 8px 8px 14px; min-height: 52px; border-radius: 10px; background: var(--nara-raised); box-shadow: 0 0 0 1px var(--nara-line), var(--nara-shadow-2); }
      span { flex: 1 1 160px; }
      div > nara-icon { color: var(--nara-success); }
      .warn > nara-icon { color: var(--nara-warning); }
      @media (forced-colors: active) { div { border: 1px solid CanvasText; } }
    `,
  ];
  /** When the session ends unless the reader stays; it and `now` are of this device's clock. */
  declare endsAt: Instant | undefined;
  declare now: Instant;
  declare toast: DeskToast | undefined;
  readonly #texts = new DeskTexts(this);

  constructor() {
    super();
    this.now = '';
  }

  protected override render(): unknown {
    return html`<section role="status">${this.#short()}</section><section role="alert">${this.#ending()}</section>`;
  }

  #ending(): unknown {
    if (this.endsAt === undefined) return nothing;
    const { t } = this.#texts;
    return html`<div class="warn"><nara-icon name="clock"></nara-icon><span>${t('desk.ending', { count: minutesUntil(this.endsAt, Date.parse(this.now)) })}</span>
      <button class="btn second" type="button" @click=${() => tell(this, 'desk-extend', null)}>${t('session.extend')}</button></div>`;
  }

  #short(): unknown {
    if (this.toast === undefined) return nothing;
    const { t } = this.#texts;
    const done = this.toast === 'closed';
    const text = done
      ? t('desk.closed.done')
      : t(`desk.failed.${this.toast === 'extend' ? 'extend' : 'logout'}`);
    return html`<div class=${done ? '' : 'warn'}><nara-icon name=${done ? 'check' : 'warn'}></nara-icon><span>${text}</span></div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'nara-desk-toasts': NaraDeskToasts;
  }
}
customElements.define('nara-desk-toasts', NaraDeskToasts);
