import type { PanelFlag, Preset } from '@nara/contract';
import type { ChatEvents, ChatState } from './chat-events.ts';
import { countInTitle } from './count-in-title.ts';
import { createFrameShell } from './frame-shell.ts';
import type { NaraChat } from './nara-chat.ts';
import { pageTheme } from './page-theme.ts';
import { settle } from './settle.ts';
import { shellWords } from './shell-words.ts';
import { createBadge } from './unread-badge.ts';

/** A chat from its first use on: the panel in its shell, what the button shows of it, and what the page is told. */
export interface ChatInUse {
  /** The focus comes back to the opener. `code`: that of a login which has led back here. */
  open(opener: Element | null, code: string | undefined): void;
  close(): void;
  /** Shows the panel as another page of this tab has left it. */
  comeBack(flag: PanelFlag | undefined): void;
  logout(): void;
  /** The chat's language may be another now. */
  speak(): void;
  end(): void;
}

/**
 * Takes a chat into use; `keep` is told what the page keeps for its next one, `raise` lays an element over everything on the page. Throws a `TypeError` when the chat does not know its hub
 * or region.
 */
export function useChat(
  chat: NaraChat,
  button: HTMLButtonElement,
  keep: (flag: PanelFlag | null) => void,
  raise: (box: HTMLElement) => void,
): ChatInUse {
  const { region } = chat;
  if (!region) throw new TypeError('nara-chat: region is missing');
  let flag: PanelFlag | 'closed' = 'closed';
  let opener: Element | null = null;
  let isReady = false;
  const lang = () => chat.lang || document.documentElement.lang;
  const words = () => shellWords(lang());
  const tell = (type: keyof ChatEvents, detail?: number) =>
    void chat.dispatchEvent(new CustomEvent(type, { detail }));
  const become = (state: ChatState) => {
    chat.dataset['state'] = state;
  };
  const giveBackFocus = () => {
    const place = opener?.isConnected && opener !== document.body ? opener : button;
    (place as HTMLElement).focus();
  };
  const shown = (next: PanelFlag | 'closed') => {
    const before = flag;
    flag = next;
    become(flag === 'open' && !isReady ? 'loading' : flag);
    button.hidden = flag !== 'closed';
    button.setAttribute('aria-expanded', String(flag === 'open'));
    if (before === flag) return;
    // Chromium may name the body while the frame has the focus.
    if (flag === 'closed' && document.activeElement?.contains(chat)) giveBackFocus();
    if (flag === 'open') tell('open');
    if (before === 'open') tell('close');
  };
  const root = chat.shadowRoot as ShadowRoot;
  const badge = createBadge(button);
  const shell = createFrameShell({
    hub: new URL(chat.hub).origin,
    region,
    mode: chat.mode === 'inline' ? 'inline' : 'frame',
    root,
    look: () => {
      const theme = { ...pageTheme(root), ...chat.theme };
      const { preset } = chat;
      return isPreset(preset) ? { theme, preset } : { theme };
    },
    lang,
    title: () => words().frame,
    closeName: () => words().close,
    shown,
    keep,
    raise,
    ready() {
      isReady = true;
      become(flag);
      tell('ready');
    },
    late: () => become('offline'),
    unread(count) {
      if (count === chat.unread) return;
      chat.dataset['unread'] = String(count);
      badge(count, words().unread);
      countInTitle(chat, count);
      tell('unread', count);
    },
  });
  // A page's switch between light and dark, or between themes, is an attribute of one of these.
  const page = new MutationObserver(shell.lookAgain);
  for (const place of [document.documentElement, document.body, chat])
    page.observe(place, { attributeFilter: ['style', 'class', 'preset'] });
  let opening: ReturnType<typeof setTimeout> | undefined;
  return {
    open(from, code) {
      opener = from;
      if (chat.hasAttribute('permanent')) settle(chat, from);
      clearTimeout(opening);
      // What a slow phone takes long for is two tasks: the frame is on its way, and then it is shown. A code must be there when it has come.
      shell.fetch();
      if (code) shell.open(code);
      else opening = setTimeout(shell.open);
    },
    close() {
      clearTimeout(opening);
      shell.close();
    },
    comeBack(kept) {
      if (kept === 'open' || (kept && flag === 'closed')) shell.show(kept);
      else if ((kept ?? 'closed') !== flag) shell.close();
    },
    logout: shell.logout,
    speak() {
      badge(chat.unread, words().unread);
      shell.tell({ nara: 1, type: 'locale', locale: lang() });
    },
    end() {
      clearTimeout(opening);
      page.disconnect();
      shell.destroy();
      countInTitle(chat, 0);
    },
  };
}

function isPreset(name: string): name is Preset {
  return /^(neutral|se|fi)$/.test(name);
}
