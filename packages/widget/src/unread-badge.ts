const css = `button b{position:absolute;top:-6px;right:-4px;min-width:14px;padding:0 6px;border-radius:13px;font:700 13px/26px system-ui,sans-serif;text-align:center;background:#fbd452;color:#241d0d;box-shadow:0 0 0 2px var(--c)}
b:empty{display:none}
i{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}`;

/** Puts a number on the launcher; answers with what changes it. None is shown for 0; `word` is what a screen reader says after it. */
export function createBadge(button: HTMLButtonElement): (count: number, word: string) => void {
  const root = button.getRootNode() as ShadowRoot;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  const number = document.createElement('b');
  const said = document.createElement('i');
  button.append(number, said);
  return (count, word) => {
    number.textContent = count ? String(count) : '';
    said.textContent = count ? word : '';
  };
}
