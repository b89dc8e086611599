import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readNotes, renderPage } from './render-page.ts';

const layout =
  '<title>{{title}}</title><script src="{{hub}}/nara.js"></script><nav><a href="/" data-nav>A</a><a href="/news/" data-nav>B</a></nav>{{content}}';

test('notes at the top are taken off, comments further down stay', () => {
  assert.deepEqual(readNotes('<!-- title: One -->\n<!-- nav: /x -->\n<p>a</p>\n<!-- title: not me -->'), {
    notes: { title: 'One', nav: '/x' },
    markup: '<p>a</p>\n<!-- title: not me -->',
  });
});

test('a page stands in its layout with the hub filled in, in the page too', () => {
  const html = renderPage(layout, '<!-- title: Start -->\n<a href="{{hub}}/r/a/">x</a>', '/', {
    hub: 'http://h',
  });
  assert.equal(
    html,
    '<title>Start</title><script src="http://h/nara.js"></script><nav><a href="/" aria-current="page">A</a><a href="/news/">B</a></nav><a href="http://h/r/a/">x</a>',
  );
});

test('the section of a deeper page is marked in the menu', () => {
  const html = renderPage(layout, '<!-- title: One -->\n<!-- nav: /news/ -->\n', '/news/one', {
    hub: 'http://h',
  });
  assert.match(html, /<a href="\/">A<\/a><a href="\/news\/" aria-current="true">/);
});

test('a hole that nobody fills is refused', () => {
  assert.throws(() => renderPage(layout, '<p>no title</p>', '/', { hub: 'http://h' }), /\{\{title\}\}/);
});
