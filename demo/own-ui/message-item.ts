import type { CaseSnapshot, MessageView } from '@nara/contract';
import type { CaseRef, PendingMessage, PendingStart } from '@nara/sdk/resident';
import { element } from '../element.ts';
import type { Language, Say } from './texts.ts';

/** A message as it stands in the list. */
export interface Item {
  readonly key: string;
  readonly text: string;
  readonly at: string;
  /** Who wrote it; absent: the reader. */
  readonly author?: string;
  readonly state?: 'sending' | 'waiting' | 'failed' | 'sent' | 'delivered' | 'read';
}

/** The messages of a case, those that the hub has not confirmed after the others. */
export function itemsOf(
  snapshot: CaseSnapshot | undefined,
  pending: readonly (PendingMessage | PendingStart)[],
  say: Say,
): readonly Item[] {
  const messages = (snapshot?.entries ?? []).flatMap(entry =>
    entry.kind === 'message' ? [entry.message] : [],
  );
  return [
    ...messages.map(message => itemOf(message, snapshot, say)),
    ...pending.map(({ commandId, text, at, state }) => ({ key: commandId, text, at, state })),
  ];
}

function itemOf(
  { side, author, commandId, text, at, number }: MessageView,
  snapshot: CaseSnapshot | undefined,
  say: Say,
): Item {
  if (side === 'staff') return { key: commandId, text, at, author: author?.name ?? say('chat.clinic') };
  const { delivered = 0, read = 0 } = snapshot?.marks.staff ?? {};
  const state = number <= read ? 'read' : number <= delivered ? 'delivered' : 'sent';
  return { key: commandId, text, at, state };
}

/** Draws a message, or brings the one that is there up to date. */
export function drawItem(
  { key, text, at, author, state }: Item,
  before: HTMLElement | undefined,
  {
    say,
    language,
    conversation,
  }: {
    readonly say: Say;
    readonly language: Language;
    readonly conversation: CaseRef | undefined;
  },
): HTMLElement {
  const time = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit' }).format(new Date(at));
  const words = state === undefined ? '' : say(`state.${state}`);
  const meta = before?.querySelector<HTMLElement>('.meta');
  const wanted = [time, words].filter(part => part !== '').join(' · ');
  if (before !== undefined && meta && before.dataset['state'] === (state ?? '')) {
    if (meta.textContent !== wanted) meta.textContent = wanted;
    return before;
  }
  const item = element(
    'li',
    { className: author === undefined ? 'own' : 'theirs' },
    element('span', { className: 'author' }, author ?? say('chat.you')),
    element('p', { className: 'text' }, text),
    element('span', { className: 'meta' }, wanted),
  );
  item.dataset['state'] = state ?? '';
  if (state === 'failed' && conversation !== undefined)
    item.append(
      element('button', { type: 'button', onclick: () => conversation.retry(key) }, say('state.retry')),
      element('button', { type: 'button', onclick: () => conversation.cancel(key) }, say('state.remove')),
    );
  return item;
}
