import { html, nothing, type TemplateResult } from 'lit';
import { type PanelContext, said } from './panel-context.ts';

/** For a person listed nowhere: told so, and offered a choice. */
export function clinicView({ t, panel, locale, missing, lacks }: PanelContext): TemplateResult {
  const choose = (event: SubmitEvent) => {
    event.preventDefault();
    const unitId = new FormData(event.currentTarget as HTMLFormElement).get('unit');
    if (typeof unitId === 'string') panel.dispatch({ type: 'unit_chosen', unitId });
    else lacks();
  };
  return html`<form class="body" id="clinic" novalidate @submit=${choose}>
    <div class="stack"><h2 class="title" tabindex="-1" data-focus>${t('clinic.heading')}</h2><p class="lede">${t('clinic.lede')}</p></div>
    <fieldset class="choices"><legend class="vh">${t('clinic.legend')}</legend>${(
      panel.overview?.clinics ?? []
    ).map(
      unit =>
        html`<label class="choice"><input class="dot" type="radio" name="unit" value=${unit.id}><span>${said(unit.name, locale)}${
          unit.address === undefined ? nothing : html`<small>${said(unit.address, locale)}</small>`
        }</span></label>`,
    )}</fieldset>
    <p class="error" role="alert">${missing ? html`<nara-icon name="warn" size="s"></nara-icon>${t('clinic.missing')}` : nothing}</p></form>
    <div class="actions"><button class="btn primary wide" type="submit" form="clinic">${t('clinic.send')}</button></div>`;
}
