import type { Theme } from '@nara/contract';

/** What a token of a theme is. */
export type ThemeKind = 'colour' | 'length' | 'scale' | 'font';

const colours =
  'canvas surface surface-2 surface-3 raised line line-strong ink ink-2 primary primary-hover primary-press on-primary primary-soft primary-soft-2 on-primary-soft link focus header on-header on-header-2 header-edge bubble-own on-bubble-own bubble-staff on-bubble-staff launcher on-launcher';
const lengths = 'radius-s radius-m radius-l radius-bubble radius-button';

/** What a theme may set, by name without `--nara-`. The colours of danger, warning and success are the same in every theme. */
export const themeTokens: ReadonlyMap<string, ThemeKind> = new Map([
  ...colours.split(' ').map(name => [name, 'colour'] as const),
  ...lengths.split(' ').map(name => [name, 'length'] as const),
  ['scale', 'scale'],
  ['font', 'font'],
]);

const checks: Readonly<Record<ThemeKind, (value: unknown) => boolean>> = {
  colour: value => isHex(value) || (isList(value, 2) && value.length === 2 && value.every(isHex)),
  length: value => isWithin(value, 0, 32),
  scale: value => isWithin(value, 1, 1.5),
  font: value => isList(value, 8) && value.length > 0 && value.every(isFamily),
};

/** Of what a page has sent, the tokens that a theme may set, where the value is of the token's type; the rest is dropped. */
export function readTheme(given: unknown): Theme {
  const theme: Record<string, Theme[string]> = {};
  if (typeof given !== 'object' || given === null) return theme;
  for (const [name, kind] of themeTokens) {
    if (!Object.hasOwn(given, name)) continue;
    const value = (given as Theme)[name];
    if (value !== undefined && checks[kind](value)) theme[name] = value;
  }
  return theme;
}

function isHex(value: unknown): boolean {
  return typeof value === 'string' && /^#[0-9a-f]{6}$/i.test(value);
}

function isList(value: unknown, most: number): value is unknown[] {
  return Array.isArray(value) && value.length <= most;
}

function isWithin(value: unknown, least: number, most: number): boolean {
  return typeof value === 'number' && value >= least && value <= most;
}

function isFamily(value: unknown): boolean {
  return typeof value === 'string' && /^-?[a-z][a-z0-9 -]{0,39}$/i.test(value);
}
