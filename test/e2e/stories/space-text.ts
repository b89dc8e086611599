/**
 * Gives all text the space that a reader may give it (WCAG 2.2, 1.4.12), or takes it back. Runs in the page, and so uses nothing around it.
 */
export function spaceText(isSpaced: boolean): void {
  const holder = window as unknown as { naraSpacing?: CSSStyleSheet };
  const sheet = holder.naraSpacing ?? new CSSStyleSheet();
  holder.naraSpacing = sheet;
  sheet.replaceSync(
    '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }',
  );
  const look = (root: Document | ShadowRoot) => {
    const others = root.adoptedStyleSheets.filter(each => each !== sheet);
    root.adoptedStyleSheets = isSpaced ? [...others, sheet] : others;
    for (const { shadowRoot } of root.querySelectorAll('*')) if (shadowRoot) look(shadowRoot);
  };
  look(document);
}
