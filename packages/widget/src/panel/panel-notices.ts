import { minutesUntil } from '@nara/elements/format.ts';
import { html, nothing, type TemplateResult } from 'lit';
import type { PanelContext } from './panel-context.ts';
import type { PanelMemory } from './panel-memory.ts';

/** Seconds until an instant, at least 1; undefined without one. */
export function secondsUntil(instant: string | undefined, now: number): number | undefined {
  if (instant === undefined) return undefined;
  return Math.max(1, Math.ceil((Date.parse(instant) - now) / 1_000));
}

/** The strips under the header: no connection, the session is about to end, a newer panel is there. */
export function panelNotices(context: PanelContext, reload: () => void): TemplateResult | typeof nothing {
  const { t, panel } = context;
  const { connection, endingAt } = panel;
  const now = Date.parse(context.now());
  if (connection.state === 'ended' && connection.reason === 'upgrade_needed')
    return html`<div class="notice" role="status"><nara-icon name="refresh"></nara-icon><span>${t('upgrade.text')}</span>
      <button class="btn second compact" type="button" @click=${reload}>${t('upgrade.reload')}</button></div>`;
  if (connection.state === 'offline' || connection.state === 'reconnecting')
    return html`<nara-offline-strip .seconds=${secondsUntil(connection.retryAt, now)} @nara-try-now=${() => panel.retryNow()}></nara-offline-strip>`;
  if (endingAt === undefined) return nothing;
  return html`<div class="notice warn"><nara-icon name="clock"></nara-icon><span>${t('session.ending', { count: minutesUntil(endingAt, now) })}</span>
    <button class="btn second compact" type="button" @click=${() => void panel.extend()}>${t('session.extend')}</button></div>`;
}

/** That one has logged out, on the panel that began anew after it. */
export function loggedOutNotice(t: PanelContext['t'], memory: PanelMemory): TemplateResult | typeof nothing {
  if (memory.get('notice') !== 'logged_out') return nothing;
  return html`<div class="notice" role="status"><nara-icon name="check"></nara-icon><span>${t('ended.logout')}</span></div>`;
}

/** What is shown while the region or the case is on its way, and when it cannot be had. */
export function waitingBody(t: PanelContext['t']): TemplateResult {
  return html`<div class="body" aria-busy="true"><p class="vh" role="status">${t('loading')}</p><div class="bars" aria-hidden="true"><i></i><i></i><i></i></div></div>`;
}

/** The region or the person's cases cannot be had: what failed, whom to ring, and try again. */
export function failedBody(
  t: PanelContext['t'],
  number: string | undefined,
  again: () => void,
): TemplateResult {
  return html`<div class="body"><div class="card" role="alert"><nara-icon name="warn"></nara-icon>
    <div class="stack"><h2 class="title" tabindex="-1" data-focus>${t('failed.heading')}</h2><p>${number === undefined ? t('failed.text') : t('failed.call', { number })}</p></div>
    <button class="btn second wide" type="button" @click=${again}>${t('transcript.retry')}</button></div></div>
    <nara-emergency-strip></nara-emergency-strip>`;
}

/** What stands in for a view that has nothing to show yet: a wait, or what failed and a way to try again. */
export function bodyInstead({ panel, t, region }: PanelContext): TemplateResult | undefined {
  const { view, signedIn } = panel.state;
  if (!signedIn) return undefined;
  if (!panel.connected)
    return panel.sessionFailed
      ? failedBody(t, region.adviceNumber, () => void panel.takeUp(undefined))
      : waitingBody(t);
  const needsCases = view === 'cases' || view === 'clinic';
  if (!needsCases || panel.overview !== undefined) return undefined;
  return panel.overviewError === undefined
    ? waitingBody(t)
    : failedBody(t, region.adviceNumber, () => panel.retryNow());
}
