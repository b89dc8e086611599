/**
 * The style of the panel's own document: the panel fills it, and nothing else scrolls. As a page it keeps to what a keyboard leaves of the window,
 * and away from its rounded corners.
 */
export function panelSheet(): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    'html, body { height: 100%; margin: 0; overflow: hidden; background: var(--nara-canvas); } body { display: grid; grid-template: minmax(0, 1fr) / minmax(0, 1fr); } [data-mode=page] body { position: fixed; inset: var(--top, 0) 0 auto; box-sizing: border-box; height: var(--high, 100%); padding: env(safe-area-inset-top) env(safe-area-inset-right) max(0px, env(safe-area-inset-bottom) - var(--under, 0px)) env(safe-area-inset-left); }',
  );
  return sheet;
}
