import type { Preset } from '@nara/contract';
import type { Palette } from '@nara/elements/fit-theme.ts';
import { readPalette } from '@nara/elements/read-palette.ts';
import { themeTokens } from '@nara/elements/theme-tokens.ts';
import { themedPairs } from '@nara/elements/token-pairs.ts';
import { adoptTokens } from '@nara/elements/tokens.ts';
import { element } from '../element.ts';

const tokens = new Set([
  ...themeTokens.keys(),
  ...themedPairs.flatMap(({ token, on, also = [] }) => [token, ...on, ...also]),
]);

/** The colours that a preset has by itself. */
export function presetPalettes(preset: Preset): { readonly light: Palette; readonly dark: Palette } {
  // Not `hidden`: in what is not laid out WebKit knows no style of a shadow root. It is empty and gone before anything is drawn.
  const host = element('div', {});
  host.dataset['naraPreset'] = preset;
  const root = host.attachShadow({ mode: 'open' });
  void adoptTokens(root);
  document.body.append(host);
  const palettes = {
    light: readPalette(root, 'light', tokens),
    dark: readPalette(root, 'dark', tokens),
  };
  host.remove();
  return palettes;
}
