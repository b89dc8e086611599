import { type CaseSummary, pickText, type ServiceView } from '@nara/contract';
import { html, nothing, type TemplateResult } from 'lit';
import { languageChoice } from './language-choice.ts';
import { openingLine, type PanelContext, said } from './panel-context.ts';

/** The services that a search finds: every word of it in the name or the description, in the reader's language. */
export function found(
  services: readonly ServiceView[],
  search: string,
  locale: PanelContext['locale'],
): readonly ServiceView[] {
  const words = search.toLocaleLowerCase(locale).split(/\s+/).filter(Boolean);
  return services.filter(service => {
    const text = [service.name, service.description]
      .map(texts => pickText(texts, locale).text)
      .join(' ')
      .toLocaleLowerCase(locale);
    return words.every(word => text.includes(word));
  });
}

/** What one can be helped with: cases that are open, search, services. */
export function startView(context: PanelContext): TemplateResult {
  const { t, region, locale, panel } = context;
  const services = found(region.services, context.search, locale);
  const open = panel.overview?.cases.filter(({ status }) => status !== 'closed') ?? [];
  return html`<div class="body">
    ${region.country === 'FI' ? languageChoice(context) : nothing}
    <div class="stack"><h2 class="title" tabindex="-1" data-focus>${t('start.heading')}</h2>${openingLine(context, panel.overview?.listing?.unit.opening ?? region.opening)}</div>
    ${open.length > 0 ? openCases(context, open) : nothing}
    <slot name="start"></slot>
    <div class="search"><nara-icon name="search"></nara-icon><input type="search" aria-label=${t('start.searchLabel')} placeholder=${t('start.search')} .value=${context.search}
      @input=${(event: Event) => context.setSearch((event.target as HTMLInputElement).value)}></div>
    ${
      services.length === 0
        ? html`<p class="muted" role="status">${t('start.nothingFound')}</p>`
        : html`<ul class="list" part="services">${services.map(service => serviceRow(context, service))}</ul>`
    }
    ${
      panel.state.signedIn
        ? nothing
        : html`<div class="or"><p>${t('start.haveCase')}</p><button class="btn quiet" type="button" @click=${() => panel.dispatch({ type: 'login_wanted' })}>${t('start.login')}</button></div>`
    }
    <slot name="help"></slot>
  </div><nara-emergency-strip></nara-emergency-strip>`;
}

function openCases(context: PanelContext, open: readonly CaseSummary[]): TemplateResult {
  const { t } = context;
  return html`<div class="stack"><h3 class="group">${t('cases.ongoing')}</h3><ul class="list">${open.map(summary => caseRow(context, summary))}</ul></div>`;
}

function serviceRow({ panel, locale }: PanelContext, service: ServiceView): TemplateResult {
  return html`<li><button class="row" type="button" @click=${() => panel.dispatch({ type: 'service_chosen', serviceId: service.id })}>
    <span class="tile"><nara-icon name=${service.icon}></nara-icon></span>
    <span><b>${said(service.name, locale)}</b><small>${said(service.description, locale)}</small></span>
    <nara-icon name="right"></nara-icon></button></li>`;
}

/** A case of the person's own in a list: what it is about, where, and how it stands. */
export function caseRow({ panel, t, locale }: PanelContext, summary: CaseSummary): TemplateResult {
  const { status, unread, queue } = summary;
  const how =
    status === 'queued' && queue !== undefined
      ? t('cases.place', { place: queue.place })
      : t(`cases.status.${status === 'waiting' ? 'active' : status}`);
  return html`<li><button class="row" type="button" @click=${() => panel.dispatch({ type: 'case_chosen', caseId: summary.caseId })}>
    <span class="tile"><nara-icon name="message"></nara-icon></span>
    <span><b>${said(summary.service.name, locale)}</b><small>${said(summary.unit.name, locale)}</small><small>${how}</small></span>
    ${unread > 0 ? html`<span class="count" aria-label=${t('cases.unread', { count: unread })}>${unread}</span>` : nothing}
    <nara-icon name="right"></nara-icon></button></li>`;
}
