import { type HostMessage, limits, type PanelFlag, type Preset, type Theme } from '@nara/contract';
import { createCloseWatch } from '../close-watch.ts';
import type { HostLink } from './host-link.ts';
import type { PanelController } from './panel-controller.ts';
import { isFlag, type PanelMemory } from './panel-memory.ts';
import type { PanelPlace, PanelSetting } from './panel-setting.ts';

type Hello = Extract<HostMessage, { type: 'hello' }>;

/** How the panel sits in the host page: open, docked or closed, and what the page is told of that. */
export class Embedding {
  readonly #memory: PanelMemory;
  readonly #link: HostLink | undefined;
  readonly #place: PanelPlace;
  readonly #watch: (watching: boolean) => void;
  #kept: PanelFlag | null | undefined;
  readonly #tellUnread: (count: number) => void;
  #unread = -1;
  #preset: Preset | undefined;
  #theme: Theme = {};
  #rewear: () => void = () => {};
  #tailor: Promise<typeof import('./panel-theme.ts')> | undefined;
  flag: PanelFlag | 'closed' = 'open';
  /** The page to come back to after a login, without its fragment. */
  page: string;

  /** Without a link the panel is a page of its own: always open. `back`: the reader asks for what was before, by the back gesture. */
  constructor({ memory, link, place, pageAddress }: PanelSetting, back: () => void) {
    this.#watch = createCloseWatch(back);
    this.#memory = memory;
    this.#link = link;
    this.#place = place;
    this.page = pageAddress;
    this.#tellUnread = link ? link.unread : tellOnPage;
    const flag = memory.get('flag');
    if (link !== undefined) this.flag = isFlag(flag) ? flag : 'closed';
  }

  /** Whether the panel can be seen now. */
  get visible(): boolean {
    return this.flag === 'open' && document.visibilityState === 'visible';
  }

  /** Takes up what the page says first; gives it back the fragment that it had before a login. */
  hello(message: Hello): void {
    const page = new URL(message.page);
    const returned = message.code !== undefined;
    this.#link?.ready(returned ? this.#memory.get('fragment') : undefined);
    this.#memory.set('fragment', page.hash);
    page.hash = '';
    if (page.href.length > limits.url) page.search = '';
    this.page = page.href;
    if (returned) this.flag = 'open';
    this.scheme(message.scheme);
    this.theme(message);
  }

  /** Takes up how the page wants it to look. */
  theme({ theme, preset }: Pick<Hello, 'theme' | 'preset'>): void {
    this.#preset = preset;
    this.#theme = theme;
    if (Object.keys(theme).length > 0) this.#tailor ??= import('./panel-theme.ts');
    this.#rewear();
  }

  /** Shows the panel in the page's preset, else the region's, with the page's own colours; from now on whenever the page changes them. */
  wear(region: Preset, panel: HTMLElement): void {
    this.#rewear = () => {
      const preset = this.#preset ?? region;
      this.#place.element.dataset['naraPreset'] = preset;
      panel.setAttribute('preset', preset);
      const theme = this.#theme;
      this.#tailor?.then(
        ({ wearTheme }) => theme === this.#theme && wearTheme(theme, this.#place),
        // Without its file the chat has the preset's colours.
        () => {},
      );
    };
    this.#rewear();
  }

  /** Light or dark, as the page is. */
  scheme(scheme: 'light' | 'dark'): void {
    this.#place.element.dataset['naraScheme'] = scheme;
  }

  /** The panel is made small: docked while there is a case to come back to. */
  minimise(panel: PanelController): void {
    if (this.#link === undefined) return;
    this.flag = panel.hasOpenCase ? 'docked' : 'closed';
  }

  /** Tells the page what has changed for it: unread messages, size, what it keeps for its next page. Nothing else leaves the frame. */
  tell(panel: PanelController): void {
    const link = this.#link;
    if (link !== undefined) this.#tellSize(panel, link);
    const cases = this.visible ? [] : (panel.overview?.cases ?? []);
    const unread = cases.reduce((sum, one) => sum + one.unread, 0);
    if (unread !== this.#unread) this.#tellUnread(unread);
    this.#unread = unread;
  }

  #tellSize(panel: PanelController, link: HostLink): void {
    if (this.flag === 'docked' && panel.known() !== undefined && !panel.hasOpenCase) this.flag = 'closed';
    this.#memory.set('flag', this.flag === 'closed' ? undefined : this.flag);
    const over = this.flag === 'open' && panel.caseView?.snapshot?.status === 'closed';
    const keep = this.flag === 'closed' || over ? null : this.flag;
    link.size(this.flag);
    this.#watch(this.flag === 'open');
    if (keep !== this.#kept) void link.keep(keep);
    this.#kept = keep;
  }

  /** After a quick exit the page keeps and shows nothing. Resolves when it has said so, or says nothing. */
  async exited(): Promise<void> {
    this.#link?.size('closed');
    const silence = new Promise(resolve => setTimeout(resolve, 1_000));
    await Promise.race([this.#link?.keep(null), silence]);
  }

  /** After a logout the page keeps nothing; a panel that was open is open when it begins anew, and says so. */
  left(): void {
    void this.#link?.keep(null);
    this.#memory.set('notice', 'logged_out');
    if (this.flag === 'open') this.#memory.set('flag', 'open');
  }
}

/** Where the panel is a page of its own: before its title and, where it is installed, on its icon. Where the code for it cannot be had it is not said. */
function tellOnPage(count: number): void {
  import('./tell-on-page.ts').then(file => file.tellOnPage(count)).catch(() => {});
}
