import '@nara/elements/icons.ts';
import '@nara/elements/desk-icons.ts';
import { css, html, LitElement, nothing } from 'lit';
import { tell } from './desk-events.ts';
import { deskStyles } from './desk-styles.ts';
import { DeskTexts } from './desk-texts.ts';

/** Why the reader is not at the desk: not asked yet, a login that failed, a session that ended, or a hub that is not reached. */
export type LoginReason =
  | 'none'
  | 'failed'
  | 'noUnit'
  | 'unreachable'
  | 'idle'
  | 'absolute'
  | 'logout'
  | 'revoked'
  | 'upgrade_needed';

const ended = new Set<LoginReason>(['idle', 'absolute', 'logout', 'revoked', 'upgrade_needed']);

/**
 * `<nara-desk-login>`: who the desk is for, what went wrong if something did, and one button. `href` is where login begins;
 * without a way there (the hub is not reached) the button tries again.
 */
export class NaraDeskLogin extends LitElement {
  static override properties = {
    href: { type: String },
    reason: { type: String },
    drafts: { type: Boolean },
  };
  static override styles = [
    deskStyles,
    css`
      :host { display: grid; place-items: center; min-height: 100%; padding: 24px 16px; background: var(--nara-canvas); }
      main { width: min(440px, 100%); display: grid; gap: 16px; padding: 32px; border-radius: 16px; background: var(--nara-surface); box-shadow: 0 0 0 1px var(--nara-line), var(--nara-shadow-2); }
      .mark { --nara-icon-size: 40px; color: var(--nara-primary); }
      h1 { font-size: 22px; line-height: 28px; font-weight: 600; letter-spacing: -.015em; text-wrap: balance; }
      h1:focus-visible { outline-offset: 4px; border-radius: 2px; }
      p { text-wrap: pretty; }
      .who { font-size: 15px; line-height: 22px; color: var(--nara-ink-2); }
      .strip { align-items: flex-start; padding: 12px 14px; border-radius: 10px; flex-wrap: nowrap; }
      .strip > p { flex: 1; }
      .btn { justify-self: start; margin-top: 4px; }
      @media (max-width: 480px) { main { padding: 24px 20px; } .btn { justify-self: stretch; } }
      @media (forced-colors: active) { main { border: 1px solid CanvasText; } }
    `,
  ];
  declare href: string;
  declare reason: LoginReason;
  /** Something unsent is kept for the next login. */
  declare drafts: boolean;
  readonly #texts = new DeskTexts(this);

  constructor() {
    super();
    this.href = '';
    this.reason = 'none';
    this.drafts = false;
  }

  override focus(options?: FocusOptions): void {
    this.renderRoot.querySelector<HTMLElement>('h1')?.focus(options);
  }

  protected override render(): unknown {
    const { t } = this.#texts;
    return html`<main><nara-icon class="mark" name="mark"></nara-icon>
      <h1 tabindex="-1">${t('login.desk.heading')}</h1>
      ${this.#why()}
      <p class="who">${t('login.desk.who')}</p>
      ${this.#button()}</main>`;
  }

  #why(): unknown {
    const { t } = this.#texts;
    const { reason } = this;
    if (reason === 'none') return nothing;
    const text = ended.has(reason) ? t(`desk.ended.${reason}`) : t(`login.desk.${reason}`);
    const calm = reason === 'logout' || reason === 'upgrade_needed';
    return html`<div class="strip ${calm ? 'info' : 'warn'}" role="alert"><nara-icon name=${calm ? 'info' : 'warn'} size="s"></nara-icon>
      <p>${text}${this.drafts ? html` ${t('desk.ended.drafts')}` : nothing}</p></div>`;
  }

  #button(): unknown {
    const { t } = this.#texts;
    const { reason } = this;
    if (reason === 'unreachable' || reason === 'upgrade_needed')
      return html`<button class="btn primary large" type="button" @click=${() => tell(this, 'desk-again', null)}>${
        reason === 'unreachable' ? t('desk.tryAgain') : t('desk.reload')
      }</button>`;
    return html`<a class="btn primary large" href=${this.href} @click=${() => tell(this, 'desk-login', null)}>${t('login')}</a>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'nara-desk-login': NaraDeskLogin;
  }
}
customElements.define('nara-desk-login', NaraDeskLogin);
