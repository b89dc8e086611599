import { lineAt, type SourceFile } from './source-files.ts';

/** A fenced block of a document: where its code begins, in which language, and what it says. */
export type Example = {
  readonly path: string;
  readonly line: number;
  readonly language: string;
  readonly code: string;
  /** What the document has said before: the comment `<!-- given … -->` right above the block. Not shown to readers. */
  readonly given: string;
};

/** What runs the blocks of each language, all of them: a block that its test does not know fails it. */
export const runners = {
  ts: 'compiled by scripts/check-docs.ts; what imports node:test is run by test/sdk/testing-guide.test.ts',
  tsx: 'compiled by scripts/check-docs.ts',
  html: 'shown in Chromium with a real hub by test/e2e/docs.e2e.ts',
  csp: 'the policy of such pages in test/e2e/docs.e2e.ts',
  css: 'read by Chromium in test/e2e/docs.e2e.ts',
  http: 'compared with what the hub takes and answers by test/docs/wire-examples.test.ts',
  json: 'test/docs/wire-examples.test.ts',
  yaml: "read as part of a hub's configuration by test/docs/operator-examples.test.ts",
  csv: 'read as a register by test/docs/operator-examples.test.ts',
  sh: 'run by bash in test/docs/operator-examples.test.ts, with npm, nara and sqlite3 replaced by what checks their words',
  cron: 'as sh',
  text: 'made anew or compared with the code by test/docs/operator-examples.test.ts',
  nginx:
    'stands before the installed hub in test/e2e/packed.e2e.ts, which takes the block of docs/run-a-hub.md',
} as const;

/** A language that some test runs. */
export type ExampleLanguage = keyof typeof runners;

/** The fenced blocks of a document. */
export function examplesIn({ path, text }: SourceFile): Example[] {
  const block = /(?:^<!-- given\n([\s\S]*?)-->\n+)?^```([^\n]*)\n([\s\S]*?)^```$/gm;
  return [...text.matchAll(block)].map(match => {
    const [whole, given = '', language = '', code = ''] = match;
    const line = lineAt(text, match.index + whole.lastIndexOf(code));
    return { path, line, language, code, given };
  });
}

/** The blocks of some languages in all documents. */
export function examplesOf(
  files: readonly SourceFile[],
  ...languages: readonly ExampleLanguage[]
): Example[] {
  const wanted: readonly string[] = languages;
  return files
    .filter(({ path }) => path.endsWith('.md'))
    .flatMap(examplesIn)
    .filter(({ language }) => wanted.includes(language));
}

/** Where a block stands, for the name of a test. */
export function placeOf({ path, line }: Pick<Example, 'path' | 'line'>): string {
  return `${path}:${line}`;
}

/** Each block that no test runs: of a language that none knows, or of none, or with a word that would set it apart. */
export function unknownExamples(files: readonly SourceFile[]): string[] {
  return files
    .filter(({ path }) => path.endsWith('.md'))
    .flatMap(examplesIn)
    .filter(({ language }) => !Object.hasOwn(runners, language))
    .map(
      example =>
        `${placeOf(example)} is a block of ${example.language || 'no language'}: no test runs it. There are: ${Object.keys(runners).join(', ')}`,
    );
}
