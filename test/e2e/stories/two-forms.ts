import type { Page } from '../driver/browser.ts';

/** The methods of a chat. */
export type ChatMethod = 'open' | 'close' | 'toggle' | 'show' | 'hide' | 'setLocale' | 'logout' | 'destroy';

/** One of the two ways to put the chat on a page, and how that page's scripts speak to it. */
export interface Form {
  readonly name: 'the script tag' | 'the element';
  readonly path: string;
  call(page: Page, method: ChatMethod, ...rest: readonly string[]): Promise<void>;
}

export const forms: readonly Form[] = [
  {
    name: 'the script tag',
    path: '/tag',
    call: (page, method, ...rest) =>
      page.evaluate(
        (name, given) => (globalThis as unknown as { nara(...call: string[]): void }).nara(name, ...given),
        method,
        rest,
      ),
  },
  {
    name: 'the element',
    path: '/element',
    call: (page, method, ...rest) =>
      page.evaluate(
        (name, given) => {
          const chat = document.querySelector('nara-chat') as unknown as Record<
            string,
            (...rest: string[]) => void
          >;
          chat[name]?.(...given);
        },
        method,
        rest,
      ),
  },
];

/** Waits until the page's first chat says this of itself. */
export async function chatIs(page: Page, state: string): Promise<void> {
  await page.waitUntil(
    `a chat that is ${state}`,
    wanted => document.querySelector('nara-chat')?.getAttribute('data-state') === wanted,
    state,
  );
}
