import { limits, pickText } from '@nara/contract';
import { type CaseRef, createProductClient, NaraError } from '@nara/sdk/resident';
import { element, keepChildren, setText } from '../element.ts';
import { identityToken } from './account.ts';
import { drawItem, itemsOf } from './message-item.ts';
import { errorText, type Language, type Say } from './texts.ts';

/** The chat with the clinic, as the product draws it. */
export interface Conversation {
  readonly node: HTMLElement;
  /** Ends the session at the hub. */
  logout(): Promise<void>;
  /** Leaves the page. */
  close(): void;
}

/** Opens the chat of whoever is logged in with the product. `again` makes another one, when this has ended. */
export function openConversation(hub: string, language: Language, say: Say, again: () => void): Conversation {
  const client = createProductClient({ hub, region: 'norrvik', getIdentityToken: identityToken });
  let conversation: CaseRef | undefined;
  let unfollow: (() => void) | undefined;
  /** The code of what was refused last. */
  let failure: string | undefined;

  const intro = element('p', { className: 'intro' });
  const status = element('p', { className: 'status', role: 'status' });
  const earlier = element(
    'button',
    { type: 'button', className: 'quiet', hidden: true },
    say('chat.earlier'),
  );
  const list = element('ol');
  const log = element(
    'div',
    { className: 'messages', role: 'log', tabIndex: 0, ariaLabel: say('chat.messages') },
    list,
  );
  const typing = element('p', { className: 'typing', hidden: true });
  const notice = element('div', { className: 'notice', role: 'alert', hidden: true });
  const field = element('textarea', {
    id: 'message',
    rows: 2,
    maxLength: limits.messageText,
  });
  const form = element(
    'form',
    { className: 'composer' },
    element('label', { htmlFor: 'message' }, say('chat.label')),
    field,
    element('button', { type: 'submit', className: 'primary' }, say('chat.send')),
  );
  const next = element('button', { type: 'button', className: 'primary', hidden: true }, say('chat.again'));

  form.addEventListener('submit', event => {
    event.preventDefault();
    void send();
  });
  field.addEventListener('input', () => conversation?.setTyping(field.value !== ''));
  field.addEventListener('keydown', event => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  earlier.addEventListener('click', () => void conversation?.loadMore().catch(() => {}));
  next.addEventListener('click', () => {
    follow(undefined);
    field.focus();
  });

  async function send(): Promise<void> {
    const text = field.value;
    failure = undefined;
    try {
      if (conversation === undefined) {
        const service = { serviceId: 'question', language: language.slice(0, 2) as 'sv' | 'fi' | 'en' };
        const started = client.startCase({ ...service, text });
        field.value = '';
        follow((await started).caseId);
      } else {
        conversation.send(text);
        field.value = '';
      }
    } catch (error) {
      field.value ||= text;
      failure = error instanceof NaraError ? error.code : 'other';
    }
    show();
  }

  function follow(caseId: string | undefined): void {
    if (caseId === conversation?.caseId) return;
    unfollow?.();
    conversation = caseId === undefined ? undefined : client.case(caseId);
    unfollow = conversation?.subscribe(show);
    show();
  }

  /** Says what went wrong, with a way on where there is one. */
  function warn(text: string, button?: HTMLButtonElement): void {
    if (notice.dataset['text'] === text) return;
    notice.dataset['text'] = text;
    notice.replaceChildren(...(text === '' ? [] : [element('p', {}, text), ...(button ? [button] : [])]));
    notice.hidden = text === '';
  }

  function show(): void {
    const { value } = client.overview.get();
    const open = value?.cases.find(({ status: at }) => at !== 'closed');
    if (conversation === undefined && open !== undefined) follow(open.caseId);
    const view = conversation?.get();
    const { snapshot } = view ?? {};
    const clinic = snapshot?.unit ?? value?.listing?.unit;
    setText(
      intro,
      clinic === undefined
        ? say('chat.introNowhere')
        : say('chat.intro', { clinic: pickText(clinic.name, language).text }),
    );
    const pending = conversation === undefined ? client.starting.get() : (view?.pending ?? []);
    const last = list.lastElementChild;
    keepChildren(
      list,
      itemsOf(snapshot, pending, say),
      ({ key }) => key,
      (item, before) => drawItem(item, before, { say, language, conversation }),
    );
    log.hidden = list.childElementCount === 0;
    if (list.lastElementChild !== last) log.scrollTop = log.scrollHeight;
    earlier.hidden = snapshot?.earlier !== true;
    setText(status, statusText());
    setText(typing, view?.typing ? say('chat.typing', { name: view.typing.name ?? say('chat.clinic') }) : '');
    const closed = snapshot?.status === 'closed';
    form.hidden = closed;
    next.hidden = !closed;
    markShown();
    showConnection();
  }

  function statusText(): string {
    const snapshot = conversation?.get().snapshot;
    if (snapshot === undefined) return '';
    if (snapshot.status === 'closed') return say('chat.closed');
    if (snapshot.handler !== undefined) return say('chat.active', { name: snapshot.handler.name });
    const place = snapshot.queue?.place;
    return place === undefined ? say('chat.queuedSomewhere') : say('chat.queued', { place });
  }

  function markShown(): void {
    if (document.visibilityState !== 'visible') return;
    const entries = conversation?.get().snapshot?.entries ?? [];
    for (const entry of entries)
      if (entry.kind === 'message' && entry.message.side === 'staff')
        conversation?.markShown(entry.message.number);
  }

  function showConnection(): void {
    const { state, reason, error } = client.connection.get();
    const isOver = state === 'ended';
    for (const control of [field, form.querySelector('button')]) if (control) control.disabled = isOver;
    if (isOver) {
      if (reason === 'logout') return;
      const isIdle = reason === 'idle' || reason === 'absolute';
      const resume = element('button', { type: 'button', onclick: again }, say('session.resume'));
      if (isIdle) warn(say('session.idle'), resume);
      else warn(`${say('error.title')} ${errorText(say, error?.code ?? 'session_ended')}`);
    } else if (state === 'offline') warn(say('connection.offline'));
    else if (failure !== undefined) warn(errorText(say, failure));
    else if (client.sessionEnding.get() !== undefined) {
      const stay = element('button', { type: 'button' }, say('session.stay'));
      stay.addEventListener('click', () => void client.extendSession().catch(() => {}));
      warn(say('session.ending'), stay);
    } else warn('');
  }

  const ends = [
    client.overview.subscribe(show),
    client.starting.subscribe(show),
    client.connection.subscribe(show),
    client.sessionEnding.subscribe(show),
  ];
  document.addEventListener('visibilitychange', markShown);
  show();

  return {
    node: element(
      'section',
      { className: 'chat', ariaLabel: say('chat.heading') },
      element('h2', {}, say('chat.heading')),
      intro,
      element('p', { className: 'urgent' }, say('chat.urgent')),
      status,
      earlier,
      log,
      typing,
      notice,
      form,
      next,
    ),
    logout: () => client.logout(),
    close() {
      document.removeEventListener('visibilitychange', markShown);
      unfollow?.();
      for (const end of ends) end();
      void client.close();
    },
  };
}
