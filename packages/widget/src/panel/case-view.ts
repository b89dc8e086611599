import type { CaseSnapshot } from '@nara/contract';
import type { CaseView } from '@nara/sdk/resident';
import { html, nothing, type TemplateResult } from 'lit';
import { openingLine, type PanelContext } from './panel-context.ts';
import { waitingBody } from './panel-notices.ts';
import { queueCard } from './queue-card.ts';

/** A case: the queue with what is written so far, the conversation, or its end. */
export function caseView(context: PanelContext): TemplateResult {
  const { t, panel, region } = context;
  const view = panel.caseView;
  const snapshot = view?.snapshot;
  if (view === undefined || view.status === 'gone' || snapshot === undefined)
    return view?.status === 'gone' ? gone(context, view) : waitingBody(t);
  const queued = snapshot.status === 'queued';
  const closed = snapshot.status === 'closed';
  const transcript = html`<nara-transcript exportparts="bubble, own, staff" ?flow=${queued} .entries=${snapshot.entries} ?earlier=${snapshot.earlier} .loadEarlier=${() => panel.case?.loadMore()} .pending=${view.pending} .marks=${snapshot.marks} side="resident" .typing=${view.typing}
    @nara-retry=${retry(context)} @nara-cancel=${cancel(context)}
    @nara-shown=${(event: CustomEvent<{ number: number }>) => panel.case?.markShown(event.detail.number)}></nara-transcript>`;
  // One place in the template for queue and conversation: the same elements go on, with what they have said and hold.
  return html`<div class="body ${queued ? 'tight' : 'talk'}">
      ${queued ? queueCards(context, snapshot) : nothing}
      ${transcript}
      ${queued ? html`<button class="btn quiet centre" type="button" @click=${() => context.askToLeave()}>${t('queue.leave')}</button>` : nothing}
    </div>${closed ? closedActions(context) : composer(context)}
  ${queued ? html`<nara-emergency-strip number=${region.adviceNumber}></nara-emergency-strip>` : nothing}`;
}

function queueCards(context: PanelContext, { queue, unit }: CaseSnapshot): TemplateResult {
  const { t } = context;
  return html`${queue === undefined ? nothing : queueCard(context, queue)}
    ${unit.opening.open ? nothing : openingLine(context, unit.opening)}
    <div class="card promise"><nara-icon name="shield"></nara-icon><p><b>${t('queue.mayClose')}</b> ${t('queue.keepPlace')}</p></div>`;
}

function composer({ panel }: PanelContext): TemplateResult {
  return html`<nara-composer exportparts="field, send" .text=${panel.draft}
    @nara-draft=${(event: CustomEvent<{ text: string }>) => {
      panel.draft = event.detail.text;
    }}
    @nara-typing=${(event: CustomEvent<{ typing: boolean }>) => panel.case?.setTyping(event.detail.typing)}
    @nara-send=${(event: CustomEvent<{ text: string }>) => {
      panel.send(event.detail.text);
      const body = (event.currentTarget as HTMLElement).previousElementSibling;
      requestAnimationFrame(() => body?.scrollTo({ top: body.scrollHeight }));
    }}></nara-composer>`;
}

function closedActions({ t, panel }: PanelContext): TemplateResult {
  return html`<div class="actions"><p class="small muted">${t('closed.text')}</p>
    <button class="btn primary wide" type="button" @click=${() => panel.dispatch({ type: 'show', view: 'start' })}>${t('closed.new')}</button></div>`;
}

type OfMessage = CustomEvent<{ commandId: string }>;

function retry({ panel }: PanelContext): (event: OfMessage) => void {
  return event => panel.case?.retry(event.detail.commandId);
}

function cancel({ panel }: PanelContext): (event: OfMessage) => void {
  return event => panel.case?.cancel(event.detail.commandId);
}

/** What was written in a case that is gone is not lost: it can be read, tried again and taken away. */
function gone(context: PanelContext, { pending }: CaseView): TemplateResult {
  const { t, panel } = context;
  return html`<div class="body"><div class="card"><h2 tabindex="-1" data-focus>${t('gone.heading')}</h2><p>${t('gone.text')}</p>
    <button class="btn second" type="button" @click=${() => panel.dispatch({ type: 'show', view: 'start' })}>${t('gone.start')}</button></div>
    ${pending.length === 0 ? nothing : html`<nara-transcript flow .pending=${pending} side="resident" @nara-retry=${retry(context)} @nara-cancel=${cancel(context)}></nara-transcript>`}</div>`;
}
