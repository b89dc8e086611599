import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressOf, docsSite, guidesIn, unlistedGuides } from './docs-pages.ts';

const readme = `# Nära

See [the picture](docs/images/a.png), [packages](packages) and [the tests](test).

## Guides

| for        |                                               |
| ---------- | --------------------------------------------- |
| webmasters | [embed](docs/embed.md): how to [paste](docs/tag.md) |

## Rest
`;
const embed =
  '# Put it there\n\n[One](../packages/sdk/README.md#use) [two](y.yaml) ![p](images/a.png)\n\n```md\n[a](b.md)\n```\n';
const files = [
  { path: 'README.md', text: readme },
  { path: 'docs/embed.md', text: embed },
  { path: 'docs/tag.md', text: '# Tag\n' },
  { path: 'packages/sdk/README.md', text: '# SDK\n' },
];
const kinds = { 'docs/images/a.png': 'file', test: 'folder' } as const;
const site = docsSite(files, path =>
  Object.hasOwn(kinds, path) ? kinds[path as keyof typeof kinds] : undefined,
);

test('documents have addresses, other files have none', () => {
  assert.equal(addressOf('docs/embed.md'), '/embed');
  assert.equal(addressOf('packages/sdk/README.md'), '/packages/sdk');
  assert.equal(addressOf('README.md'), '/overview');
  assert.equal(addressOf('packages/sdk/src/notes.md'), undefined);
});

test('links lead to pages and to copied files, code and what leads nowhere stay', () => {
  const page = site.pages.get('embed.md') ?? '';
  assert.match(
    page,
    /\[One\]\(\/packages\/sdk#use\) \[two\]\(y\.yaml\) !\[p\]\(\/files\/docs\/images\/a\.png\)/,
  );
  assert.match(page, /\[a\]\(b\.md\)/);
  assert.deepEqual([...site.linkedFiles.keys()], ['docs/images/a.png']);
});

test('a folder leads to its list, one without a page is text', () => {
  const page = site.pages.get('overview.md') ?? '';
  assert.match(page, /\[packages\]\(\/packages\/\) and the tests\./);
  assert.equal(site.pages.get('packages/index.md'), '# Packages\n\n- [SDK](/packages/sdk)\n');
});

test("the sidebar is the README's table, and a guide that is not in it is told", () => {
  assert.deepEqual(guidesIn(readme), [
    {
      text: 'Webmasters',
      items: [
        { text: 'Embed', link: '/embed' },
        { text: 'Paste', link: '/tag' },
      ],
    },
  ]);
  assert.deepEqual(unlistedGuides(files), []);
  assert.deepEqual(unlistedGuides([...files, { path: 'docs/lost.md', text: '' }]), [
    "docs/lost.md is in no row of the README's guides",
  ]);
});
