import { html, type TemplateResult } from 'lit';
import { languageName, type PanelContext } from './panel-context.ts';

/** The languages of the region, each by its own name. */
export function languageChoice(context: PanelContext): TemplateResult {
  const { t, region, locale } = context;
  return html`<fieldset class="segment"><legend class="vh">${t('language.wanted')}</legend>${region.locales.map(
    offered =>
      html`<label lang=${offered}><input type="radio" name="language" .checked=${offered === locale} @change=${() => context.setLanguage(offered)}><span>${languageName(offered)}</span></label>`,
  )}</fieldset>`;
}
