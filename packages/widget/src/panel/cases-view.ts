import { html, nothing, type TemplateResult } from 'lit';
import type { PanelContext } from './panel-context.ts';
import { caseRow } from './start-view.ts';

/** The person's cases; with a new one begun while another is open, the choice between them. */
export function casesView(context: PanelContext): TemplateResult {
  const { t, panel } = context;
  const cases = panel.overview?.cases ?? [];
  const open = cases.filter(({ status }) => status !== 'closed');
  const closed = cases.filter(({ status }) => status === 'closed');
  const choosing = panel.state.serviceId !== undefined && open.length > 0;
  return html`<div class="body">
    <div class="stack"><h2 class="title" tabindex="-1" data-focus>${t(choosing ? 'cases.choose' : 'cases.heading')}</h2>
      ${choosing ? html`<p class="lede">${t('cases.chooseText')}</p>` : nothing}</div>
    ${
      open.length > 0
        ? html`<div class="stack"><h3 class="group">${t(choosing ? 'cases.continue' : 'cases.ongoing')}</h3><ul class="list">${open.map(summary => caseRow(context, summary))}</ul></div>`
        : html`<div class="card"><nara-icon class="centre" name="inbox"></nara-icon><h3 class="centre">${t('cases.none')}</h3><p class="small muted centre">${t('cases.noneText')}</p></div>`
    }
    ${!choosing && closed.length > 0 ? html`<div class="stack"><h3 class="group">${t('cases.closed')}</h3><ul class="list">${closed.map(summary => caseRow(context, summary))}</ul></div>` : nothing}
    </div>
    <div class="actions"><button class="btn ${choosing ? 'second' : 'primary'} wide" type="button" @click=${() => panel.dispatch({ type: 'new_wanted' })}>${t(choosing ? 'cases.newAnyway' : 'cases.new')}</button></div>`;
}
