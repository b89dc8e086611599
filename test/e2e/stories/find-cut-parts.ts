/**
 * What of a document cannot be seen whole: text or controls that stick out of the window or of what clips them, what scrolls
 * sideways, and what scrolls in hardly any room. Runs in the page, and so uses nothing around it. `mayShorten` are selectors of what may end in an ellipsis or scroll sideways.
 */
export function findCutParts(mayShorten: readonly string[]): string[] {
  const faults = new Set<string>();
  const slack = 1.5;
  /** What a control takes: less of what scrolls is no place to read in. */
  const least = 44;
  const name = (element: Element) => {
    const text = (element.textContent ?? '').replace(/\s+/g, ' ').trim().slice(0, 40);
    return `${element.localName}${element.className ? `.${element.className}` : ''} "${text}"`;
  };
  const page = document.scrollingElement ?? document.documentElement;
  if (page.scrollWidth > window.innerWidth)
    faults.add(`the page is ${page.scrollWidth} px wide where ${window.innerWidth} are shown`);

  const parentOf = (node: Node): Element | null => {
    const up =
      (node as Element).assignedSlot ?? node.parentNode ?? (node as Partial<ShadowRoot>).host ?? null;
    return up instanceof ShadowRoot ? up.host : up instanceof Element ? up : null;
  };
  const isForEyes = (element: Element) => {
    for (let at: Element | null = element; at; at = parentOf(at)) {
      const style = getComputedStyle(at);
      if (
        style.clipPath.startsWith('inset(50%') ||
        style.visibility !== 'visible' ||
        style.display === 'none'
      )
        return false;
      if (mayShorten.some(selector => at?.matches(selector))) return false;
    }
    return true;
  };
  /** Tells where a box sticks out of what is around it, up to what scrolls. */
  const check = (element: Element, box: DOMRect) => {
    if (box.width === 0 || box.height === 0) return;
    if (box.right > window.innerWidth + slack || box.left < -slack)
      faults.add(`${name(element)} is beside the window`);
    let sideways = false;
    for (let at: Element | null = element; at; at = parentOf(at)) {
      const style = getComputedStyle(at);
      const clip = at.getBoundingClientRect();
      const clipsX = style.overflowX !== 'visible' && style.display !== 'inline';
      const clipsY = style.overflowY !== 'visible' && style.display !== 'inline';
      const field = at instanceof HTMLTextAreaElement || at instanceof HTMLInputElement;
      if (clipsX && !sideways && !field) {
        sideways = /auto|scroll/.test(style.overflowX);
        if (sideways && at.scrollWidth > at.clientWidth + 1) faults.add(`${name(at)} scrolls sideways`);
        if (!sideways && (box.right > clip.right + slack || box.left < clip.left - slack))
          faults.add(`${name(element)} is cut at the side by ${at.localName}`);
      }
      if (/auto|scroll/.test(style.overflowY) && at.scrollHeight > at.clientHeight) {
        if (!field && at.clientHeight < least)
          faults.add(`${name(at)} shows ${at.clientHeight} px of itself`);
        return;
      }
      if (clipsY && (box.bottom > clip.bottom + slack || box.top < clip.top - slack))
        faults.add(`${name(element)} is cut by ${at.localName}`);
      if (style.position === 'fixed') break;
    }
    if (
      page.scrollHeight <= window.innerHeight &&
      (box.bottom > window.innerHeight + slack || box.top < -slack)
    )
      faults.add(`${name(element)} is above or below the window`);
  };
  const look = (root: ParentNode) => {
    for (const element of root.querySelectorAll('*')) {
      if (element.shadowRoot) look(element.shadowRoot);
      if (/^(style|script|template|option)$/.test(element.localName) || element instanceof SVGElement)
        continue;
      if (!element.checkVisibility() || !isForEyes(element)) continue;
      if (element.matches('button, a[href], input, textarea, select'))
        check(element, element.getBoundingClientRect());
      for (const child of element.childNodes) {
        if (child.nodeType !== Node.TEXT_NODE || !child.textContent?.trim()) continue;
        const range = document.createRange();
        range.selectNodeContents(child);
        for (const box of range.getClientRects()) check(element, box);
      }
    }
  };
  look(document);
  return [...faults];
}
