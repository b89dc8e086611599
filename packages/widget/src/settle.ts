/**
 * Takes the chat into the open dialog that somebody asks for it from, since nothing beside a modal dialog can be reached, and back when
 * that closes. Its frame loads anew where the browser cannot move it.
 */
export function settle(chat: HTMLElement, from?: Element | null): void {
  const home: Element & { moveBefore?(node: Node, before: null): void } =
    from?.closest('dialog[open]') ?? document.body;
  if (chat.parentNode === home) return;
  if (home.moveBefore) home.moveBefore(chat, null);
  else home.append(chat);
  if (home !== document.body) home.addEventListener('close', () => settle(chat), { once: true });
}
