/**
 * Where a chat stands: `loading` from the first opening until the panel speaks, `docked` while it is small and waits, `offline` when
 * nothing came from the hub.
 */
export type ChatState = 'closed' | 'loading' | 'open' | 'docked' | 'offline';

/** What a chat tells the page, and no more. None bubbles. */
export interface ChatEvents {
  /** The panel has been loaded and speaks. */
  readonly ready: CustomEvent<null>;
  /** The panel is shown. */
  readonly open: CustomEvent<null>;
  /** It has been made small, or closed. */
  readonly close: CustomEvent<null>;
  /** How many messages are unread now. */
  readonly unread: CustomEvent<number>;
}

interface Listening {
  addEventListener<Name extends keyof ChatEvents>(
    type: Name,
    listener: (event: ChatEvents[Name]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  removeEventListener<Name extends keyof ChatEvents>(
    type: Name,
    listener: (event: ChatEvents[Name]) => void,
    options?: boolean | EventListenerOptions,
  ): void;
}

/** An element that tells these. Where there is no document, as on a server, a class can extend it all the same. */
export const ChatHost = (globalThis.HTMLElement ?? class {}) as unknown as new () => Listening & HTMLElement;
