import type { Theme } from '@nara/contract';
import { ChatHost, type ChatState } from './chat-events.ts';
import type { ChatInUse } from './chat-in-use.ts';
import { keepFlag, keptFlag, someIsOpen } from './kept-flag.ts';
import { createLauncher, type Launcher } from './launcher.ts';
import { raise } from './raise.ts';

export type { ChatEvents, ChatState } from './chat-events.ts';
export type { NaraFunction } from './nara-function.ts';

const reflected = ['hub', 'region', 'preset', 'mode'] as const;
const chats = new Set<NaraChat>();

/**
 * `<nara-chat hub="https://hub.example" region="norrvik" lang="sv">`: a button on the page and, from its first use, the panel. Its shadow
 * root holds the button and an empty shell; the conversation is in a frame from the hub. Before first use it fetches and stores nothing.
 *
 * Plain DOM, since the loader of the script tag carries it; what comes with first use is `chat-in-use.ts`.
 */
export class NaraChat extends ChatHost {
  static readonly observedAttributes: readonly string[] = [...reflected, 'lang', 'status'];
  /** The hub's origin. */
  declare hub: string;
  /** The region's id on the hub. */
  declare region: string;
  /** Colours and corners: `neutral`, `se` or `fi`. Without it the button is neutral and the panel as the region's configuration says. */
  declare preset: string;
  /**
   * Where the conversation runs: in a frame (the default), on a page of its own (`page`), or among this page's own elements (`inline`),
   * which the hub allows to origins that it lists with `inPage`.
   */
  declare mode: 'frame' | 'page' | 'inline' | '';
  /** Theme tokens by name without `--nara-`, over those that the page's style sheet sets. Read when the panel comes. */
  theme: Theme = {};
  #launcher: Launcher | undefined;
  #inUse: Promise<ChatInUse> | undefined;
  #life: AbortController | undefined;
  #line: ((tag: string) => string) | undefined;
  #destroyed = false;

  /** Those on the page, in the order in which they came. */
  static get all(): readonly NaraChat[] {
    return [...chats];
  }

  /** As the attribute `data-state` says. */
  get state(): ChatState {
    return (this.dataset['state'] ?? 'closed') as ChatState;
  }

  /** How many messages are unread, as the panel last said and the attribute `data-unread` says. */
  get unread(): number {
    return Number(this.dataset['unread'] ?? 0);
  }

  /** Whether it was taken away for good. */
  get destroyed(): boolean {
    return this.#destroyed;
  }

  /** Shows the panel and gives it the focus. Of several chats on a page one is open. */
  open(): void {
    this.#open(document.activeElement);
  }

  /** Makes the panel small. */
  close(): void {
    if (this.#inUse) this.#use(chat => chat.close());
  }

  /** Shows the panel, or makes it small. */
  toggle(): void {
    if (/open|loading/.test(this.state)) this.close();
    else this.open();
  }

  /** Shows the button. */
  show(): void {
    this.removeAttribute('no-launcher');
  }

  /** Hides the button, not an open panel: for pages with buttons of their own. */
  hide(): void {
    this.setAttribute('no-launcher', '');
  }

  /** Another language, as a BCP 47 tag; one that the person has chosen in the panel stays. */
  setLocale(tag: string): void {
    this.lang = tag;
  }

  /** Logs the person out of the chat, as the panel's own menu does; also where the panel is not shown. */
  logout(): void {
    this.#use(chat => chat.logout());
  }

  /** Takes the chat away for good: elements, listeners, styles, and what the page has kept. A login goes on in the hub: `logout()` ends it. */
  destroy(): void {
    this.#destroyed = true;
    this.remove();
    this.#rest();
    keepFlag(this.region, null);
  }

  connectedCallback(): void {
    // Moved, what is there goes on.
    if (this.#life) this.connectedMoveCallback();
    if (this.#life || this.#destroyed) return;
    for (const name of reflected)
      if (Object.hasOwn(this, name)) {
        // Set before this class was there.
        const text = this[name];
        delete (this as Partial<Record<typeof name, string>>)[name];
        this.setAttribute(name, text);
      }
    this.#life = new AbortController();
    const { signal } = this.#life;
    const isNew = !chats.has(this);
    chats.add(this);
    const launcher = createLauncher(this.shadowRoot ?? this.attachShadow({ mode: 'open' }));
    this.#launcher = launcher;
    launcher.button.onclick = () => this.#open(launcher.button);
    addEventListener('click', event => this.#clicked(event), { signal });
    addEventListener('hashchange', () => this.#arrive(), { signal });
    addEventListener('pageshow', event => event.persisted && this.#comeBack(), { signal });
    const page = new MutationObserver(() => this.#say());
    page.observe(document.documentElement, { attributeFilter: ['lang'] });
    signal.onabort = () => page.disconnect();
    this.#say();
    this.#become('closed');
    this.#comeBack();
    if (isNew) this.#arrive();
    if (this.hasAttribute('status')) this.#readStatus(signal).catch(() => {});
  }

  disconnectedCallback(): void {
    // Moved, it is in the page again by then; a `permanent` one comes back after what replaced the page's body.
    setTimeout(() => {
      if (this.isConnected || !this.#life) return;
      this.#rest();
      if (this.hasAttribute('permanent')) document.body.append(this);
    });
  }

  /** Moved by `moveBefore`, the frame goes on without a new load. */
  connectedMoveCallback(): void {
    for (const part of this.shadowRoot?.children ?? []) raise(part as HTMLElement);
  }

  attributeChangedCallback(name: string, before: string | null, value: string | null): void {
    if (!this.#life || before === value) return;
    if (name === 'lang' || name === 'preset') this.#say();
    else {
      this.#rest();
      this.connectedCallback();
    }
  }

  /** Leaves the page as it was; the chat can begin anew. */
  #rest(): void {
    this.#life?.abort();
    this.#life = this.#launcher = this.#line = undefined;
    this.#inUse?.then(chat => chat.end()).catch(() => {});
    this.#inUse = undefined;
    const root = this.shadowRoot;
    if (root) root.adoptedStyleSheets = [];
    root?.replaceChildren();
    delete this.dataset['state'];
    delete this.dataset['unread'];
    if (this.#destroyed || !this.hasAttribute('permanent')) chats.delete(this);
  }

  async #readStatus(signal: AbortSignal): Promise<void> {
    const { readStatus } = await import('./launcher-status.ts');
    this.#line = await readStatus(this.#origin, this.region, signal);
    this.#say();
  }

  #clicked(event: MouseEvent): void {
    const path = event.composedPath() as HTMLElement[];
    const from = path.find(({ dataset }) => dataset?.['naraOpen'] !== undefined);
    if (!from || event.ctrlKey || event.metaKey) return;
    if ((from.dataset['naraOpen'] || NaraChat.all[0]?.region) !== this.region) return;
    event.preventDefault();
    this.#open(from);
  }

  /** The address asks for the panel, or brings a login code for the one that was left open. */
  #arrive(): void {
    const asked = /^#nara(?:=([\w-]{43}))?$/.exec(location.hash);
    if (!asked || !(someIsOpen() ? keptFlag(this.region) === 'open' : NaraChat.all[0] === this)) return;
    history.replaceState(history.state, '', location.href.split('#')[0]);
    this.#open(null, asked[1]);
  }

  /** The panel is as it was left, on an earlier page or on a later one that Back has led from. */
  #comeBack(): void {
    const flag = keptFlag(this.region);
    if (flag || this.#inUse) this.#use(chat => chat.comeBack(flag));
  }

  #open(opener: Element | null, code?: string): void {
    const isPage = this.mode === 'page';
    // In a sandboxed page without an origin the hub lets no frame be shown.
    if (isPage || origin === 'null') {
      window.open(`${this.#origin}/r/${this.region}/?lang=${this.#tag}`, isPage ? '_self' : '_blank');
      return;
    }
    for (const other of chats) if (other !== this) other.close();
    this.#use(chat => chat.open(opener, code));
  }

  /** Does something with what comes with first use. */
  #use(act: (chat: ChatInUse) => void): void {
    const button = this.#launcher?.button;
    if (!button) return;
    if (!this.#inUse) {
      this.#become('loading');
      this.#inUse = import('./chat-in-use.ts').then(file =>
        file.useChat(this, button, flag => keepFlag(this.region, flag), raise),
      );
    }
    const asked = this.#inUse;
    asked.then(
      chat => asked === this.#inUse && act(chat),
      error => {
        if (asked !== this.#inUse) return;
        this.#inUse = undefined;
        this.#become('offline');
        console.error('nara:', error);
      },
    );
  }

  #become(state: ChatState): void {
    this.dataset['state'] = state;
  }

  #say(): void {
    this.#launcher?.look(this.#tag, this.preset, this.#line?.(this.#tag));
    if (this.#inUse) this.#use(chat => chat.speak());
  }

  get #tag(): string {
    return this.lang || document.documentElement.lang;
  }

  get #origin(): string {
    return new URL(this.hub).origin;
  }
}

for (const name of reflected)
  Object.defineProperty(NaraChat.prototype, name, {
    get(this: NaraChat) {
      return this.getAttribute(name) ?? '';
    },
    set(this: NaraChat, text: string) {
      this.setAttribute(name, text);
    },
  });

declare global {
  interface HTMLElementTagNameMap {
    'nara-chat': NaraChat;
  }
}
if (globalThis.customElements && !customElements.get('nara-chat'))
  customElements.define('nara-chat', NaraChat);
