import { type Locale, resolveLocale } from '@nara/contract';

/** English where the page speaks none of ours; `sv` is that of Sweden, since a page's region is not known here. */
const offered: readonly Locale[] = ['en', 'sv-SE', 'sv-FI', 'fi'];

/** The language to speak at an element: of the nearest `lang`, its own first, else the page's. */
export function localeAt(element: HTMLElement): Locale {
  const nearest = element.closest<HTMLElement>('[lang]') ?? document.documentElement;
  return resolveLocale(nearest.lang, offered);
}

/** Calls `changed` when the page gets another language; returns the end of it. */
export function onPageLanguage(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributeFilter: ['lang'] });
  return () => observer.disconnect();
}
