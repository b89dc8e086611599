import type { Theme } from '@nara/contract';
import { readPalette } from '@nara/elements/read-palette.ts';
import { themeTokens } from '@nara/elements/theme-tokens.ts';

/** The theme that a page's style sheet sets by custom properties, as values: colours in both schemes, lengths in pixels, families by name. */
export function pageTheme(root: ShadowRoot): Theme {
  const style = getComputedStyle(root.host);
  const set = [...themeTokens].filter(([name]) => style.getPropertyValue(`--nara-${name}`) !== '');
  const theme: Record<string, Theme[string]> = {};
  if (set.length === 0) return theme;
  const colours = set.filter(([, kind]) => kind === 'colour').map(([name]) => name);
  const [light, dark] = [readPalette(root, 'light', colours), readPalette(root, 'dark', colours)];
  for (const [name, kind] of set) {
    const written = style.getPropertyValue(`--nara-${name}`);
    const [inLight, inDark] = [light[name], dark[name]];
    if (kind === 'font') theme[name] = written.split(',').map(family => family.replace(/["']/g, '').trim());
    else if (kind === 'scale') theme[name] = Number(written);
    else if (kind === 'length') theme[name] = pixels(root, name);
    else if (inLight && inDark) theme[name] = inLight === inDark ? inLight : [inLight, inDark];
  }
  return theme;
}

function pixels(root: ShadowRoot, name: string): number {
  const probe = document.createElement('i');
  probe.style.cssText = `position:absolute;visibility:hidden;width:0;border-top-left-radius:var(--nara-${name})`;
  root.append(probe);
  const length = Number.parseFloat(getComputedStyle(probe).borderTopLeftRadius);
  probe.remove();
  return length;
}
