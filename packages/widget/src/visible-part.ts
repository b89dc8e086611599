/**
 * Keeps a style sheet told of the part of the window that an on-screen keyboard leaves: `--top` and `--high` of it, and `--under`, how much of
 * the window is beneath it. While the reader has zoomed in, all stays as it was.
 */
export function tellVisiblePart(sheet: CSSStyleSheet, signal?: AbortSignal): void {
  const viewport = window.visualViewport;
  if (!viewport) return;
  const tell = () => {
    const { height, offsetTop, scale } = viewport;
    if (scale !== 1) return;
    const under = Math.max(0, innerHeight - height - offsetTop);
    sheet.replaceSync(`:root,:host{--top:${offsetTop}px;--high:${height}px;--under:${under}px}`);
  };
  for (const type of ['resize', 'scroll']) viewport.addEventListener(type, tell, signal && { signal });
  tell();
}
