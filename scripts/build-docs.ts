import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { docsSite } from './docs-pages.ts';
import { installFolder } from './install.mjs';
import { runCommand } from './run-command.ts';
import { readSourceFiles, root } from './source-files.ts';

const home = join(root, 'docs/.vitepress');
const pagesFolder = join(root, '.cache/docs-pages');

/** Where the built site lies. */
export const docsFolder = join(root, '.cache/docs-site');

/**
 * Builds the documents as a site, into {@link docsFolder}. VitePress comes with the first build: it is as large as a sixth of everything else, and few need
 * it. A link that leads nowhere is an error that names it.
 */
export async function buildDocs(): Promise<void> {
  installFolder(home);
  layOutPages();
  rmSync(docsFolder, { recursive: true, force: true });
  const { code, output } = await runCommand(process.execPath, [
    join(home, 'node_modules/vitepress/bin/vitepress.js'),
    'build',
    'docs',
  ]);
  if (code !== 0 || !existsSync(join(docsFolder, 'index.html')))
    throw new Error(`The site is not built:\n${output}`);
}

function layOutPages(): void {
  const { pages, linkedFiles, sidebar } = docsSite(readSourceFiles(), path => {
    if (!existsSync(join(root, path))) return undefined;
    return statSync(join(root, path)).isFile() ? 'file' : 'folder';
  });
  rmSync(pagesFolder, { recursive: true, force: true });
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(pagesFolder, path)), { recursive: true });
    writeFileSync(join(pagesFolder, path), text);
  };
  for (const [path, text] of pages) write(path, text);
  write('index.md', readFileSync(join(home, 'home.md'), 'utf8'));
  write('sidebar.json', JSON.stringify(sidebar));
  const picture = 'docs/images/resident.png';
  for (const [path, address] of new Map(linkedFiles).set(picture, `/files/${picture}`))
    cpSync(join(root, path), join(pagesFolder, 'public', address));
}
