type Pair = readonly [light: string, dark: string];

/** The colours and corners of the look that the small elements use, light and dark: those of `tokens.css` by their names. */
export const palette = {
  neutral: {
    surface: ['#ffffff', '#151d1c'],
    line: ['#d2dddb', '#303c3b'],
    'line-strong': ['#6f8280', '#788b88'],
    ink: ['#112220', '#e7efee'],
    'ink-2': ['#455856', '#abb9b8'],
    primary: ['#045855', '#76d5ca'],
    'on-primary': ['#ffffff', '#001c1b'],
    'primary-soft': ['#daf3f0', '#153837'],
    focus: ['#1d4bc0', '#aac8ff'],
    'success-soft': ['#e6f8eb', '#152e20'],
    'on-success-soft': ['#0f4126', '#d4f0dc'],
    'on-warning-soft': ['#5a320b', '#f5e6c6'],
    'radius-m': '12px',
    'radius-button': '12px',
  },
  se: {
    surface: ['#ffffff', '#171c21'],
    line: ['#d4dbe3', '#333a42'],
    'line-strong': ['#737f8c', '#7c8795'],
    ink: ['#161f29', '#e9edf3'],
    'ink-2': ['#4a5562', '#aeb7c1'],
    primary: ['#1a4787', '#8ebef9'],
    'on-primary': ['#ffffff', '#07162c'],
    'primary-soft': ['#e4f0fd', '#1f324e'],
    focus: ['#161f29', '#f9dd73'],
    'radius-m': '10px',
    'radius-button': '24px',
  },
  fi: {
    surface: ['#ffffff', '#1b1a20'],
    line: ['#dad9e1', '#393840'],
    'line-strong': ['#7d7b88', '#868491'],
    ink: ['#1e1c27', '#edecf1'],
    'ink-2': ['#54525f', '#b6b4be'],
    primary: ['#483388', '#beb4f3'],
    'on-primary': ['#ffffff', '#171130'],
    'primary-soft': ['#f0edfb', '#332d4e'],
    focus: ['#026db0', '#82dcff'],
    'radius-m': '4px',
    'radius-button': '4px',
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, Pair | string>>>>;

/**
 * The palette as rules for what carries the class `all`: private names, each of which the page's own `--nara-…` overrules. Browsers that
 * know no `light-dark()` get the light values, as everywhere in the look.
 */
export function paletteRules(): string {
  const knowsDark = CSS.supports('color', 'light-dark(#000,#fff)');
  const value = (given: Pair | string): string => {
    if (typeof given === 'string') return given;
    return knowsDark ? `light-dark(${given})` : given[0];
  };
  return Object.entries(palette)
    .map(([preset, names]) => {
      const host = preset === 'neutral' ? '' : `:host([preset=${preset}]) `;
      const set = Object.entries(names).map(
        ([name, given]) => `--_${name}:var(--nara-${name},${value(given)})`,
      );
      return `${host}.all{${set.join(';')}}`;
    })
    .join('');
}
