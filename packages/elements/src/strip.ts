import { css, html, LitElement, nothing } from 'lit';
import { emit } from './element-events.ts';
import './icons.ts';
import { Texts } from './i18n.ts';
import { base, buttons } from './part-styles.ts';

const strip = css`
  :host { display: block; flex: none; }
  p { flex: 1; }
`;

/**
 * `<nara-emergency-strip>`: under every view before the queue, whom to ring when life is in danger; with `number` (1177, 116117) the
 * calm one for those who wait, without red. It also says that the chat is not for emergencies when `warn` is set.
 */
export class NaraEmergencyStrip extends LitElement {
  static override properties = { number: { type: String }, warn: { type: Boolean } };
  static override styles = [
    base,
    strip,
    css`
      div { display: flex; align-items: center; gap: 12px; min-height: 56px; padding: 8px 16px; background: var(--nara-surface); border-top: var(--nara-edge); font-size: var(--nara-text-s); line-height: 20px; }
      nara-icon { color: var(--nara-emergency); }
      .calm nara-icon { color: var(--nara-ink-2); }
      a { color: inherit; font-weight: 600; padding-block: 10px; white-space: nowrap; }
      span { display: block; color: var(--nara-ink-2); }
    `,
  ];
  declare number: string;
  declare warn: boolean;
  readonly #texts = new Texts(this);

  constructor() {
    super();
    this.number = '';
    this.warn = false;
  }

  protected override render(): unknown {
    const { t } = this.#texts;
    const calm = this.number !== '';
    const number = calm ? this.number : '112';
    return html`<div class=${calm ? 'calm' : ''}><nara-icon name="phone"></nara-icon>
      <p>${calm ? t('strip.worse') : t('strip.emergency')} <a href="tel:${number}">${t('strip.call', { number })}</a>${
        this.warn && !calm ? html`<span>${t('strip.notUrgent')}</span>` : nothing
      }</p></div>`;
  }
}

/**
 * `<nara-offline-strip>`: says that there is no connection, when the next try is (`seconds`, absent while one is under way), and offers
 * to try now: `nara-try-now`.
 */
export class NaraOfflineStrip extends LitElement {
  static override properties = { seconds: { type: Number } };
  static override styles = [
    base,
    buttons,
    strip,
    css`
      div { display: flex; gap: 12px; align-items: center; padding: 10px 16px; background: var(--nara-warning-soft); color: var(--nara-on-warning-soft); border-bottom: 2px solid var(--nara-warning); font-size: var(--nara-text-s); line-height: 20px; }
      nara-icon { color: var(--nara-warning); }
      b { display: block; }
    `,
  ];
  declare seconds: number | undefined;
  readonly #texts = new Texts(this);

  protected override render(): unknown {
    const { t } = this.#texts;
    return html`<div><nara-icon name="offline"></nara-icon>
      <p><b>${t('offline.heading')}</b>${
        this.seconds === undefined ? t('offline.trying') : t('offline.retry', { count: this.seconds })
      }</p>
      <button class="btn second compact" type="button" @click=${() => emit(this, 'nara-try-now', null)}>${t('offline.tryNow')}</button></div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'nara-emergency-strip': NaraEmergencyStrip;
    'nara-offline-strip': NaraOfflineStrip;
  }
}
customElements.define('nara-emergency-strip', NaraEmergencyStrip);
customElements.define('nara-offline-strip', NaraOfflineStrip);
