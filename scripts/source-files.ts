import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** One text file of the repository; `path` is relative to the root, with forward slashes. */
export type SourceFile = { readonly path: string; readonly text: string };

/** The repository's root folder. */
export const root = dirname(import.meta.dirname);

const textual =
  /\.(ts|mts|js|mjs|json|css|html|md|sql|ya?ml|csv|tsv|txt|sh|svg)$|(^|\/)(\.npmrc|\.gitignore|LICENSE|run)$/;

/** All text files that git knows or would take up, except the lockfile. */
export function readSourceFiles(): SourceFile[] {
  return execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], { cwd: root, encoding: 'utf8' })
    .split('\0')
    .filter(path => textual.test(path) && path !== 'pnpm-lock.yaml' && existsSync(join(root, path)))
    .map(path => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}

/** Whether a file is a test or serves only tests. */
export function isTest(path: string): boolean {
  return (
    /\.(test|e2e|type-test)\.ts$/.test(path) ||
    /(^|\/)testing(\/|\.ts$)/.test(path) ||
    path.startsWith('test/')
  );
}

/** The 1-based line on which a character stands. */
export function lineAt(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}
