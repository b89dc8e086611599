import type { HostMessage, PanelFlag, PanelMessage } from '@nara/contract';
import { parseHostMessage } from './host-message.ts';

/** The panel's line to the page that embeds it. The first `hello` fixes the page's origin; nobody else is heard or told. */
export interface HostLink {
  /** Hears the host's messages; those that came before are told at once. */
  listen(listener: (message: HostMessage) => void): void;
  size(flag: PanelFlag | 'closed'): void;
  /** Resolves when the page has done so, which an earlier loader does not say. */
  keep(flag: PanelFlag | null): Promise<void>;
  unread(count: number): void;
  /** Gives the page its own fragment back after a login. */
  ready(fragment: string | undefined): void;
}

/** Begins to hear the host. Call it before anything is awaited: the host says hello when the frame has loaded. */
export function openHostLink(frame: Window): HostLink {
  let origin: string | undefined;
  let listener: ((message: HostMessage) => void) | undefined;
  const early: HostMessage[] = [];
  const awaited: (() => void)[] = [];
  frame.addEventListener('message', event => {
    if (event.source !== frame.parent || (origin !== undefined && event.origin !== origin)) return;
    const message = parseHostMessage(event.data);
    if (message === undefined || (origin === undefined && message.type !== 'hello')) return;
    if (message.type === 'hello' && !isPageOf(message.page, event.origin)) return;
    origin = event.origin;
    if (message.type === 'kept') awaited.shift()?.();
    else if (listener === undefined) early.push(message);
    else listener(message);
  });
  const tell = (message: PanelMessage) => {
    if (origin !== undefined) frame.parent.postMessage(message, origin);
  };
  return {
    listen(heard) {
      listener = heard;
      for (const message of early.splice(0)) heard(message);
    },
    size: flag => tell({ nara: 1, type: 'size', flag }),
    keep(flag) {
      tell({ nara: 1, type: 'keep', flag });
      return new Promise(resolve => awaited.push(resolve));
    },
    unread: count => tell({ nara: 1, type: 'unread', count }),
    ready: fragment => tell({ nara: 1, type: 'ready', fragment }),
  };
}

function isPageOf(page: string, origin: string): boolean {
  return URL.canParse(page) && new URL(page).origin === origin;
}
