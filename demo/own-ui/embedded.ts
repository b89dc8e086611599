import { element } from '../element.ts';
import { brandViews } from './brand-views.ts';
import { preferredLanguage, textsOf } from './texts.ts';

/** The product's second page: `<nara-chat>` among its own elements, instead of an interface of its own. */
const language = preferredLanguage(navigator.languages);
const say = textsOf(language);
const hub = document.documentElement.dataset['hub'] ?? '';

const chat = document.createElement('nara-chat');
for (const [name, value] of Object.entries({ hub, region: 'norrvik', lang: language, mode: 'inline' }))
  chat.setAttribute(name, value);

document.documentElement.lang = language;
document.body.replaceChildren(
  element('header', {}, ...brandViews(say)),
  element(
    'main',
    {},
    element(
      'section',
      {},
      element('h1', {}, say('embedded.heading')),
      element('p', {}, say('embedded.info')),
      element('p', {}, element('a', { href: '/' }, say('embedded.back'))),
    ),
  ),
  chat,
);
