import type { SourceFile } from './source-files.ts';

const drawer = /(^|\/)(utils?|helpers?|common|misc|shared|types|index)(\.m?ts$|\/)/;
/** What others wrote and we keep as it is, and the style sheets of the invented host sites. */
const exempt = /^test\/(conformance\/(wire|golden)\/|bench\/.*\.mjs$)|^demo\/sites\/.*\.css$/;

/** Files that are too long, badly named, or doors to everything behind them. */
export function fileFaults(files: readonly SourceFile[]): string[] {
  const faults: string[] = [];
  for (const { path, text } of files.filter(
    file => /\.(m?ts|mjs|css|sql)$/.test(file.path) && !exempt.test(file.path),
  )) {
    const lines = text.split('\n').length - 1;
    const limit = path.endsWith('.test.ts') || path.startsWith('test/') ? 600 : 400;
    if (lines > limit) faults.push(`${path} has ${lines} lines: more than ${limit} is two things`);
    if (drawer.test(path)) faults.push(`${path} is a drawer: name it after what it holds`);
    if (!/^[a-z0-9.-]+$/.test(path.split('/').at(-1) ?? '')) faults.push(`${path} is not in kebab-case`);
    if (/^export \* from/m.test(text)) faults.push(`${path} exports everything of another file`);
    if (/^export default/m.test(text) && !/\.config\.m?ts$/.test(path))
      faults.push(`${path} has a default export`);
    if (/^(export )?(abstract )?(class|interface|type) (I[A-Z][a-z]|\w+Manager\b)/m.test(text))
      faults.push(`${path} names something I… or …Manager`);
    if (/^\s*(export |declare )?(const )?enum /m.test(text)) faults.push(`${path} has an enum`);
  }
  return faults;
}
