import { isTest, lineAt, type SourceFile } from './source-files.ts';

const impure =
  /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bcrypto\.(?:randomUUID|getRandomValues)\(|\bperformance\.now\(|\bset(?:Timeout|Interval)\(|\bfetch\(/g;

/** Clock, chance, timers and network in the packages whose answers follow from their arguments alone. */
export function purityFaults(files: readonly SourceFile[]): string[] {
  return files
    .filter(({ path }) => /^packages\/(contract|rules)\/src\/.*\.ts$/.test(path) && !isTest(path))
    .flatMap(({ path, text }) =>
      [...text.matchAll(impure)].map(
        match => `${path}:${lineAt(text, match.index)} uses ${match[0]}…: take it as an argument`,
      ),
    );
}
