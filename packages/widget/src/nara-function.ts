import type { ChatEvents } from './chat-events.ts';
import type { NaraChat } from './nara-chat.ts';

/**
 * The page's `nara`, which the script tag makes: a method of `<nara-chat>` by its name with what it takes, or an event to listen to. Before
 * it has come, a stub that keeps the calls in `q`.
 */
export interface NaraFunction {
  (method: 'open' | 'close' | 'toggle' | 'show' | 'hide' | 'logout' | 'destroy'): void;
  (method: 'setLocale', tag: string): void;
  <Name extends keyof ChatEvents>(
    method: 'on',
    type: Name,
    listener: (event: ChatEvents[Name]) => void,
  ): void;
  /** The chat that is told. */
  readonly chat?: NaraChat;
  /** What was called before the script had come. */
  readonly q?: readonly ArrayLike<unknown>[];
}

const methods = ['open', 'close', 'toggle', 'show', 'hide', 'setLocale', 'logout', 'destroy', 'on'];

/** Makes `window.nara` speak to a chat, and tells it what the stub has kept. One that speaks to a chat already stays. */
export function takeCalls(chat: NaraChat): void {
  const before = window.nara;
  if (before?.chat && !before.chat.destroyed) return;
  const nara = (method: string, ...rest: unknown[]) => {
    if (!methods.includes(method)) console.error(`nara: there is no "${method}", only ${methods}`);
    else if (chat.destroyed) console.error(`nara: ${method} after destroy`);
    else
      (chat as unknown as Record<string, (...rest: unknown[]) => void>)[
        method === 'on' ? 'addEventListener' : method
      ]?.(...rest);
  };
  window.nara = Object.assign(nara, { chat }) as unknown as NaraFunction;
  for (const call of before?.q ?? []) nara(...(Array.from(call) as [string]));
}

declare global {
  interface Window {
    nara?: NaraFunction;
  }
}
