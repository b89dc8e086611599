import type { Preset, Theme } from '@nara/contract';
import type { FittedTheme, Palette } from '@nara/elements/fit-theme.ts';

/** The colours that the page lets one choose; the others follow from them. */
export const choosable = ['primary', 'header', 'canvas', 'bubble-own', 'link', 'focus'] as const;

/** A colour that can be chosen, by its token. */
export type Choosable = (typeof choosable)[number];

/** What a webmaster has chosen so far. */
export interface Choice {
  readonly preset: Preset;
  readonly colours: Readonly<Partial<Record<Choosable, { readonly light?: string; readonly dark?: string }>>>;
  /** In pixels; undefined: those of the preset. */
  readonly corners: number | undefined;
}

const rounded = ['radius-m', 'radius-bubble', 'radius-button'];

/** The choice as the chat takes it. A colour of dark alone has the preset's beside it. */
export function themeOf({ colours, corners }: Choice, light: Palette): Theme {
  const theme: Record<string, Theme[string]> = {};
  for (const [token, chosen] of Object.entries(colours)) {
    const inLight = chosen.light ?? light[token];
    if (inLight !== undefined) theme[token] = chosen.dark === undefined ? inLight : [inLight, chosen.dark];
  }
  for (const token of corners === undefined ? [] : rounded) theme[token] = corners ?? 0;
  return theme;
}

/** The custom properties that a style sheet sets for it: colours as the chat shows them, and the button's among them. */
export function propertiesOf(theme: Theme, { light, dark }: FittedTheme): ReadonlyMap<string, string> {
  const properties = new Map<string, string>();
  for (const [token, value] of Object.entries(theme)) {
    if (typeof value === 'number') properties.set(`--nara-${token}`, `${value}px`);
    else if (typeof value === 'string') properties.set(`--nara-${token}`, light[token] ?? value);
    else properties.set(`--nara-${token}`, `light-dark(${light[token]}, ${dark[token]})`);
  }
  const button = [
    ['launcher', 'primary'],
    ['on-launcher', 'on-primary'],
  ] as const;
  for (const [token, from] of 'primary' in theme ? button : [])
    properties.set(`--nara-${token}`, `light-dark(${light[from]}, ${dark[from]})`);
  return properties;
}

/** The rule to copy; empty where nothing is chosen. */
export function cssOf(properties: ReadonlyMap<string, string>): string {
  if (properties.size === 0) return '';
  return `:root {\n${[...properties].map(([name, value]) => `  ${name}: ${value};`).join('\n')}\n}`;
}

/** The tag to copy. */
export function tagOf(hub: string, preset: Preset): string {
  return `<script src="${hub}/nara.js" data-region="norrvik" data-lang="sv" data-preset="${preset}" defer></script>`;
}
