import { html, type TemplateResult } from 'lit';
import type { PanelContext } from './panel-context.ts';

/** The session is over: said plainly, with what is still there, and the way back. */
export function endedView({ t, panel }: PanelContext): TemplateResult {
  const why = panel.state.ended === 'logout' ? 'ended.logout' : 'ended.idle';
  return html`<div class="body"><div class="card"><nara-icon name="clock"></nara-icon>
    <div class="stack"><h2 class="title" tabindex="-1" data-focus>${t(why)}</h2><p>${t('ended.kept')}</p></div>
    <button class="btn primary wide" type="button" @click=${() => panel.dispatch({ type: 'login_wanted' })}>${t('ended.login')}</button></div></div>
    <nara-emergency-strip></nara-emergency-strip>`;
}
