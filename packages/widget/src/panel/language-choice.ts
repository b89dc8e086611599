import type { Locale } from '@nara/contract';
import { html, type TemplateResult } from 'lit';
import type { PanelContext } from './panel-context.ts';

/** In themselves; a region speaks one Swedish. */
const names: Readonly<Record<Locale, string>> = {
  'sv-SE': 'Svenska',
  'sv-FI': 'Svenska',
  fi: 'Suomi',
  en: 'English',
};

/** The languages of the region, each by its own name. */
export function languageChoice(context: PanelContext): TemplateResult {
  const { t, region, locale } = context;
  return html`<fieldset class="segment"><legend class="vh">${t('language.wanted')}</legend>${region.locales.map(
    offered =>
      html`<label lang=${offered}><input type="radio" name="language" .checked=${offered === locale} @change=${() => context.setLanguage(offered)}><span>${names[offered]}</span></label>`,
  )}</fieldset>`;
}
