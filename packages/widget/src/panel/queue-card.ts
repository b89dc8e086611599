import type { QueueView } from '@nara/contract';
import { span, timeOfDay } from '@nara/elements/format.ts';
import { html, nothing, type TemplateResult } from 'lit';
import type { PanelContext } from './panel-context.ts';

const dotsAtMost = 4;

/** The place in the queue: a figure, a path of dots for those before, how long it may take and when that was known. */
export function queueCard({ t, locale }: PanelContext, queue: QueueView): TemplateResult {
  const before = Math.max(queue.place - 1, 0);
  const wait = queue.waitMinutes;
  return html`<div class="card queue"><p>${t('queue.place')}</p><p class="figure">${queue.place}</p>
    <div class="path" aria-hidden="true"><span class="me"><i></i><i></i></span>
      <span class="line">${before > dotsAtMost ? html`<b>${before}</b>` : Array.from({ length: before }, () => html`<i></i>`)}</span>
      <span class="nurse"><nara-icon name="user"></nara-icon></span>
      <b class="you">${t('queue.you')}</b><span class="muted">${before > 0 ? t('queue.before', { count: before }) : nothing}</span><span class="muted">${t('queue.staff')}</span></div>
    <dl><dt>${t('queue.wait')}</dt><dd>${
      wait === undefined
        ? t('queue.waitUnknown')
        : t('queue.minutes', { span: span(wait.from, wait.to), count: wait.to })
    }</dd><dt>${t('queue.updated')}</dt><dd>${timeOfDay(queue.at, { locale })}</dd></dl></div>`;
}

/** What a screen reader is told of the queue: nothing while the place stands, and never more than once a minute. */
export function queueNews(
  said: { readonly place: number; readonly at: number } | undefined,
  queue: QueueView,
  now: number,
): { readonly place: number; readonly at: number } | undefined {
  if (said !== undefined && (said.place === queue.place || now - said.at < 60_000)) return undefined;
  return { place: queue.place, at: now };
}
