import type { Palette } from './fit-theme.ts';

/**
 * The colours that custom properties `--nara-*` come to within a document or shadow root in a scheme; those that are no opaque colour are left
 * out.
 */
export function readPalette(
  root: ShadowRoot | HTMLElement,
  scheme: 'light' | 'dark',
  tokens: Iterable<string>,
): Palette {
  const probe = document.createElement('i');
  probe.hidden = true;
  probe.style.colorScheme = scheme;
  root.append(probe);
  const palette: Record<string, string> = {};
  for (const token of tokens) {
    // Not inherited: what is no colour leaves it transparent. Mixed, it is told in sRGB.
    probe.style.backgroundColor = `color-mix(in srgb, var(--nara-${token}), var(--nara-${token}))`;
    const hex = hexOf(getComputedStyle(probe).backgroundColor);
    if (hex !== undefined) palette[token] = hex;
  }
  probe.remove();
  return palette;
}

function hexOf(computed: string): string | undefined {
  const channels = /^color\(srgb ([\d.e-]+) ([\d.e-]+) ([\d.e-]+)\)$/.exec(computed)?.slice(1);
  if (channels === undefined) return undefined;
  const bytes = channels.map(value => Math.round(Math.min(1, Math.max(0, Number(value))) * 255));
  return `#${bytes.map(value => value.toString(16).padStart(2, '0')).join('')}`;
}
