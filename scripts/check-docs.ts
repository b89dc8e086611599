import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Example, examplesOf, unknownExamples } from './doc-examples.ts';
import { unlistedGuides } from './docs-pages.ts';
import { runCommand } from './run-command.ts';
import { lineAt, root, type SourceFile } from './source-files.ts';

/** Which of our packages' folders a document's code is compiled in, so that its imports resolve. */
export function homeOf(path: string): string {
  return /^(packages\/[^/]+|demo)\//.exec(path)?.[1] ?? 'test';
}

/** Relative links that lead to no file of the repository. */
export function linkFaults(files: readonly SourceFile[], exists: (path: string) => boolean): string[] {
  return files
    .filter(({ path }) => path.endsWith('.md'))
    .flatMap(({ path, text }) =>
      [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)[^)]*\)/g)]
        .filter(match => !exists(join(path, '..', match[1] ?? '')))
        .map(match => `${path}:${lineAt(text, match.index)} links to ${match[1]}, which is not there`),
    );
}

/** Type-checks the code of all documents. Each block is a module; an error is told with the document's line. */
export async function docFaults(files: readonly SourceFile[]): Promise<string[]> {
  const faults = [
    ...linkFaults(files, path => existsSync(join(root, path))),
    ...unlistedGuides(files),
    ...unknownExamples(files),
  ];
  const examples = examplesOf(files, 'ts', 'tsx');
  const homes = new Map<string, Example[]>();
  for (const example of examples)
    homes.set(homeOf(example.path), [...(homes.get(homeOf(example.path)) ?? []), example]);
  for (const [home, own] of homes) faults.push(...(await compile(home, own)));
  return faults;
}

async function compile(home: string, examples: readonly Example[]): Promise<string[]> {
  const folder = join(root, home, '.cache', 'examples');
  mkdirSync(folder, { recursive: true });
  try {
    for (const [at, { code, given, language }] of examples.entries())
      writeFileSync(join(folder, `example-${at}.${language}`), moduleOf(given, code));
    writeFileSync(join(folder, 'tsconfig.json'), tsconfig(home));
    const { code, output } = await runCommand('tsc', ['-p', folder]);
    if (code === 0) return [];
    return output
      .trim()
      .replace(/\S*example-(\d+)\.tsx?[(:](\d+)/g, (_, at: string, line: string) => {
        const example = examples[Number(at)];
        const before = example?.given.split('\n').length ?? 1;
        return `${example?.path}:${(example?.line ?? 0) + Number(line) - before} (`;
      })
      .split('\n');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A block as a module of its own, after what its document has said before. */
function moduleOf(given: string, code: string): string {
  return `${given}\n${code}\nexport {};\n`;
}

function tsconfig(home: string): string {
  const depth = home.split('/').length + 2;
  return JSON.stringify({
    extends: `${'../'.repeat(depth)}tsconfig.base.json`,
    compilerOptions: {
      lib: ['es2024', 'esnext.disposable', 'dom', 'dom.iterable'],
      noUnusedLocals: false,
      jsx: 'react-jsx',
    },
    include: ['*.ts', '*.tsx'],
  });
}
