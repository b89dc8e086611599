/**
 * Remembers where the first line in view stands; the returned function, called once more is drawn, scrolls so that it stands there
 * again. The element that scrolls is the host or one around it, and the browser's own anchoring is off there: it does nothing at
 * the top, and nothing in WebKit.
 */
export function holdPlace(host: HTMLElement, lines: Iterable<HTMLElement>): () => void {
  const scroller = scrollerOf(host);
  scroller.style.setProperty('overflow-anchor', 'none');
  const edge = scroller === document.scrollingElement ? 0 : scroller.getBoundingClientRect().top;
  for (const line of lines) {
    const { top, bottom } = line.getBoundingClientRect();
    if (bottom > edge)
      return () => {
        scroller.scrollTop += line.getBoundingClientRect().top - top;
      };
  }
  return () => {};
}

function scrollerOf(host: HTMLElement): HTMLElement {
  for (let node: Node | null = host; node !== null; ) {
    if (node instanceof HTMLElement && /auto|scroll/.test(getComputedStyle(node).overflowY)) return node;
    node = node instanceof ShadowRoot ? node.host : node.parentNode;
  }
  return document.scrollingElement instanceof HTMLElement ? document.scrollingElement : document.body;
}
