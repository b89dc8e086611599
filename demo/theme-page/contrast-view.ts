import { contrast } from '@nara/elements/colour.ts';
import { colourIn, type FittedTheme, type Palette } from '@nara/elements/fit-theme.ts';
import { themedPairs } from '@nara/elements/token-pairs.ts';
import { element } from '../element.ts';
import type { Say } from './texts.ts';

const schemes = ['light', 'dark'] as const;

/** Whether what has been chosen can be read: what had to give way in words, and the contrast of every pair as it is shown. */
export function contrastView(
  say: Say,
  language: string,
  presets: { readonly light: Palette; readonly dark: Palette },
  fitted: FittedTheme,
): HTMLElement {
  const number = new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  // Never shown as more than it is.
  const ratioText = (ratio: number) => number.format(Math.floor(ratio * 10) / 10);
  const faults = fitted.faults.map(({ scheme, token, on, ratio, least, given, shown }) =>
    element(
      'li',
      {},
      say('readable.fault', {
        token: `--nara-${token}`,
        on: `--nara-${on}`,
        given,
        shown,
        ratio: ratioText(ratio),
        least: number.format(least),
        scheme: say(scheme),
      }),
    ),
  );
  const row = (token: string, on: string, least: number) => {
    const cells = schemes.map(scheme => {
      const [over, under] = [token, on].map(
        name => colourIn(name, fitted[scheme], presets[scheme]) ?? '#000000',
      ) as [string, string];
      // Text, or the edge of something.
      const isText = least === 4.5;
      const sample = element('span', { className: 'sample', ariaHidden: 'true' }, isText ? 'Aa' : '');
      if (isText) sample.style.color = over;
      else sample.style.border = `3px solid ${over}`;
      sample.style.backgroundColor = under;
      return element('td', {}, sample, ratioText(contrast(over, under)));
    });
    return element(
      'tr',
      {},
      element('th', { scope: 'row' }, say('pairs.on', { token, on })),
      element('td', {}, number.format(least)),
      ...cells,
    );
  };
  const heads = [say('pairs.pair'), say('pairs.least'), say('light'), say('dark')];
  return element(
    'section',
    {},
    element('h2', {}, say('readable')),
    faults.length === 0
      ? element('p', { role: 'status' }, say('readable.all'))
      : element('div', { role: 'status' }, element('ul', { className: 'faults' }, ...faults)),
    element(
      'details',
      {},
      element('summary', {}, say('pairs')),
      element(
        'table',
        {},
        element('thead', {}, element('tr', {}, ...heads.map(head => element('th', { scope: 'col' }, head)))),
        element(
          'tbody',
          {},
          ...themedPairs.flatMap(({ token, on, also = [], least }) =>
            [...on, ...also].map(ground => row(token, ground, least)),
          ),
        ),
      ),
    ),
  );
}
