import { html, nothing, type TemplateResult } from 'lit';
import { callInstead, type PanelContext, said } from './panel-context.ts';

const icons = ['lock', 'shield', 'user'];

/** Why one logs in: what staff see and do not see before the buttons, and a way on without it. */
export function loginView(context: PanelContext): TemplateResult {
  const { t, panel } = context;
  return html`<div class="body">
    <div class="stack"><h2 class="title" tabindex="-1" data-focus>${t('login.heading')}</h2>
      <p class="lede">${t(panel.state.serviceId === undefined ? 'login.toCases' : 'login.toClinic')}</p></div>
    ${panel.state.failed === undefined ? nothing : html`<p class="error" role="alert"><nara-icon name="warn" size="s"></nara-icon>${t(`error.${panel.state.failed}`)}</p>`}
    <div class="card"><h3>${t('login.seen')}</h3><ul class="facts">
      <li><nara-icon name="check"></nara-icon><span>${t('login.seenName')}</span></li>
      <li><nara-icon name="check"></nara-icon><span>${t('login.seenText')}</span></li>
      <li><nara-icon class="no" name="eyeoff"></nara-icon><span><b>${t('login.unseen')}</b> ${t('login.unseenUntil')}</span></li></ul></div>
    ${context.cannotReturn ? cannotReturn(context) : loginButtons(context)}
    ${callInstead(context, t('login.without'))}
  </div><nara-emergency-strip></nara-emergency-strip>`;
}

function loginButtons(context: PanelContext): TemplateResult {
  const { t, region, locale, panel } = context;
  const shared = (event: Event) => {
    const box = (event.currentTarget as HTMLElement).closest('.body')?.querySelector('input');
    return box?.checked === true;
  };
  return html`<div class="stack">${region.loginMethods.map(
    ({ id, name }, index) =>
      html`<button class="btn ${index === 0 ? 'primary' : 'second'} wide start" type="button" @click=${(event: Event) => context.login(id, shared(event))}><nara-icon name=${icons[index] ?? 'user'} size="s"></nara-icon><span>${said(name, locale)}</span></button>`,
  )}</div>
    <label class="check"><input class="box" type="checkbox"><span>${t('login.shared')}</span></label>
    ${
      context.loginStuck
        ? html`<p class="small" role="status">${t('login.stuck')} <a href=${context.pageAddress} target="_blank">${t('login.newTab')}</a>
        ${panel.draft === '' ? nothing : html`<br>${t('login.notThere')}`}</p>`
        : nothing
    }`;
}

function cannotReturn({ t, mode, pageAddress }: PanelContext): TemplateResult {
  return html`<div class="card"><p>${t(mode !== 'page' ? 'login.noStorageFrame' : 'login.noStorage')}</p>${
    mode !== 'page'
      ? html`<a class="btn primary wide" href=${pageAddress} target="_blank">${t('login.ownPage')}</a>`
      : nothing
  }</div>`;
}
