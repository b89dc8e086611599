import type { Preset } from '@nara/contract';
import { element } from '../element.ts';
import { type Language, languages, type Say } from './texts.ts';
import { type Choice, type Choosable, choosable } from './theme-choice.ts';

/** What the form tells. */
export interface Chosen {
  choose(next: Choice): void;
  lighten(scheme: 'light' | 'dark'): void;
}

/** The page's head: what it is for, and its language. */
export function headView(say: Say, language: Language, speak: (next: Language) => void): HTMLElement {
  const select = element('select', { id: 'language' });
  for (const [value, name] of languages)
    select.append(element('option', { value, lang: value, selected: value === language }, name));
  select.addEventListener('change', () => speak(select.value as Language));
  const open = element('button', { type: 'button', className: 'primary' }, say('open'));
  open.dataset['naraOpen'] = '';
  return element(
    'header',
    {},
    element('div', {}, element('h1', {}, say('title')), element('p', {}, say('intro'))),
    element('label', { htmlFor: 'language' }, say('language')),
    select,
    open,
  );
}

/** What a webmaster chooses: preset, light or dark, colours, corners. */
export function controlsView(say: Say, first: Choice, scheme: 'light' | 'dark', chosen: Chosen): HTMLElement {
  let choice = first;
  const choose = (next: Choice) => {
    choice = next;
    chosen.choose(next);
  };
  const setColour = (token: Choosable, colour: Choice['colours'][Choosable]) => {
    const { [token]: _, ...others } = choice.colours;
    choose({ ...choice, colours: colour === undefined ? others : { ...others, [token]: colour } });
  };
  const rows = choosable.map(token => {
    const inputs = (['light', 'dark'] as const).map(mode => {
      const label = say('colour.in', { colour: say(`colour.${token}`), scheme: say(mode) });
      const input = element('input', { type: 'color', id: `${token}-${mode}`, ariaLabel: label });
      input.addEventListener('input', () =>
        setColour(token, { ...choice.colours[token], [mode]: input.value }),
      );
      return input;
    });
    const colour = say(`colour.${token}`);
    const reset = element(
      'button',
      { type: 'button', ariaLabel: say('reset.one', { colour }) },
      say('reset'),
    );
    reset.addEventListener('click', () => {
      setColour(token, undefined);
    });
    return element(
      'tr',
      {},
      element('th', { scope: 'row' }, colour),
      ...[...inputs, reset].map(part => element('td', {}, part)),
    );
  });
  const heads = [say('light'), say('dark')].map(name => element('th', { scope: 'col' }, name));
  return element(
    'form',
    {},
    radios(say('preset'), 'preset', ['neutral', 'se', 'fi'], choice.preset, preset =>
      choose({ ...choice, preset: preset as Preset }),
    )(value => say(`preset.${value as Preset}`)),
    radios(say('scheme'), 'scheme', ['light', 'dark'], scheme, value =>
      chosen.lighten(value as 'light' | 'dark'),
    )(value => say(`scheme.${value as 'light' | 'dark'}`)),
    element(
      'fieldset',
      {},
      element('legend', {}, say('colours')),
      element('p', {}, say('colours.help')),
      element(
        'table',
        {},
        element('thead', {}, element('tr', {}, element('td'), ...heads, element('td'))),
        element('tbody', {}, ...rows),
      ),
    ),
    cornersView(say, choice.corners, corners => choose({ ...choice, corners })),
  );
}

function radios(
  name: string,
  group: string,
  values: readonly string[],
  value: string,
  chosen: (value: string) => void,
): (say: (value: string) => string) => HTMLElement {
  return say =>
    element(
      'fieldset',
      { className: 'radios' },
      element('legend', {}, name),
      ...values.map(each => {
        const input = element('input', {
          type: 'radio',
          name: group,
          id: `${group}-${each}`,
          value: each,
          checked: each === value,
        });
        input.addEventListener('change', () => chosen(each));
        return element('label', {}, input, say(each));
      }),
    );
}

function cornersView(
  say: Say,
  first: number | undefined,
  chosen: (corners: number | undefined) => void,
): HTMLElement {
  const input = element('input', { type: 'range', id: 'corners', max: '32', value: String(first ?? 12) });
  const label = element('label', { htmlFor: 'corners' });
  const tell = (corners: number | undefined) => {
    label.textContent =
      corners === undefined ? say('corners.preset') : say('corners', { pixels: String(corners) });
  };
  tell(first);
  input.addEventListener('input', () => {
    tell(input.valueAsNumber);
    chosen(input.valueAsNumber);
  });
  const reset = element('button', { type: 'button' }, say('reset'));
  reset.addEventListener('click', () => {
    tell(undefined);
    chosen(undefined);
  });
  return element('div', { className: 'corners' }, label, input, reset);
}
