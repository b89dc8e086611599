import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { countInTitle } from './count-in-title.ts';

const chat = {};
const other = {};
let title: HTMLTitleElement;
beforeEach(() => {
  document.head.querySelector('title')?.remove();
  title = document.createElement('title');
  title.textContent = ' Vård  i Norrvik ';
  document.head.append(title);
});
afterEach(() => {
  countInTitle(chat, 0);
  countInTitle(other, 0);
});

/** What observes the page has been told of what came before this. */
const told = () => new Promise(resolve => setTimeout(resolve));

test('the number stands before the title, and the title is as it was afterwards, to the space', () => {
  countInTitle(chat, 0);
  assert.equal(title.textContent, ' Vård  i Norrvik ');
  countInTitle(chat, 1);
  assert.equal(title.textContent, '(1)  Vård  i Norrvik ');
  countInTitle(chat, 12);
  assert.equal(document.title, '(12) Vård i Norrvik');
  countInTitle(chat, 0);
  assert.equal(title.textContent, ' Vård  i Norrvik ');
});

test('two chats on a page have one number', () => {
  countInTitle(chat, 1);
  countInTitle(other, 2);
  assert.equal(document.title, '(3) Vård i Norrvik');
  countInTitle(chat, 0);
  assert.equal(document.title, '(2) Vård i Norrvik');
});

test('a title that a script changes has the number too, and it is that one afterwards', async () => {
  countInTitle(chat, 2);
  document.title = 'Kontakt';
  await told();
  assert.equal(document.title, '(2) Kontakt');
  document.title += ' – Norrvik';
  await told();
  assert.equal(document.title, '(2) Kontakt – Norrvik');
  const next = document.createElement('title');
  next.textContent = 'Hitta vård';
  title.replaceWith(next);
  await told();
  assert.equal(document.title, '(2) Hitta vård');
  countInTitle(chat, 0);
  assert.equal(document.title, 'Hitta vård');
  document.title = 'Sen';
  await told();
  assert.equal(document.title, 'Sen');
});

test('a script that puts its title back each time has it at last, until the next message', async () => {
  const theirs = 'Vår egen titel';
  document.title = theirs;
  let times = 0;
  const stubborn = new MutationObserver(() => {
    if (document.title === theirs) return;
    times += 1;
    document.title = theirs;
  });
  stubborn.observe(document.head, { childList: true, characterData: true, subtree: true });
  countInTitle(chat, 1);
  await told();
  assert.equal(document.title, theirs);
  assert.ok(times > 1 && times < 10, `put back ${times} times`);
  stubborn.disconnect();
  countInTitle(chat, 2);
  assert.equal(document.title, `(2) ${theirs}`);
});

test('a page without a title gets none, and one that says so is left alone', () => {
  title.dataset['naraPlain'] = '';
  countInTitle(chat, 1);
  assert.equal(document.title, 'Vård i Norrvik');
  countInTitle(chat, 0);
  title.remove();
  countInTitle(chat, 1);
  assert.equal(document.head.querySelector('title'), null);
});
