import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Choice, cssOf, propertiesOf, tagOf, themeOf } from './theme-choice.ts';

const none: Choice = { preset: 'se', colours: {}, corners: undefined };
const base = { link: '#13509e' };
const shown = {
  light: { primary: '#8a1f4d', 'on-primary': '#ffffff', link: '#13509e' },
  dark: { primary: '#f3a6c8', 'on-primary': '#2c0716', link: '#ffe0ef' },
  faults: [],
};

test('a page that chooses nothing needs the tag alone', () => {
  assert.deepEqual(themeOf(none, base), {});
  assert.equal(cssOf(propertiesOf({}, shown)), '');
  assert.equal(
    tagOf('https://hub.example', 'fi'),
    '<script src="https://hub.example/nara.js" data-region="norrvik" data-lang="sv" data-preset="fi" defer></script>',
  );
});

test('a colour of one scheme stays one, dark alone has the preset’s light beside it, corners are in pixels', () => {
  const choice: Choice = {
    ...none,
    colours: { primary: { light: '#8a1f4d' }, link: { dark: '#ffe0ef' } },
    corners: 4,
  };
  const theme = themeOf(choice, base);
  assert.deepEqual(theme, {
    primary: '#8a1f4d',
    link: ['#13509e', '#ffe0ef'],
    'radius-m': 4,
    'radius-bubble': 4,
    'radius-button': 4,
  });
  assert.equal(
    cssOf(propertiesOf(theme, shown)),
    `:root {
  --nara-primary: #8a1f4d;
  --nara-link: light-dark(#13509e, #ffe0ef);
  --nara-radius-m: 4px;
  --nara-radius-bubble: 4px;
  --nara-radius-button: 4px;
  --nara-launcher: light-dark(#8a1f4d, #f3a6c8);
  --nara-on-launcher: light-dark(#ffffff, #2c0716);
}`,
  );
});

test('the rule holds the colours that are shown, not those that gave way', () => {
  const given = { primary: '#ffd000' };
  assert.match(cssOf(propertiesOf(given, shown)), /--nara-primary: #8a1f4d;/);
});
