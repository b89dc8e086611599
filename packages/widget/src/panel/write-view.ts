import { limits } from '@nara/contract';
import { html, nothing, type TemplateResult } from 'lit';
import { openingLine, type PanelContext, said } from './panel-context.ts';

/** The first message: who answers and what it is not for, before the first word. */
export function writeView(context: PanelContext): TemplateResult {
  const { t, panel, region, locale } = context;
  const { state, overview } = panel;
  const unit =
    overview?.listing?.unit ?? overview?.clinics.find(({ id }) => id === state.unitId) ?? undefined;
  const length = panel.draft.length;
  const over = length - limits.messageText;
  const fault = over > 0 ? t('composer.over', { count: over }) : context.missing ? t('write.missing') : '';
  return html`<div class="body">
    <div class="stack"><h2 class="title" tabindex="-1" data-focus>${t('write.heading')}</h2>
      ${openingLine(context, unit?.opening ?? region.opening)}</div>
    <p class="lede">${
      unit === undefined
        ? t(overview === undefined ? 'write.toListed' : 'write.choose')
        : html`${t('write.to')} <b>${said(unit.name, locale)}</b>`
    }</p>
    <div class="field ${fault === '' ? '' : 'bad'}">
      <label class="group" for="first">${t('write.label')}</label>
      <p class="small muted" id="hint">${t('write.hint')}</p>
      <textarea id="first" rows="5" aria-describedby="hint fault" aria-invalid=${fault === '' ? 'false' : 'true'} ?readonly=${state.starting} .value=${panel.draft}
        @input=${(event: Event) => context.typed((event.target as HTMLTextAreaElement).value)}></textarea>
      <p class="error" id="fault" role="alert">${fault === '' ? nothing : html`<nara-icon name="warn" size="s"></nara-icon>${fault}`}</p>
      ${state.failed === undefined ? nothing : html`<p class="error" role="alert"><nara-icon name="warn" size="s"></nara-icon>${t(`error.${state.failed}`)}</p>`}
    </div></div>
    <nara-emergency-strip warn></nara-emergency-strip>
    <div class="actions"><button class="btn primary wide" type="button" aria-disabled=${state.starting ? 'true' : 'false'} @click=${() => context.sendFirst()}>${
      state.starting ? t('state.sending') : state.signedIn ? t('write.send') : t('write.next')
    }</button></div>`;
}
