/** What a custom element stands on; in Node, where there is none, something that can at least be imported. */
export const ElementBase: typeof HTMLElement =
  globalThis.HTMLElement ?? (class {} as unknown as typeof HTMLElement);

/**
 * The origin of the hub whose script tag runs now, if the script has this name. Undefined in a bundle of the page's own, and where a picture that is
 * called `currentScript` stands in for it (DOM clobbering).
 */
export function hubOfScript(name: string): string | undefined {
  const script = globalThis.document?.currentScript;
  if (!script || !(script instanceof HTMLScriptElement) || !script.src) return undefined;
  const { origin, pathname } = new URL(script.src);
  return pathname.endsWith(`/${name}`) ? origin : undefined;
}

/** The value of an attribute, or else of what stands in for it. One that is missing is a `TypeError` that names it. */
export function attribute(element: Element, name: string, otherwise?: string): string {
  const value = element.getAttribute(name) ?? otherwise;
  if (value) return value;
  throw new TypeError(`${element.localName}: the attribute ${name} is missing`);
}

/** Defines an element, unless a tag before this one has. */
export function define(name: string, element: CustomElementConstructor): void {
  if (globalThis.customElements?.get(name) === undefined) globalThis.customElements?.define(name, element);
}
