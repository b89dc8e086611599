import type { Palette } from './fit-theme.ts';
import { tokens as sheets } from './tokens.ts';

/** The presets of the look. */
export const presets = ['neutral', 'se', 'fi'] as const;

const [values = '', changes = ''] = sheets.map(({ cssText }) => cssText.replace(/\/\*.*?\*\//gs, ''));

type Tokens = ReadonlyMap<string, string>;

/** What the rules of a sheet say whose selectors hold one of these, by token. */
function declared(sheet: string, ...wanted: readonly string[]): Tokens {
  const rules = [...sheet.matchAll(/([^{}]+)\{([^{}]*)\}/g)].filter(([, selectors = '']) =>
    selectors.split(',').some(selector => wanted.includes(selector.trim())),
  );
  return new Map(
    rules.flatMap(([, , body = '']) =>
      [...body.matchAll(/--nara-([\w-]+):\s*([^;]+);/g)].map(([, name = '', value = '']) => [
        name,
        value.trim(),
      ]),
    ),
  );
}

/** The value that a token comes to in the end, in a scheme. */
function settled(tokens: Tokens, value: string, scheme: 'light' | 'dark'): string | undefined {
  const other = /^var\(--nara-([\w-]+)\)$/.exec(value)?.[1];
  if (other !== undefined) return settled(tokens, tokens.get(other) ?? '', scheme);
  const pair = /^light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)$/.exec(value);
  const colour = pair === null ? value : (pair[scheme === 'light' ? 1 : 2] ?? '');
  return /^(#[0-9a-f]{6}|[A-Z][A-Za-z]+)$/.test(colour) ? colour : undefined;
}

/** A preset's colours in a scheme, for who has asked for nothing, for more contrast, or for colours of the system's own (names of CSS). */
export function presetPalette(
  preset: (typeof presets)[number],
  scheme: 'light' | 'dark',
  mode: 'plain' | 'more' | 'forced' = 'plain',
): Palette {
  const modes = changes.split(/(?=@media)/);
  const query = { plain: 'no', more: '(prefers-contrast: more)', forced: '(forced-colors: active)' }[mode];
  const block = modes.find(each => each.startsWith(`@media ${query}`)) ?? '';
  const tokens = new Map([
    ...declared(values, ':root', `[data-nara-preset="${preset}"]`),
    ...declared(block.slice(block.indexOf('{') + 1), ':root'),
  ]);
  return Object.fromEntries(
    [...tokens].flatMap(([name, value]) => {
      const colour = settled(tokens, value, scheme);
      return colour === undefined ? [] : [[name, colour]];
    }),
  );
}
