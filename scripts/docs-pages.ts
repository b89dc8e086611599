import { posix } from 'node:path';
import type { SourceFile } from './source-files.ts';

/** A group of the sidebar: whom it is for, and its pages in order. */
export type SidebarGroup = {
  readonly text: string;
  readonly items: readonly { readonly text: string; readonly link: string }[];
};

/** What the site is made of: pages by their path in it, files that they link to (address by path), and the sidebar. */
export type DocsSite = {
  readonly pages: ReadonlyMap<string, string>;
  readonly linkedFiles: ReadonlyMap<string, string>;
  readonly sidebar: readonly SidebarGroup[];
};

/** Which documents the site shows. */
const shown =
  /^(docs\/[\w-]+|packages\/[\w-]+\/\w+|decisions\/[\w-]+|demo\/README|test\/bench\/README|[A-Z]+)\.md$/;

/** Folders that have a page which lists what is in them. */
const listed = ['packages', 'decisions'];

/** The address of a document of the repository in the site; undefined for one that it does not show. */
export function addressOf(path: string): string | undefined {
  if (!shown.test(path)) return undefined;
  if (path === 'README.md') return '/overview';
  if (path === 'SECURITY.md') return '/security-policy';
  const named = path.replace(/^docs\//, '').replace(/\/README\.md$/, '.md');
  return `/${named.replace(/\.md$/, '').toLowerCase()}`;
}

/** What a path of the repository is; undefined where nothing is. */
export type Exists = (path: string) => 'file' | 'folder' | undefined;

/** Lays out the documents as a site. */
export function docsSite(files: readonly SourceFile[], exists: Exists): DocsSite {
  const documents = files.filter(({ path }) => addressOf(path) !== undefined);
  const linkedFiles = new Map<string, string>();
  const pages = new Map<string, string>();
  for (const { path, text } of documents) {
    const page = withLinks(path, text, target => {
      const address = addressOf(target) ?? folderAddress(target, exists);
      if (address !== undefined || exists(target) !== 'file') return address;
      linkedFiles.set(target, `/files/${target}${posix.extname(target) === '' ? '.txt' : ''}`);
      return linkedFiles.get(target);
    });
    pages.set(`${addressOf(path)?.slice(1)}.md`, page);
  }
  for (const folder of listed) pages.set(`${folder}/index.md`, listOf(folder, pagesBelow(documents, folder)));
  return { pages, linkedFiles, sidebar: sidebarOf(documents) };
}

/** The address of a folder: of its README, or of the list of what is in it. `''` for one that has no page. */
function folderAddress(path: string, exists: Exists): string | undefined {
  if (listed.includes(path)) return `/${path}/`;
  if (exists(path) !== 'folder') return undefined;
  return exists(`${path}/README.md`) === 'file' ? addressOf(`${path}/README.md`) : '';
}

/**
 * Rewrites where the links and pictures of a document lead, outside its code. One that leads to a page of no address becomes plain text; one
 * that leads nowhere stays, and the build says so.
 */
function withLinks(path: string, text: string, lead: (target: string) => string | undefined): string {
  return text
    .split(/(^```[\s\S]*?^```$)/m)
    .map((piece, at) =>
      at % 2 === 1
        ? piece
        : piece.replace(
            /\[([^\]]*)\]\((?!\w+:|#|\/)([^)#\s]+)(#[^)\s]*)?\)/g,
            (whole, name: string, target: string, hash = '') => {
              const address = lead(posix.join(posix.dirname(path), target).replace(/\/$/, ''));
              if (address === '') return name;
              return address === undefined ? whole : `[${name}](${address}${hash})`;
            },
          ),
    )
    .join('');
}

/** The guides as the README's table groups them, then what is about the code. */
function sidebarOf(documents: readonly SourceFile[]): SidebarGroup[] {
  const readme = documents.find(({ path }) => path === 'README.md')?.text ?? '';
  return [
    ...guidesIn(readme),
    { text: 'Packages', items: pagesBelow(documents, 'packages') },
    {
      text: 'The project',
      items: [
        ...documents
          .filter(({ path }) => !/^(docs|packages|decisions)\//.test(path))
          .map(document => ({ text: titleOf(document), link: addressOf(document.path) ?? '' })),
        { text: 'Decisions', link: '/decisions/' },
      ],
    },
  ];
}

/** The rows of the README's table of guides: for whom, and the links in them. */
export function guidesIn(readme: string): SidebarGroup[] {
  const table = /^## Guides\n+([\s\S]*?)\n\n/m.exec(readme)?.[1] ?? '';
  return table
    .split('\n')
    .slice(2)
    .map(row => {
      const [, text = '', links = ''] = row.split('|').map(cell => cell.trim());
      const items = [...links.matchAll(/\[([^\]]+)\]\((docs\/[\w-]+\.md)\)/g)].map(
        ([, name = '', path = '']) => ({
          text: capital(name),
          link: addressOf(path) ?? '',
        }),
      );
      return { text: capital(text), items };
    })
    .filter(({ items }) => items.length > 0);
}

/** Each guide in `docs` that the README's table does not name: nobody would find it. */
export function unlistedGuides(files: readonly SourceFile[]): string[] {
  const readme = files.find(({ path }) => path === 'README.md')?.text ?? '';
  const listed = guidesIn(readme).flatMap(({ items }) => items.map(({ link }) => link));
  return files
    .filter(({ path }) => /^docs\/[\w-]+\.md$/.test(path) && !listed.includes(addressOf(path) ?? ''))
    .map(({ path }) => `${path} is in no row of the README's guides`);
}

function pagesBelow(documents: readonly SourceFile[], folder: string) {
  return documents
    .filter(({ path }) => path.startsWith(`${folder}/`))
    .map(document => ({ text: titleOf(document), link: addressOf(document.path) ?? '' }));
}

function titleOf({ path, text }: SourceFile): string {
  if (path === 'README.md') return 'Overview';
  return /^# (.+)$/m.exec(text)?.[1] ?? path;
}

function listOf(folder: string, pages: readonly { readonly text: string; readonly link: string }[]): string {
  const lines = pages.map(({ text, link }) => `- [${text}](${link})`);
  return `# ${capital(folder)}\n\n${lines.join('\n')}\n`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
