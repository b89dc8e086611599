import { html, nothing, type TemplateResult } from 'lit';
import { type PanelContext, said } from './panel-context.ts';
import type { PanelMode } from './panel-setting.ts';

/** What the header says: a title and a line under it, or who answers. */
export function headOf(context: PanelContext): {
  readonly title: TemplateResult | string;
  readonly sub: TemplateResult | string;
  readonly person?: string;
} {
  const { t, panel, region, locale } = context;
  const { state } = panel;
  const sub = said(region.name, locale);
  const service = region.services.find(({ id }) => id === state.serviceId);
  const snapshot = state.view === 'case' ? panel.caseView?.snapshot : undefined;
  if (snapshot !== undefined) {
    const unit = said(snapshot.unit.name, locale);
    if (snapshot.status === 'closed') return { title: t('transcript.closed'), sub: unit };
    if (snapshot.handler === undefined) return { title: t('transcript.queued.resident'), sub: unit };
    const { name, role } = snapshot.handler;
    return { title: name, sub: t(`role.${role}`), person: name };
  }
  const named = state.view === 'write' || state.view === 'login' || state.view === 'clinic';
  if (named && service !== undefined) return { title: said(service.name, locale), sub };
  return { title: t('panel.title'), sub };
}

/** Among a page's own elements the panel is one region of the page, and no part of it a landmark. */
export function landmark(mode: PanelMode, role: 'banner' | 'main'): string {
  return mode === 'inline' ? 'none' : role;
}

/** The header: back where there is a way back, who, menu, minimise. */
export function panelHead(context: PanelContext, minimise: () => void): TemplateResult {
  const { t, panel, mode } = context;
  const { title, sub, person } = headOf(context);
  const back = panel.state.trail.length > 0;
  return html`<header part="header" class="head ${back ? 'with-back' : ''}" role=${landmark(mode, 'banner')}>
    ${back ? html`<button class="icon-btn" type="button" aria-label=${t('panel.back')} @click=${context.back}><nara-icon name="back"></nara-icon></button>` : nothing}
    ${person === undefined ? nothing : html`<nara-avatar name=${person}></nara-avatar>`}
    <div class="head-text"><h1 tabindex="-1">${title}</h1><p>${sub}</p></div>
    <button class="icon-btn menu" type="button" aria-label=${t('panel.menu')} aria-expanded=${panel.state.view === 'menu' ? 'true' : 'false'}
      @click=${() => (panel.state.view === 'menu' ? context.back() : panel.dispatch({ type: 'show', view: 'menu' }))}><nara-icon name="menu"></nara-icon></button>
    ${minimiseButton(t, mode, minimise)}
  </header>`;
}

/** One press away on every view, where the region has a page to lead to: the chat is gone, and nothing of it stays. */
export function quickExit({ t, region }: PanelContext, exit: (address: string) => void): unknown {
  const address = region.quickExit;
  return address === undefined
    ? nothing
    : html`<div class="exit"><button type="button" @click=${() => exit(address)}>${t('panel.exit')}<nara-icon name="right" size="s"></nara-icon></button></div>`;
}

/** The header before the region is known: the way out is always there. */
export function plainHead(t: PanelContext['t'], mode: PanelMode, minimise: () => void): TemplateResult {
  return html`<header part="header" class="head" role=${landmark(mode, 'banner')}><div class="head-text"><h1 tabindex="-1">${t('panel.title')}</h1></div>${minimiseButton(t, mode, minimise)}</header>`;
}

function minimiseButton(t: PanelContext['t'], mode: PanelMode, minimise: () => void): unknown {
  return mode !== 'page'
    ? html`<button class="icon-btn" type="button" aria-label=${t('panel.minimise')} @click=${minimise}><nara-icon name="minimise"></nara-icon></button>`
    : nothing;
}

/** The panel made small: where the case stands, and one way to open it. */
export function panelDock(context: PanelContext, open: () => void): TemplateResult {
  const { t, panel } = context;
  const cases = panel.overview?.cases.filter(({ status }) => status !== 'closed') ?? [];
  const shown = cases.find(({ caseId }) => caseId === panel.state.caseId) ?? cases[0];
  const unread = cases.reduce((sum, { unread: count }) => sum + count, 0);
  const place = shown?.queue?.place;
  const title =
    shown?.handler !== undefined
      ? shown.handler.name
      : place === 1 && shown?.unit.opening.open === true
        ? t('dock.soon')
        : t(place === undefined ? 'panel.title' : 'transcript.queued.resident');
  const sub =
    shown?.handler !== undefined
      ? t(`role.${shown.handler.role}`)
      : place === undefined
        ? t('dock.ongoing')
        : t('dock.place', { place });
  return html`<button part="dock" class="dock" type="button" aria-expanded="false" @click=${open}><nara-icon name="mark"></nara-icon>
    <span><b>${title}</b><small>${sub}</small></span>
    ${unread > 0 ? html`<span class="count" aria-label=${t('cases.unread', { count: unread })}>${unread}</span>` : nothing}
    <span class="dock-open">${t('dock.open')}</span></button>`;
}
