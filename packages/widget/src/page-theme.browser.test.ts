import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { pageTheme } from './page-theme.ts';

let leave = () => {};
afterEach(() => leave());

/** A chat on a page with this style sheet. */
function onPage(css: string): ShadowRoot {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  const host = document.createElement('div');
  document.body.append(host);
  leave = () => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter(one => one !== sheet);
    host.remove();
  };
  return host.attachShadow({ mode: 'open' });
}

test('a page that sets nothing has no theme', () => {
  assert.deepEqual(pageTheme(onPage('p { color: red }')), {});
});

test('custom properties of a page are told as values: colours of any notation, for each scheme, lengths in pixels, families by name', () => {
  const root =
    onPage(`:root { font-size: 20px; --brand: rgb(26 71 135); --nara-primary: var(--brand); --nara-link: light-dark(#00f, hsl(120 100% 50%));
    --nara-focus: oklch(0.628 0.258 29.2); --nara-radius-m: calc(2px + 4px); --nara-radius-s: .5rem; --nara-scale: 1.25;
    --nara-font: "Open Sans", Arial, sans-serif }`);
  assert.deepEqual(pageTheme(root), {
    primary: '#1a4787',
    link: ['#0000ff', '#00ff00'],
    focus: '#ff0000',
    'radius-m': 6,
    'radius-s': 10,
    scale: 1.25,
    font: ['Open Sans', 'Arial', 'sans-serif'],
  });
  assert.equal(root.childElementCount, 0);
});

test('what is no opaque colour is not told, nor what a theme may not set', () => {
  const root =
    onPage(`:root { color: red; --nara-primary: url(x); --nara-link: rgb(0 0 0 / .5); --nara-ink: nothing; --nara-surface: var(--no);
    --nara-emergency: #00ff00 }`);
  assert.deepEqual(pageTheme(root), {});
});
