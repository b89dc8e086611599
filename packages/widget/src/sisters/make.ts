type Child = Node | string;

/** An element with its attributes and what is in it. Nothing is parsed: a page may require Trusted Types. */
export function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** The drawings, on a 24 grid, of LOOK's own set. */
const paths = {
  check: 'm5 12.7 4.5 4.5L19 7.5',
  clock: 'M12 3.7a8.3 8.3 0 1 0 0 16.6 8.3 8.3 0 0 0 0-16.6ZM12 7.3V12l3.2 2.2',
  closed: 'M12 3.7a8.3 8.3 0 1 0 0 16.6 8.3 8.3 0 0 0 0-16.6ZM8 12h8',
  warn: 'M12 4 2.9 19.3h18.2ZM12 10v4.3M12 16.6v.3',
};

/** One of the drawings. */
export type IconName = keyof typeof paths;

/** A drawing in the text's colour; the word beside it says what it means. */
export function icon(name: IconName): SVGElement {
  const space = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(space, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(space, 'path');
  path.setAttribute('d', paths[name]);
  svg.append(path);
  return svg;
}
