import { countInTitle } from '../count-in-title.ts';

/** Where the panel is a page of its own: unread messages before its title and, where it is installed, on its icon. */
export function tellOnPage(count: number): void {
  countInTitle(document, count);
  if ('setAppBadge' in navigator) navigator.setAppBadge(count).catch(() => {});
}
