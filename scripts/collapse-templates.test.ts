import assert from 'node:assert/strict';
import { test } from 'node:test';
import { collapse } from './collapse-templates.ts';

test('indentation in markup becomes one space, code around it stays', () => {
  assert.equal(
    collapse('a;\n\n  b = html`\n  <p>\n    ${x}\n  </p>`;\n  c'),
    'a;\n\n  b = html` <p> ${x} </p>`;\n  c',
  );
});

test('templates within bindings are collapsed too, strings in bindings are not', () => {
  assert.equal(
    collapse("html`${a ? html`\n  <b></b>` : '}\\n  '}\n`"),
    "html`${a ? html` <b></b>` : '}\\n  '} `",
  );
});

test('style sheets lose comments and space, not the space that means something', () => {
  const source =
    'css`\n  /* why */\n  :host([open]) .a > b, .c :hover {\n    width: calc(1px + ${n} * 2);\n    margin: 0 1px;\n  }\n`';
  assert.equal(
    collapse(source),
    'css` :host([open]) .a > b,.c :hover{width:calc(1px + ${n} * 2);margin:0 1px}`',
  );
});

test('the name of a file in a comment begins no template', () => {
  const source = '/** As `tokens.css` and `modes.css` say:\n\n  all. */\nlet a;';
  assert.equal(collapse(source), source);
});
