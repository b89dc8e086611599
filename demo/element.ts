/** An element with properties and content. Texts stay texts: nothing is parsed. */
export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  properties: Partial<HTMLElementTagNameMap[K]> = {},
  ...content: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...content);
  return made;
}

/** Sets a text only when it differs, so that nothing is read out twice. */
export function setText(node: HTMLElement, text: string): void {
  if (node.textContent !== text) node.textContent = text;
  node.hidden = text === '';
}

/**
 * Makes the children of a list be those of the given keys, in order: what is there already stays in place, so that a screen reader hears only what is new.
 */
export function keepChildren<T>(
  list: HTMLElement,
  items: readonly T[],
  keyOf: (item: T) => string,
  draw: (item: T, before: HTMLElement | undefined) => HTMLElement,
): void {
  const known = new Map([...list.children].map(child => [(child as HTMLElement).dataset['key'], child]));
  const wanted = items.map(item => {
    const before = known.get(keyOf(item)) as HTMLElement | undefined;
    const drawn = draw(item, before);
    drawn.dataset['key'] = keyOf(item);
    return drawn;
  });
  for (const child of known.values()) if (!wanted.includes(child as HTMLElement)) child.remove();
  wanted.forEach((child, index) => {
    const there = list.children[index];
    if (there !== child) list.insertBefore(child, there ?? null);
  });
}
