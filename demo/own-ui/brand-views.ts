import { element } from '../element.ts';
import type { Say } from './texts.ts';

/** What the head of each page begins with. */
export function brandViews(say: Say): readonly HTMLElement[] {
  const name = element('strong', {}, 'Stegvis');
  const tagline = element('span', {}, say('app.tagline'));
  return [
    element('img', { src: '/icon.svg', alt: '', width: 40, height: 40 }),
    element('p', { className: 'brand' }, name, tagline),
  ];
}
