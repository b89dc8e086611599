import type { NaraChat, NaraFunction } from './nara-chat.ts';

declare const chat: NaraChat;
declare const nara: NaraFunction;

/** What compiles: both forms, with the events' own details. */
export function uses(): readonly number[] {
  const counts: number[] = [];
  chat.addEventListener('unread', event => counts.push(event.detail));
  nara('on', 'unread', event => counts.push(event.detail));
  nara('setLocale', 'fi');
  window.nara?.('destroy');
  return counts;
}

/** What must not compile: each line below is a fault that only the types can find. */
export function faults(): void {
  // @ts-expect-error a method that there is none of
  nara('dance');
  // @ts-expect-error a language is needed
  nara('setLocale');
  // @ts-expect-error an event that there is none of
  nara('on', 'message', () => {});
  // @ts-expect-error a mode that there is none of
  chat.mode = 'window';
  // @ts-expect-error what is told cannot be set
  chat.state = 'open';
}
