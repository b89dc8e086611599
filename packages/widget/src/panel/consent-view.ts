import { pickText } from '@nara/contract';
import { html, nothing, type TemplateResult } from 'lit';
import { callInstead, type PanelContext } from './panel-context.ts';

/** What the region wants agreed to before the first word, and a way on without that. */
export function consentView(context: PanelContext): TemplateResult {
  const { t, panel, locale } = context;
  const wanted = panel.consentWanted;
  if (wanted === undefined) return html``;
  const { text, locale: written } = pickText(wanted.text, locale);
  const paragraphs = text.split(/\n\s*\n/).filter(paragraph => paragraph.trim() !== '');
  return html`<div class="body">
    <h2 class="title" tabindex="-1" data-focus>${t('consent.heading')}</h2>
    ${panel.state.failed === undefined ? nothing : html`<p class="error" role="alert"><nara-icon name="warn" size="s"></nara-icon>${t(`error.${panel.state.failed}`)}</p>`}
    <div class="card" lang=${written === locale ? nothing : written}>${paragraphs.map(paragraph => html`<p>${paragraph}</p>`)}</div>
    ${callInstead(context, t('consent.without'))}
  </div><nara-emergency-strip></nara-emergency-strip>
  <div class="actions"><button class="btn primary wide" type="button" @click=${() => panel.dispatch({ type: 'consented', version: wanted.version })}>${t('consent.agree')}</button></div>`;
}
