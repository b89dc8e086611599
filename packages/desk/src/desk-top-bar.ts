import { type Locale, locales, pickText, type StaffView, type UnitView } from '@nara/contract';
import '@nara/elements/avatar.ts';
import '@nara/elements/icons.ts';
import '@nara/elements/desk-icons.ts';
import type { ConnectionState } from '@nara/sdk/staff';
import { css, html, LitElement, nothing } from 'lit';
import { tell } from './desk-events.ts';
import { type DeskSettings, type Scheme, schemeChoices } from './desk-settings.ts';
import { deskStyles } from './desk-styles.ts';
import { DeskTexts } from './desk-texts.ts';

const languageNames: Record<Locale, string> = {
  'sv-SE': 'Svenska (Sverige)',
  'sv-FI': 'Svenska (Finland)',
  fi: 'Suomi',
  en: 'English',
};

/**
 * `<nara-desk-top-bar>`: the unit and who answers for it, how the connection stands, settings (language, colours, shortcuts), who
 * is logged in, and the way out.
 */
export class NaraDeskTopBar extends LitElement {
  static override properties = {
    unit: { attribute: false },
    staff: { attribute: false },
    connection: { attribute: false },
    settings: { attribute: false },
  };
  static override styles = [
    deskStyles,
    css`
      :host { display: flex; align-items: center; gap: 4px 12px; min-height: 56px; padding: 4px 16px; background: var(--nara-surface); border-bottom: var(--nara-edge); }
      .mark { --nara-icon-size: 34px; color: var(--nara-primary); }
      .unit { flex: 1; min-width: 0; font-weight: 600; font-size: 15px; line-height: 18px; overflow-wrap: anywhere; }
      .unit h1 { font: inherit; }
      small { display: block; font-size: 12px; line-height: 15px; font-weight: 400; color: var(--nara-ink-2); }
      .me small::first-letter { text-transform: uppercase; }
      .state { display: flex; align-items: center; gap: 10px; min-height: 32px; padding: 0 12px; border: 1px solid var(--nara-line); border-radius: 18px; font-size: 13px; white-space: nowrap; }
      .dot { width: 10px; height: 10px; border-radius: 50%; background: var(--nara-success); box-shadow: 0 0 0 3px var(--nara-success-soft); }
      .off .dot { background: none; border: 2px solid var(--nara-warning); box-shadow: none; }
      .me { display: flex; align-items: center; gap: 10px; line-height: 17px; min-width: 0; }
      nara-avatar { width: 36px; height: 36px; font-size: 13px; }
      [popover] { inset: 54px 16px auto auto; margin: 0; width: min(320px, calc(100vw - 32px)); max-height: calc(100vh - 70px); overflow-y: auto; padding: 16px; border: 0; border-radius: 12px; background: var(--nara-raised); color: var(--nara-ink); box-shadow: 0 0 0 1px var(--nara-line), var(--nara-shadow-3); }
      [popover]:popover-open { display: grid; gap: 16px; }
      legend { font-weight: 600; margin-bottom: 6px; }
      label { display: flex; align-items: center; gap: 10px; min-height: 36px; padding: 4px 8px; border-radius: var(--nara-radius-s); }
      label:hover { background: var(--nara-surface-2); }
      input { width: 18px; height: 18px; margin: 0; flex: none; accent-color: var(--nara-primary); }
      .keys { border-top: 1px solid var(--nara-line); padding-top: 10px; }
      @media (max-width: 900px) { .out span, .me > span { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; } .out { padding: 0; width: 36px; } }
      @media (max-width: 760px) {
        :host { gap: 4px 8px; padding: 4px 12px; }
        .mark, .state:not(.off), nara-avatar { display: none; }
        /* The strip below says it to the eye. */
        .off { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
      }
      @media (forced-colors: active) { [popover] { border: 1px solid CanvasText; } .dot { background: CanvasText; forced-color-adjust: none; } }
    `,
  ];
  declare unit: UnitView | undefined;
  declare staff: StaffView | undefined;
  declare connection: ConnectionState;
  declare settings: DeskSettings;
  readonly #texts = new DeskTexts(this);

  constructor() {
    super();
    this.connection = { state: 'idle' };
    this.settings = { scheme: 'auto', keys: true };
  }

  protected override render(): unknown {
    const { t, locale } = this.#texts;
    const { unit, staff } = this;
    return html`<nara-icon class="mark" name="mark"></nara-icon>
      <div class="unit">${
        unit === undefined
          ? nothing
          : html`<h1>${pickText(unit.name, locale).text}</h1><small>${pickText(unit.provider, locale).text}</small>`
      }</div>
      ${this.#state()}
      <button class="icon-btn" type="button" aria-label=${t('desk.settings')} popovertarget="settings"><nara-icon name="gear"></nara-icon></button>
      ${this.#settings()}
      ${
        staff === undefined
          ? nothing
          : html`<div class="me"><nara-avatar name=${staff.name}></nara-avatar><span>${staff.name}<small>${t(`role.${staff.role}`)}</small></span></div>`
      }
      <button class="btn second out" type="button" @click=${() => tell(this, 'desk-logout', null)}><nara-icon name="leave" size="s"></nara-icon><span>${t('logout')}</span></button>`;
  }

  #state(): unknown {
    const { t } = this.#texts;
    const { state } = this.connection;
    if (state === 'idle' || state === 'ended') return nothing;
    const online = state === 'online';
    const text = online
      ? t('desk.connection.online')
      : state === 'offline'
        ? t('desk.connection.offline')
        : t('desk.connection.connecting');
    return html`<p class="state ${online ? '' : 'off'}" role="status"><span class="dot" aria-hidden="true"></span>${text}</p>`;
  }

  #settings(): unknown {
    const { t, locale } = this.#texts;
    const { settings } = this;
    return html`<div id="settings" popover aria-label=${t('desk.settings')} role="dialog">
      <fieldset><legend>${t('desk.settings.language')}</legend>${locales.map(
        each =>
          html`<label lang=${each}><input type="radio" name="language" .checked=${each === locale} @change=${() => tell(this, 'desk-language', { locale: each })}>${languageNames[each]}</label>`,
      )}</fieldset>
      <fieldset><legend>${t('desk.settings.scheme')}</legend>${schemeChoices.map(
        each =>
          html`<label><input type="radio" name="scheme" .checked=${each === settings.scheme} @change=${() => this.#scheme(each)}>${t(`desk.scheme.${each}`)}</label>`,
      )}</fieldset>
      <div class="keys"><label><input type="checkbox" .checked=${settings.keys} @change=${this.#keys}>${t('desk.settings.keys')}</label></div></div>`;
  }

  #scheme(scheme: Scheme): void {
    tell(this, 'desk-settings', { settings: { ...this.settings, scheme } });
  }

  #keys(event: Event): void {
    if (event.target instanceof HTMLInputElement)
      tell(this, 'desk-settings', { settings: { ...this.settings, keys: event.target.checked } });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'nara-desk-top-bar': NaraDeskTopBar;
  }
}
customElements.define('nara-desk-top-bar', NaraDeskTopBar);
