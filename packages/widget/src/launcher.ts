import { launcherName } from './launcher-words.ts';
import { raise } from './raise.ts';

/** The button on the page. It asks for nothing and keeps nothing. */
export interface Launcher {
  readonly button: HTMLButtonElement;
  /** Its name in a language, a line below it, and its colours and corners: `neutral`, `se` or `fi`. */
  look(lang: string, preset: string, line: string | undefined): void;
}

const mark =
  'M12 3.5c5.1 0 9 3.4 9 7.9s-3.9 7.9-9 7.9c-1 0-2-.1-2.9-.4L4.6 20.6l.9-3.9C3.9 15.3 3 13.4 3 11.4c0-4.5 3.9-7.9 9-7.9Z';
const neutral = '#045855;--d:#76d5ca;--e:#001c1b';
const presets: Readonly<Record<string, string>> = {
  se: '#1a4787;--d:#8ebef9;--e:#07162c',
  fi: '#483388;--d:#beb4f3;--e:#171130;--r:8px',
};
const css = `:host(:not([hidden])){all:initial!important;color-scheme:inherit!important}
button{position:fixed;z-index:var(--nara-z-index,2147482000);inset:auto var(--nara-right,16px) var(--nara-bottom,24px) auto;min-height:56px;margin:0;overflow:visible;padding:8px 22px 8px 16px;display:flex;align-items:center;gap:12px;border:0;border-radius:var(--r,28px);font:600 16px/20px system-ui,sans-serif;text-align:start;cursor:pointer;background:var(--nara-launcher,light-dark(var(--c),var(--d)));color:var(--nara-on-launcher,light-dark(#fff,var(--e)));box-shadow:0 0 0 2px Canvas,0 4px 10px #10202214,0 20px 48px #1020222e}
@supports not (color:light-dark(#000,#fff)){button{background:var(--nara-launcher,var(--c));color:var(--nara-on-launcher,#fff)}}
button[hidden],:host([no-launcher])>button{display:none}
button:focus-visible{outline:3px solid #10171a;outline-offset:3px;box-shadow:0 0 0 3px #fff}
svg{width:30px;height:30px;flex:none;fill:none;stroke:currentColor;stroke-width:1.75;stroke-linejoin:round;stroke-linecap:round}
small{display:block;font-size:14px;font-weight:400}
@media(forced-colors:active){button{border:1px solid;background:ButtonText;color:ButtonFace;forced-color-adjust:none}}
@media print{*{display:none!important}}`;

/** Draws the button into a shadow root, in plain DOM. */
export function createLauncher(root: ShadowRoot): Launcher {
  const sheet = new CSSStyleSheet();
  const colours = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [sheet, colours];
  const draw = (tag: string, attributes: Record<string, string>) => {
    const shape = document.createElementNS('http://www.w3.org/2000/svg', tag);
    for (const name in attributes) shape.setAttribute(name, attributes[name] ?? '');
    return shape;
  };
  const make = <Tag extends keyof HTMLElementTagNameMap>(tag: Tag, ...inside: readonly Node[]) => {
    const element = document.createElement(tag);
    element.append(...inside);
    return element;
  };
  const icon = draw('svg', { viewBox: '0 0 24 24', 'aria-hidden': 'true' });
  icon.append(
    draw('path', { d: mark }),
    // Two dots: the shortest lines with round ends. Those of no length at all Firefox draws from somewhere else.
    draw('path', { d: 'M8.8 11.4h.01m6.4 0h.01', 'stroke-width': '3.1' }),
  );
  const name = new Text();
  const below = make('small');
  const button = make('button', icon, make('span', name, below));
  button.setAttribute('aria-expanded', 'false');
  root.append(button);
  raise(button);
  return {
    button,
    look(lang, preset, line = '') {
      colours.replaceSync(`:host{--c:${presets[preset] ?? neutral}}`);
      button.lang = lang;
      name.data = launcherName(lang);
      below.textContent = line;
    },
  };
}
