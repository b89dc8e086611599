import type { Theme } from '@nara/contract';
import { contrast, toHex, toOklch } from './colour.ts';
import { themedPairs } from './token-pairs.ts';

/** Colours by the names of their tokens, each `#rrggbb`. */
export type Palette = Readonly<Record<string, string>>;

/** A colour of a page's own that could not be read or seen, and what is shown in its place. */
export interface ThemeFault {
  readonly scheme: 'light' | 'dark';
  readonly token: string;
  /** What it meets there. */
  readonly on: string;
  /** The contrast that it had, and that it must have. */
  readonly ratio: number;
  readonly least: number;
  readonly given: string;
  readonly shown: string;
}

/** What a theme's colours come to: its own, those that follow from them, and those that had to give way. The same tokens in both schemes. */
export interface FittedTheme {
  readonly light: Palette;
  readonly dark: Palette;
  readonly faults: readonly ThemeFault[];
}

type Changing = Record<string, string>;

/** Tokens that have another's colour where nothing gives them one of their own. */
const sameAs: Palette = {
  'bubble-own': 'primary-soft-2',
  'on-bubble-own': 'ink',
  'bubble-staff': 'surface',
  'on-bubble-staff': 'ink',
  launcher: 'primary',
  'on-launcher': 'on-primary',
};
/** Tokens that turn to the hue of `primary`. */
const followers =
  'primary-hover primary-press on-primary primary-soft primary-soft-2 on-primary-soft link header on-header on-header-2 header-edge';

/**
 * The colours of a theme upon a preset's. One colour for both schemes is that of light: in dark its hue is taken at the lightness that the
 * preset has there. With `primary` those tokens follow that the theme does not set. A colour that fails a pair becomes the
 * nearest of its hue that passes, and is a fault if the theme has set it in so many words.
 */
export function fitTheme(
  theme: Theme,
  preset: { readonly light: Palette; readonly dark: Palette },
): FittedTheme {
  const faults: ThemeFault[] = [];
  const fitted = (scheme: 'light' | 'dark') => {
    const base = preset[scheme];
    const { given, chosen } = colours(theme, scheme, base);
    const shown = fit({ ...follow(given['primary'], base), ...given }, base);
    for (const { token, was, ...fault } of shown.moved)
      if (chosen.has(token))
        faults.push({ scheme, token, ...fault, given: was, shown: shown.palette[token] ?? was });
    return shown.palette;
  };
  const shown = { light: fitted('light'), dark: fitted('dark') };
  const changed = Object.keys({ ...shown.light, ...shown.dark });
  const whole = (scheme: 'light' | 'dark'): Palette =>
    Object.fromEntries(changed.map(token => [token, colourIn(token, shown[scheme], preset[scheme]) ?? '']));
  return { light: whole('light'), dark: whole('dark'), faults };
}

/** What a token shows: its colour among what a theme comes to, else that of the token that it follows, else the preset's. */
export function colourIn(token: string, shown: Palette, base: Palette): string | undefined {
  const other = sameAs[token];
  return shown[token] ?? (other === undefined ? base[token] : colourIn(other, shown, base));
}

/** The theme's own colours in a scheme, and which of them were chosen for it. */
function colours(theme: Theme, scheme: 'light' | 'dark', base: Palette) {
  const given: Changing = {};
  const chosen = new Set<string>();
  for (const [token, value] of Object.entries(theme)) {
    const preset = base[token] ?? base[sameAs[token] ?? ''];
    if (preset === undefined) continue;
    const [light, dark] = typeof value === 'string' ? [value] : (value as readonly string[]);
    const own = scheme === 'light' ? light : dark;
    if (own !== undefined) chosen.add(token);
    given[token] = (own ?? softened(light ?? preset, preset)).toLowerCase();
  }
  return { given, chosen };
}

/** A colour's hue at the lightness of another, about as strong as that. */
function softened(colour: string, like: string): string {
  const [{ c, h }, { l, c: usual }] = [toOklch(colour), toOklch(like)];
  return toHex({ l, c: Math.min(c, 1.25 * Math.max(usual, 0.04)), h });
}

function follow(primary: string | undefined, base: Palette): Palette {
  if (primary === undefined || base['primary'] === undefined) return {};
  const [from, to] = [toOklch(base['primary']), toOklch(primary)];
  const followed: Changing = {};
  for (const token of followers.split(' ')) {
    const preset = base[token];
    if (preset === undefined) continue;
    const { l, c } = toOklch(preset);
    const shift = token.startsWith('primary-') && !token.includes('soft') ? to.l - from.l : 0;
    const strength = from.c === 0 ? 0 : Math.min(1.5, to.c / from.c);
    const turned = toHex({ l: Math.min(1, Math.max(0, l + shift)), c: c * strength, h: to.h });
    followed[token] = preset === base['primary'] ? primary : turned;
  }
  return followed;
}

interface Moved {
  readonly token: string;
  readonly on: string;
  readonly ratio: number;
  readonly least: number;
  readonly was: string;
}

/** All that changes, settled pair by pair. */
function fit(changes: Palette, base: Palette): { palette: Palette; moved: readonly Moved[] } {
  const palette: Changing = { ...changes };
  const moved: Moved[] = [];
  const colourOf = (token: string) => colourIn(token, palette, base);
  const move = (token: string, others: readonly string[], least: number): boolean => {
    const was = colourOf(token);
    if (was === undefined) return true;
    const met = others.flatMap(on => {
      const colour = colourOf(on);
      return colour === undefined ? [] : [{ on, colour, ratio: contrast(was, colour) }];
    });
    const worst = met.sort((a, b) => a.ratio - b.ratio)[0];
    if (worst === undefined || worst.ratio >= least) return true;
    const passes = (hex: string) => met.every(({ colour }) => contrast(hex, colour) >= least);
    // What is written on the grounds of text may be as dark as the text.
    const found = nearest(was, passes) ?? [colourOf('ink') ?? ''].find(passes);
    if (found === undefined) return false;
    palette[token] = found;
    moved.push({ token, on: worst.on, ratio: worst.ratio, least, was });
    return true;
  };
  for (const { token, on, also = [], least } of themedPairs) {
    if (move(token, [...on, ...also], least)) continue;
    move(token, on, least);
    for (const ground of also) move(ground, [token], least);
  }
  return { palette, moved };
}

/** The colour of the same hue, nearest in lightness, that passes. */
function nearest(hex: string, passes: (hex: string) => boolean): string | undefined {
  const { l, c, h } = toOklch(hex);
  for (let step = 0; step <= 200; step++)
    for (const way of [-1, 1]) {
      const found = toHex({ l: Math.min(1, Math.max(0, l + (way * step) / 200)), c, h });
      if (passes(found)) return found;
    }
  return undefined;
}
