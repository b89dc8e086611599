import '@nara/elements/icons.ts';
import '@nara/elements/desk-icons.ts';
import { css, html, LitElement, nothing } from 'lit';
import { deskStyles } from './desk-styles.ts';
import { DeskTexts } from './desk-texts.ts';

const hidesAfter = 30_000;

/**
 * `<nara-identity-number>`: the masked number with an eye. The eye asks `reveal` (the hub records it) and shows the whole number
 * until it is pressed again, half a minute has passed, or the page is hidden; then the number is forgotten.
 */
export class NaraIdentityNumber extends LitElement {
  static override properties = {
    masked: { type: String },
    reveal: { attribute: false },
    whole: { state: true },
    failed: { state: true },
  };
  static override styles = [
    deskStyles,
    css`
      :host { display: inline-flex; align-items: center; flex-wrap: wrap; gap: 0 2px; font-size: inherit; line-height: inherit; color: inherit; font-variant-numeric: tabular-nums; }
      button { width: 30px; height: 26px; color: var(--nara-link); }
      .failed { display: inline-flex; align-items: center; gap: 4px; color: var(--nara-on-warning-soft); }
      .failed nara-icon { color: var(--nara-warning); }
    `,
  ];
  declare masked: string;
  /** Fetches the whole number. */
  declare reveal: (() => Promise<string>) | undefined;
  declare whole: string | undefined;
  declare failed: boolean;
  readonly #texts = new DeskTexts(this);
  #hide: ReturnType<typeof setTimeout> | undefined;
  readonly #visibility = () => {
    if (document.visibilityState === 'hidden') this.#forget();
  };

  constructor() {
    super();
    this.masked = '';
    this.failed = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('visibilitychange', this.#visibility);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('visibilitychange', this.#visibility);
    this.#forget();
  }

  protected override render(): unknown {
    const { t } = this.#texts;
    const shown = this.whole !== undefined;
    const label = shown ? t('desk.identity.hide') : t('desk.identity.show');
    return html`<span class="vh">${t('id.number')}</span><span aria-live="polite">${this.whole ?? this.masked}</span>
      <button class="icon-btn" type="button" aria-label=${label} title=${label} @click=${this.#toggle}><nara-icon name=${shown ? 'eyeoff' : 'eye'} size="xs"></nara-icon></button>
      ${this.failed ? html`<span class="failed" role="alert"><nara-icon name="warn" size="xs"></nara-icon>${t('desk.identity.failed')}</span>` : nothing}`;
  }

  async #toggle(): Promise<void> {
    if (this.whole !== undefined) {
      this.#forget();
      return;
    }
    this.failed = false;
    try {
      this.whole = await this.reveal?.();
      clearTimeout(this.#hide);
      this.#hide = setTimeout(() => this.#forget(), hidesAfter);
    } catch {
      this.failed = true;
    }
  }

  #forget(): void {
    clearTimeout(this.#hide);
    this.whole = undefined;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'nara-identity-number': NaraIdentityNumber;
  }
}
customElements.define('nara-identity-number', NaraIdentityNumber);
