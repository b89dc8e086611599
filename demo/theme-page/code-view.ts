import { element } from '../element.ts';
import type { Say } from './texts.ts';

/** What to copy: the rule for the style sheet and the tag for the page. */
export function codeView(say: Say, css: string, tag: string): HTMLElement {
  const told = element('p', { role: 'status', className: 'told' });
  const copy = (name: string, text: string) => {
    const button = element('button', { type: 'button' }, name);
    button.addEventListener('click', async () => {
      told.textContent = '';
      told.textContent = await navigator.clipboard.writeText(text).then(
        () => say('copied'),
        () => say('notCopied'),
      );
    });
    return button;
  };
  const code = (name: string, text: string) =>
    element('pre', { tabIndex: 0, role: 'region', ariaLabel: name }, element('code', {}, text));
  return element(
    'section',
    {},
    element('h2', {}, say('code')),
    element('h3', {}, say('code.css')),
    ...(css === ''
      ? [element('p', {}, say('code.none'))]
      : [code(say('code.css'), css), copy(say('copy.css'), css)]),
    element('h3', {}, say('code.tag')),
    code(say('code.tag'), tag),
    copy(say('copy.tag'), tag),
    told,
  );
}
