/**
 * Lays an element over everything on the page, whatever their `z-index`, and out of reach of what the page does to the elements around
 * it; unless the page says with `--nara-z-index` where it is to lie.
 */
export function raise(element: HTMLElement): void {
  if (getComputedStyle(element).getPropertyValue('--nara-z-index')) return;
  element.popover = 'manual';
  element.hidePopover?.();
  element.showPopover?.();
}
