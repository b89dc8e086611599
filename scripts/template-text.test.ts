import assert from 'node:assert/strict';
import { test } from 'node:test';
import { templateTexts } from './template-text.ts';

const lettersIn = (source: string) =>
  templateTexts(source)
    .map(found => found.text)
    .filter(text => /\p{L}/u.test(text));

test('bindings, tags, plain attributes and comments hold no text for people', () => {
  const source =
    'html`<!-- why --><p class="big" @click=${() => go("a")}>${t("a.b")} · 112</p><nara-x .of=${`b${c}`}></nara-x>`';
  assert.deepEqual(lettersIn(source), []);
});

test('a text node with letters is found, also in a template within a binding', () => {
  assert.deepEqual(lettersIn('html`<p>Hej</p>`'), ['Hej']);
  assert.deepEqual(lettersIn('html`<p>${open ? html`<b>Öppet</b>` : nothing}</p>`'), ['Öppet']);
  assert.deepEqual(lettersIn('html`<p>${name} skriver</p>`'), ['skriver']);
});

test('a spoken attribute with letters is found, one with a binding is not', () => {
  assert.deepEqual(lettersIn('html`<button aria-label="Stäng"></button>`'), ['Stäng']);
  assert.deepEqual(lettersIn('html`<button aria-label=${t("close")} title="${t("x")}"></button>`'), []);
});
