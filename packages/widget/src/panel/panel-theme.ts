import type { Theme } from '@nara/contract';
import { type FittedTheme, fitTheme, type ThemeFault } from '@nara/elements/fit-theme.ts';
import { readPalette } from '@nara/elements/read-palette.ts';
import { readTheme, themeTokens } from '@nara/elements/theme-tokens.ts';
import { themedPairs } from '@nara/elements/token-pairs.ts';
import type { PanelPlace } from './panel-setting.ts';

/** Who asks for more contrast has these from the look itself. */
const givenWithMore = new Set(['line', 'line-strong', 'ink-2', 'focus']);
const generic = /^(serif|sans-serif|monospace|system-ui|ui-[a-z-]+|-apple-system)$/;
const worn = new WeakMap<PanelPlace, CSSStyleSheet>();
const told = new Set<string>();

/** Shows a page's theme upon the preset that is there, in place of the one before, and tells the console which colours had to give way. */
export function wearTheme(given: Theme, place: PanelPlace): void {
  const { sheets } = place;
  const before = worn.get(place);
  sheets.adoptedStyleSheets = sheets.adoptedStyleSheets.filter(sheet => sheet !== before);
  // Colours of the system's own are nobody else's to choose.
  if (matchMedia('(forced-colors: active)').matches) return;
  const theme = readTheme(given);
  const root = sheets instanceof ShadowRoot ? sheets : document.body;
  const met = themedPairs.flatMap(({ token, on, also = [] }) => [token, ...on, ...also]);
  const tokens = new Set([...themeTokens.keys(), ...met]);
  const fitted = fitTheme(theme, {
    light: readPalette(root, 'light', tokens),
    dark: readPalette(root, 'dark', tokens),
  });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(themeSheet(theme, fitted, CSS.supports('color', 'light-dark(#000, #fff)')));
  sheets.adoptedStyleSheets = [...sheets.adoptedStyleSheets, sheet];
  worn.set(place, sheet);
  for (const line of fitted.faults.map(faultLine)) {
    if (!told.has(line)) console.warn(line);
    told.add(line);
  }
}

/** The theme as a style sheet for the panel's document, or for what holds it on a host page. `bothSchemes`: the browser knows `light-dark()`. */
export function themeSheet(theme: Theme, { light, dark }: FittedTheme, bothSchemes: boolean): string {
  const colours = Object.keys(light).map(token => {
    const value = bothSchemes ? `light-dark(${light[token]}, ${dark[token]})` : light[token];
    return [token, value] as const;
  });
  const others = Object.entries(theme).flatMap(([token, value]) => {
    if (token === 'font') return [[token, (value as readonly string[]).map(family).join(', ')] as const];
    return typeof value === 'number' ? [[token, token === 'scale' ? value : `${value}px`] as const] : [];
  });
  const rule = (lines: readonly (readonly [string, unknown])[]) =>
    `:root[data-nara-preset], :host([data-nara-preset]) { ${lines.map(([token, value]) => `--nara-${token}: ${value};`).join(' ')} }`;
  const always = colours.filter(([token]) => !givenWithMore.has(token));
  const plainly = colours.filter(([token]) => givenWithMore.has(token));
  return [
    rule(others),
    `@media (forced-colors: none) { ${rule(always)} }`,
    `@media (forced-colors: none) and (not (prefers-contrast: more)) { ${rule(plainly)} }`,
  ].join('\n');
}

function family(name: string): string {
  return generic.test(name) ? name : `"${name}"`;
}

function faultLine({ scheme, token, on, ratio, least, given, shown }: ThemeFault): string {
  return `nara: --nara-${token} ${given} on --nara-${on} has a contrast of ${ratio.toFixed(2)} in ${scheme}, ${least} is needed: ${shown} is shown instead`;
}
