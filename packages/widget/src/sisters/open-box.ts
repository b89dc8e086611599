import { make } from './make.ts';
import { paletteRules } from './palette.ts';

/** What both small elements look like. `all` shields from what the page lets elements inherit: its sizes, colours and spacing. */
const css = `:host{display:block}
:host([hidden]),[hidden]{display:none!important}
.all{all:initial;display:block;color-scheme:inherit;color:var(--_ink);font:400 calc(16px*var(--nara-scale,1))/1.5 var(--nara-font,system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Helvetica Neue",Arial,sans-serif);font-variant-numeric:tabular-nums;overflow-wrap:break-word}
*{box-sizing:border-box}
p{margin:0}
p:empty:not([role]){display:none}
.says{display:flex;align-items:center;gap:8px}
.missed{color:var(--_on-warning-soft);font-weight:600}
svg{flex:none;width:20px;height:20px;fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round;stroke-linejoin:round}
button{display:inline-flex;align-items:center;justify-content:center;gap:8px;min-width:72px;min-height:48px;margin:0;padding:8px 22px;border:2px solid var(--_primary);border-radius:var(--_radius-button);background:var(--_surface);color:var(--_primary);font:inherit;font-weight:600;cursor:pointer}
button:hover{background:var(--_primary-soft)}
:focus-visible{outline:3px solid var(--_focus);outline-offset:2px;box-shadow:0 0 0 2px var(--_surface)}
.row{display:flex;flex-wrap:wrap;align-items:center;gap:12px 16px}
@media(prefers-contrast:more){.all{--_line:var(--_ink)!important;--_line-strong:var(--_ink)!important;--_ink-2:var(--_ink)!important}}
.vh{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
`;

let sheet: CSSStyleSheet | undefined;

/** Gives an element its shadow root and the box in it, styled without a style element, so that a strict policy holds. */
export function openBox(host: HTMLElement, own: string): HTMLElement {
  const root = host.attachShadow({ mode: 'open' });
  if (sheet === undefined) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(paletteRules() + css);
  }
  const ownSheet = new CSSStyleSheet();
  ownSheet.replaceSync(own);
  root.adoptedStyleSheets = [sheet, ownSheet];
  const box = make('div', { class: 'all', part: 'box' });
  root.append(box);
  return box;
}
