import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { steadyTree } from '../test/e2e/stories/steady-tree.ts';
import { filesMatching } from './run-node-tests.ts';

/** The texts of a package in one language, by key. */
export type Texts = Readonly<Record<string, string>>;

/** What can be on screen, and where it is looked for: the reviewed accessibility trees of the surfaces that show it. */
const sources = [
  { locale: 'packages/widget/locales/sv-SE.json', trees: /^panel-(?!fi-)/ },
  { locale: 'packages/desk/locales/sv-SE.json', trees: /^desk-(?!fi-)/ },
  { locale: 'packages/elements/locales/sv-SE.json', trees: /^(?:panel|desk)-(?!fi-)/ },
] as const;

/** The keys of texts that stand in none of the trees, sorted; the forms of a plural are one text. */
export function unseenIn(texts: Texts, trees: readonly string[]): string[] {
  const all = plain(trees.join('\n'));
  const seen = new Map<string, boolean>();
  for (const [key, text] of Object.entries(texts)) {
    const name = key.replace(/_(?:one|other)$/, '');
    seen.set(name, seen.get(name) === true || patternOf(text).test(all));
  }
  return [...seen.keys()].filter(name => seen.get(name) === false).sort();
}

/** Every text of panel, desk and what they share that no reviewed state shows: `widget gone.heading`. */
export function unseenTexts(): string[] {
  const files = filesMatching('test/e2e/trees/*.txt');
  return sources.flatMap(({ locale, trees }) => {
    const texts: Texts = JSON.parse(readFileSync(locale, 'utf8'));
    const own = files.filter(file => trees.test(basename(file))).map(file => readFileSync(file, 'utf8'));
    const [, name] = locale.split('/');
    return unseenIn(texts, own).map(key => `${name} ${key}`);
  });
}

/** A text as a tree has it, whatever stands in its gaps. */
function patternOf(text: string): RegExp {
  const filled = steadyTree(text.replace(/\{\{(?:count|minutes|hours)\}\}/g, '2'));
  const escaped = plain(filled).replace(/[.*+?^$()|[\]\\]/g, '\\$&');
  const pattern = escaped
    .replace(/\{\{\w+\}\}/g, '.+?')
    .replace(/[{}]/g, '\\$&')
    .replace(/2/g, '\\d+');
  // No part of a longer word.
  return new RegExp(`(?<!\\p{L})${pattern}(?!\\p{L})`, 'u');
}

function plain(text: string): string {
  return text.replace(/\u00a0/g, ' ');
}
