import type { Surface } from '../driver/browser.ts';

/**
 * Writes down, from now on, what a screen reader would say of live regions (WAI-ARIA 1.2, 6.6.1): of a log each line that is added, of an
 * alert, a status and any other region that changes its whole text. Call it again after the document has been replaced.
 */
export async function listen(surface: Surface): Promise<void> {
  await surface.evaluate(recordSpoken);
}

/** What has been said since {@link listen}, oldest first, as `log: text`. */
export async function spoken(surface: Surface): Promise<readonly string[]> {
  return surface.evaluate(
    () => (window as unknown as { naraSpoken?: string[] }).naraSpoken ?? ['nobody listened'],
  );
}

/** Runs in the page, and so uses nothing around it. */
function recordSpoken(): void {
  const home = window as unknown as { naraSpoken?: string[] };
  if (home.naraSpoken !== undefined) return;
  const said: string[] = [];
  home.naraSpoken = said;
  const spokenRoles = ['log', 'status', 'alert'];
  const collapse = (text: string) => text.replace(/[^\S\u00a0]+/g, ' ').trim();
  const parentOf = (node: Node): Node | null =>
    (node as Element).assignedSlot ?? node.parentNode ?? (node as Partial<ShadowRoot>).host ?? null;
  const kindOf = (element: Element): string => {
    const live = element.getAttribute('aria-live');
    if (live === 'off') return '';
    const role = element.getAttribute('role') ?? (element.localName === 'output' ? 'status' : '');
    return spokenRoles.includes(role) ? role : (live ?? '');
  };
  const regionOf = (node: Node | null): Element | undefined => {
    for (let at = node; at; at = parentOf(at)) if (at instanceof Element && kindOf(at) !== '') return at;
    return undefined;
  };
  const textOf = (node: Node): string => {
    if (node.nodeType === Node.TEXT_NODE) return node.textContent ?? '';
    if (node instanceof Element) {
      if (node.getAttribute('aria-hidden') === 'true' || /^(style|script|svg)$/.test(node.localName))
        return '';
      if (
        !node.checkVisibility({ visibilityProperty: true }) &&
        getComputedStyle(node).display !== 'contents'
      )
        return '';
    }
    const inner =
      node instanceof HTMLSlotElement
        ? node.assignedNodes({ flatten: true })
        : ((node as Element).shadowRoot ?? node).childNodes;
    return ` ${[...inner].map(textOf).join('')} `;
  };
  const last = new WeakMap<Element, string>();
  const observer = new MutationObserver(records => {
    const changed = new Set<Element>();
    for (const { target, addedNodes } of records) {
      const around = regionOf(target);
      for (const node of addedNodes) {
        watch(node);
        if (around !== undefined && kindOf(around) === 'log') tell('log', textOf(node));
        else if (around === undefined && node instanceof Element)
          for (const each of regionsIn(node)) changed.add(each);
      }
      if (around !== undefined && kindOf(around) !== 'log') changed.add(around);
    }
    for (const region of changed) {
      const text = collapse(textOf(region));
      if (text === (last.get(region) ?? '')) continue;
      last.set(region, text);
      tell(kindOf(region), text);
    }
  });
  const tell = (kind: string, text: string) => {
    const line = collapse(text);
    if (line !== '') said.push(`${kind}: ${line}`);
  };
  const regionsIn = (node: Element): Element[] => [
    ...(kindOf(node) !== '' && kindOf(node) !== 'log' ? [node] : []),
    ...[...(node.shadowRoot ?? node).children].flatMap(regionsIn),
  ];
  const watched = new WeakSet<Node>();
  const watch = (node: Node): void => {
    if (!(node instanceof Element || node instanceof ShadowRoot || node instanceof Document)) return;
    if (node instanceof Element && node.shadowRoot && !watched.has(node.shadowRoot)) observe(node.shadowRoot);
    for (const child of node.children) watch(child);
  };
  const observe = (root: ShadowRoot | Document) => {
    watched.add(root);
    observer.observe(root, { subtree: true, childList: true, characterData: true });
    watch(root);
  };
  for (const region of regionsIn(document.documentElement)) last.set(region, collapse(textOf(region)));
  observe(document);
}
