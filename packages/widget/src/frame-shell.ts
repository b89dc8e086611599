import type { HostMessage, PanelFlag, PanelMessage, Preset, Theme } from '@nara/contract';
import type { Carrier } from './carrier.ts';
import { carryInFrame } from './carry-in-frame.ts';
import { carryInPage } from './carry-in-page.ts';
import { createCloseWatch } from './close-watch.ts';
import { tellVisiblePart } from './visible-part.ts';

/** What an embedding page tells the shell. */
export interface FrameShellOptions {
  /** The hub's origin. */
  readonly hub: string;
  readonly region: string;
  /** `inline`: the panel among the page's own elements, where the hub allows it. */
  readonly mode: 'frame' | 'inline';
  /** Where the frame is put: an empty shell without personal data. */
  readonly root: ShadowRoot;
  /** The frame's name for assistive technology. */
  title(): string;
  /** What the button says that takes the frame away while nothing has come into it. */
  closeName(): string;
  lang(): string;
  /** How the page wants the panel to look now. */
  look(): { readonly theme: Theme; readonly preset?: Preset };
  /** The panel shows itself so now. */
  shown(flag: PanelFlag | 'closed'): void;
  /** Lays the panel's place over everything on the page. */
  raise(box: HTMLElement): void;
  /** What the page keeps for its next one, see `PanelMessage`. */
  keep(flag: PanelFlag | null): void;
  /** The panel has come and speaks. */
  ready(): void;
  /** Nothing has come for four seconds. */
  late(): void;
  unread(count: number): void;
}

/** The panel's place on a host page: made at first use, with its size, and what the page and the panel tell each other. */
export interface FrameShell {
  /** Puts what carries the conversation on its way, out of sight. What follows does so where nobody has. */
  fetch(): void;
  /** Shows the panel and gives it the focus; with the code of a login that has led back here. */
  open(code?: string): void;
  close(): void;
  /** Shows the panel as an earlier page of this tab left it. */
  show(flag: PanelFlag): void;
  logout(): void;
  tell(message: HostMessage): void;
  /** The page may look otherwise now: what has changed is told. */
  lookAgain(): void;
  /** Takes everything away. */
  destroy(): void;
}

const css = `.frame{position:fixed;z-index:var(--nara-z-index,2147482000);inset:auto var(--nara-right,28px) calc(var(--nara-bottom,28px) + var(--under,0px)) auto;box-sizing:border-box;margin:0;border:0;padding:0;width:400px;height:680px;max-height:calc(var(--high,100dvh) - 56px);border-radius:16px;overflow:hidden;background:Canvas;box-shadow:0 0 0 1px #0002,0 4px 10px #10202214,0 20px 48px #1020222e}
iframe,.frame>div{display:block;width:100%;height:100%;border:0;color-scheme:auto}
.docked{height:72px;border-radius:28px}
@media(max-width:480px),(max-height:560px){.frame{inset:var(--top,0) 0 auto;width:100%;height:var(--high,100dvh);max-height:none;border-radius:0;padding:env(safe-area-inset-top) env(safe-area-inset-right) max(0px,env(safe-area-inset-bottom) - var(--under,0px)) env(safe-area-inset-left)}
.docked{inset:auto max(12px,env(safe-area-inset-right)) max(12px,env(safe-area-inset-bottom)) max(12px,env(safe-area-inset-left));width:auto;height:72px;padding:0;border-radius:28px}}
.frame button{position:absolute;top:8px;right:8px;width:44px;height:44px;border:0;font:28px/1 sans-serif;background:Canvas;color:CanvasText;visibility:hidden;animation:late 1ms 4s forwards}
@keyframes late{to{visibility:visible}}
@media(forced-colors:active){.frame{border:1px solid}}
@media(prefers-reduced-motion:no-preference){.frame{animation:rise .2s cubic-bezier(.2,0,0,1)}}
@keyframes rise{from{opacity:0;transform:translateY(12px)}}`;

/**
 * Which of the two has the say on whether the page scrolls (CSS Overflow 3, 3.3). The other is left alone: with an `overflow` of its own the margins
 * in it would collapse no more, and the page move.
 */
function scrolling(): 'html' | 'body' {
  const [html, body] = [document.documentElement, document.body].map(one => getComputedStyle(one).overflow);
  return html === 'visible' && body !== 'visible' ? 'body' : 'html';
}

/** Makes the shell. Nothing is fetched or drawn before it is opened, shown or told to log out. */
export function createFrameShell(options: FrameShellOptions): FrameShell {
  const { root } = options;
  const life = new AbortController();
  const { signal } = life;
  const sheet = new CSSStyleSheet();
  const size = new CSSStyleSheet();
  const lock = new CSSStyleSheet();
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const small = matchMedia('(max-width:480px),(max-height:560px)');
  let box: HTMLElement | undefined;
  let carrier: Carrier | undefined;
  let close: HTMLButtonElement | undefined;
  let hasCome = false;
  let wanted: boolean | undefined;
  let isOpen = false;
  let covered: HTMLElement[] = [];
  let code: string | undefined;
  let later: HostMessage[] = [];
  let shade: 'light' | 'dark' = 'light';
  let look = { theme: {} } as ReturnType<FrameShellOptions['look']>;

  const scheme = (): 'light' | 'dark' => {
    const declared = getComputedStyle(document.documentElement).colorScheme;
    const isDark = /dark/.test(declared) && (dark.matches || !/light/.test(declared));
    return isDark ? 'dark' : 'light';
  };
  const isThere = () => hasCome && carrier?.isThere() === true;
  const tell = (message: HostMessage) => {
    if (isThere()) carrier?.tell(message);
  };
  /** Nobody comes with Tab or a screen reader to what the panel covers, or scrolls it; the back gesture leads to it. */
  const cover = () => {
    const isWhole = isOpen && small.matches;
    for (const one of covered) one.inert = false;
    covered = isWhole ? ([...document.body.children] as HTMLElement[]) : [];
    covered = covered.filter(
      one => !one.inert && !one.contains(root.host) && one.localName !== 'nara-announcer',
    );
    for (const one of covered) one.inert = true;
    const others = document.adoptedStyleSheets.filter(one => one !== lock);
    if (others.length === document.adoptedStyleSheets.length)
      lock.replaceSync(`${scrolling()}{overflow:hidden!important}`);
    document.adoptedStyleSheets = isWhole ? [...others, lock] : others;
    // In the page itself the panel watches.
    watch(isWhole && options.mode === 'frame');
  };
  const show = (flag: PanelFlag | 'closed') => {
    if (!box) return;
    isOpen = flag === 'open';
    const comes = box.hidden && flag !== 'closed';
    box.hidden = flag === 'closed';
    if (comes) options.raise(box);
    box.className = `frame ${flag}`;
    cover();
    options.shown(flag);
  };
  const hear = (message: PanelMessage) => {
    if (close?.isConnected) close.remove();
    if (message.type === 'size') show(message.flag);
    if (message.type === 'keep') {
      options.keep(message.flag);
      tell({ nara: 1, type: 'kept' });
    }
    if (message.type === 'unread') options.unread(message.count);
    if (message.type !== 'ready') return;
    if (message.fragment && !location.hash)
      history.replaceState(history.state, '', location.href.split('#')[0] + message.fragment);
    options.ready();
  };
  const greet = () => {
    hasCome = true;
    shade = scheme();
    look = options.look();
    if (close) box?.append(close);
    tell({
      nara: 1,
      type: 'hello',
      locale: options.lang(),
      page: location.href,
      scheme: shade,
      ...look,
      ...(wanted === undefined ? {} : { open: wanted }),
      ...(code === undefined ? {} : { code }),
    });
    for (const message of later) tell(message);
    later = [];
    code = wanted = undefined;
  };
  const lookAgain = () => {
    if (!isThere()) return;
    const [shadeNow, lookNow] = [scheme(), options.look()];
    if (shadeNow !== shade) tell({ nara: 1, type: 'scheme', scheme: shadeNow });
    if (JSON.stringify(lookNow) !== JSON.stringify(look)) tell({ nara: 1, type: 'theme', ...lookNow });
    [shade, look] = [shadeNow, lookNow];
  };
  const make = () => {
    if (box) return;
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet, size];
    box = document.createElement('div');
    box.setAttribute('part', 'panel');
    box.hidden = true;
    const carry = options.mode === 'inline' ? carryInPage : carryInFrame;
    const { hub, region } = options;
    carrier = carry({
      hub,
      region,
      lang: options.lang(),
      title: options.title(),
      come: greet,
      heard: hear,
    });
    dark.addEventListener('change', lookAgain, { signal });
    small.addEventListener('change', cover, { signal });
    tellVisiblePart(size, signal);
    close = document.createElement('button');
    close.textContent = '×';
    close.ariaLabel = options.closeName();
    close.onclick = shut;
    close.addEventListener('animationstart', options.late);
    box.append(carrier.element, close);
    root.append(box);
  };
  const shut = () => {
    if (!box) return;
    if (hasCome) tell({ nara: 1, type: 'close' });
    else wanted = false;
    if (!hasCome || close?.isConnected) {
      show('closed');
      options.keep(null);
    }
  };
  const watch = createCloseWatch(shut);
  return {
    fetch: make,
    open(given) {
      code = given;
      make();
      show('open');
      options.keep('open');
      if (isThere()) tell({ nara: 1, type: 'open' });
      else wanted = true;
      carrier?.focus();
    },
    close: shut,
    show(flag) {
      make();
      show(flag);
      if (flag === 'open' && hasCome) tell({ nara: 1, type: 'open' });
    },
    logout() {
      const message = { nara: 1, type: 'logout' } as const;
      make();
      if (!isOpen && box) box.hidden = box.className !== 'frame docked';
      if (hasCome) tell(message);
      else later.push(message);
    },
    tell,
    lookAgain,
    destroy() {
      life.abort();
      carrier?.end();
      box?.remove();
      box = carrier = undefined;
      hasCome = isOpen = false;
      cover();
      root.adoptedStyleSheets = root.adoptedStyleSheets.filter(one => one !== sheet && one !== size);
    },
  };
}
