import { colourIn, fitTheme } from '@nara/elements/fit-theme.ts';
import { element } from '../element.ts';
import { codeView } from './code-view.ts';
import { contrastView } from './contrast-view.ts';
import { controlsView, headView } from './controls.ts';
import { presetPalettes } from './preset-palettes.ts';
import { type Language, preferredLanguage, textsOf } from './texts.ts';
import { type Choice, choosable, cssOf, propertiesOf, tagOf, themeOf } from './theme-choice.ts';

const root = document.documentElement;
const hub = root.dataset['hub'] ?? '';
let language: Language = preferredLanguage(navigator.languages);
let choice: Choice = { preset: 'se', colours: {}, corners: undefined };
let scheme: 'light' | 'dark' = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
const results = element('div', { className: 'results' });

/** The real chat of this page looks as the code to copy makes it look. */
function show(): void {
  const say = textsOf(language);
  const presets = presetPalettes(choice.preset);
  const theme = themeOf(choice, presets.light);
  const fitted = fitTheme(theme, presets);
  const properties = propertiesOf(theme, fitted);
  for (const name of [...root.style]) if (name.startsWith('--nara-')) root.style.removeProperty(name);
  for (const [name, value] of properties) root.style.setProperty(name, value);
  root.style.colorScheme = scheme;
  const chat = document.querySelector('nara-chat');
  chat?.setAttribute('preset', choice.preset);
  for (const [id, colour] of choosable.flatMap(token => [
    [`${token}-light`, choice.colours[token]?.light ?? colourIn(token, fitted.light, presets.light)] as const,
    [`${token}-dark`, choice.colours[token]?.dark ?? colourIn(token, fitted.dark, presets.dark)] as const,
  ])) {
    const input = document.getElementById(id) as HTMLInputElement | null;
    if (input && colour && input !== document.activeElement) input.value = colour;
  }
  const isOpen = results.querySelector('details')?.open === true;
  results.replaceChildren(
    contrastView(say, language, presets, fitted),
    codeView(say, cssOf(properties), tagOf(hub, choice.preset)),
  );
  results.querySelector('details')?.toggleAttribute('open', isOpen);
}

function draw(): void {
  const say = textsOf(language);
  root.lang = language;
  document.title = `${say('title')} – Nära`;
  const controls = controlsView(say, choice, scheme, {
    choose(next) {
      const another = next.preset !== choice.preset || next.corners === undefined;
      choice = next;
      if (another) redraw();
      else show();
    },
    lighten(next) {
      scheme = next;
      show();
    },
  });
  const head = headView(say, language, next => {
    language = next;
    redraw();
  });
  const chat = document.querySelector('nara-chat');
  for (const child of [...document.body.children])
    if (child !== chat && child.localName !== 'script') child.remove();
  document.body.prepend(head, element('main', {}, controls, results));
  show();
}

/** The form anew, with the focus where it was. */
function redraw(): void {
  const { id } = document.activeElement ?? {};
  draw();
  if (id) document.getElementById(id)?.focus();
}

draw();
