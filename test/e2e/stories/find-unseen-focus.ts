/**
 * Why one does not see where the focus is, or '' when one does: something has it, an outline is drawn at it, and part of that is in
 * view with nothing over it. A heading that was given the focus has no outline: it cannot be operated. Runs in the page, and so uses
 * nothing around it.
 */
export function findUnseenFocus(): string {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  if (active === null || active === document.body) return 'nothing has the focus';
  const parentOf = (element: Element): Element | null =>
    element.parentElement ?? (element.getRootNode() as Partial<ShadowRoot>).host ?? null;
  const isOutlined = (element: Element | null | undefined): element is Element => {
    if (!element) return false;
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element);
    const clear = /, 0\)$|\/ 0\)$|^transparent$/.test(outlineColor);
    return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2 && !clear;
  };
  // The box around a field, or what is drawn for an input that is not, may bear the outline in its place.
  const around = [active.nextElementSibling, ...ancestors(active, 3)];
  const heading = /^H[1-6]$/.test(active.tagName);
  const bearer = [active, ...around].find(isOutlined) ?? (heading ? active : undefined);
  if (bearer === undefined) return 'no outline is drawn at it';
  const boxes = [...bearer.getClientRects()];
  const points = boxes.flatMap(({ left, top, width, height }) =>
    [0.1, 0.5, 0.9].flatMap(x => [0.1, 0.5, 0.9].map(y => [left + width * x, top + height * y] as const)),
  );
  const inView = points.filter(([x, y]) => x >= 0 && y >= 0 && x < innerWidth && y < innerHeight);
  if (inView.length === 0) return 'it is out of view';
  return inView.some(([x, y]) => isWithin(deepest(x, y), bearer)) ? '' : 'something lies over it';

  function ancestors(element: Element, levels: number): Element[] {
    const parent = levels > 0 ? parentOf(element) : null;
    return parent ? [parent, ...ancestors(parent, levels - 1)] : [];
  }
  function deepest(x: number, y: number): Element | null {
    let found = document.elementFromPoint(x, y);
    for (
      let inner = found?.shadowRoot?.elementFromPoint(x, y);
      inner && inner !== found;
      inner = found?.shadowRoot?.elementFromPoint(x, y)
    )
      found = inner;
    return found;
  }
  function isWithin(element: Element | null, outer: Element): boolean {
    return element !== null && (element === outer || isWithin(parentOf(element), outer));
  }
}
