import type { Surface } from '../driver/browser.ts';

/** How the button and the frame look and whether a pointer meets them, in words that two pages can be compared by. */
export interface Looks {
  readonly launcher: string;
  readonly frame: string;
}

/** Looks at the chat of a page; what is not there is ''. */
export function looksOf(page: Surface): Promise<Looks> {
  return page.evaluate(async () => {
    const host = document.querySelector('nara-chat');
    const look = (part: Element | null | undefined): string => {
      if (!host || !part) return '';
      const { x, y, right, bottom, width, height } = part.getBoundingClientRect();
      if (width === 0) return 'not drawn';
      const { fontSize, letterSpacing, color, backgroundColor, visibility } = getComputedStyle(part);
      const met = document.elementFromPoint(x + width / 2, y + height / 2) === host;
      const around = getComputedStyle(host);
      return [
        `${Math.round(width)}x${Math.round(height)}`,
        `${Math.round(innerWidth - right)},${Math.round(innerHeight - bottom)}`,
        `${fontSize} ${letterSpacing} ${color} ${backgroundColor} ${visibility}`,
        `${around.opacity} ${around.filter} ${around.transform}`,
        met ? 'met' : 'covered',
      ].join(' | ');
    };
    const root = host?.shadowRoot;
    // It rises when it comes.
    await Promise.all(
      root
        ?.querySelector('.frame')
        ?.getAnimations()
        .map(({ finished }) => finished) ?? [],
    );
    return {
      launcher: look(root?.querySelector('button[aria-expanded]')),
      frame: look(root?.querySelector('.frame')),
    };
  });
}
