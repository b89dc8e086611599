import { holdsWord, isBracketed, parseGlossary, type Term, wordsOfSwedenOnly } from './glossary.ts';
import { isTest, lineAt, type SourceFile } from './source-files.ts';
import { templateTexts } from './template-text.ts';

/** The languages that every package with texts has. */
export const languages = ['sv-SE', 'sv-FI', 'fi', 'en'] as const;

type Texts = ReadonlyMap<string, string>;
type Locales = { readonly folder: string; readonly texts: ReadonlyMap<string, Texts> };

const plural = /_(zero|one|two|few|many|other)$/;
const brand = /^(Nära|[\d\s.:/·–—-]+)$/u;

/** Everything that is wrong with the texts for people, in the locale files and in the templates. */
export function localeFaults(files: readonly SourceFile[], glossary: string): string[] {
  const terms = parseGlossary(glossary);
  const all = localesIn(files);
  return [
    ...all.flatMap(locales => [
      ...missingAndEmpty(locales, terms),
      ...pluralsAndPlaceholders(locales),
      ...words(locales, terms),
    ]),
    ...unusedAndUnknown(all, files),
    ...templates(files),
  ];
}

function localesIn(files: readonly SourceFile[]): Locales[] {
  const byFolder = new Map<string, Map<string, Texts>>();
  for (const { path, text } of files) {
    const match = /^(packages\/[^/]+\/locales(?:\/[\w-]+)?)\/([\w-]+)\.json$/.exec(path);
    if (!match?.[1] || !match[2]) continue;
    const folder = byFolder.get(match[1]) ?? new Map<string, Texts>();
    byFolder.set(match[1], folder.set(match[2], new Map(flatten(JSON.parse(text)))));
  }
  return [...byFolder].map(([folder, texts]) => ({ folder, texts }));
}

function flatten(value: unknown, prefix = ''): [string, string][] {
  if (typeof value !== 'object' || value === null) return [[prefix, String(value ?? '')]];
  return Object.entries(value).flatMap(([key, inner]) =>
    flatten(inner, prefix === '' ? key : `${prefix}.${key}`),
  );
}

/** A key without its plural form; `too_many` is such a form only where there is a `too_other`. */
function stemIn(texts: Locales['texts'], key: string): string {
  const short = key.replace(plural, '');
  return short !== key && [...texts.values()].some(own => own.has(`${short}_other`)) ? short : key;
}

function missingAndEmpty({ folder, texts }: Locales, terms: readonly Term[]): string[] {
  const keys = new Set([...texts.values()].flatMap(each => [...each.keys()].map(key => stemIn(texts, key))));
  const faults: string[] = [];
  for (const language of languages) {
    const own = texts.get(language);
    const place = `${folder}/${language}.json`;
    if (!own) {
      faults.push(`${place} is missing`);
      continue;
    }
    const have = new Set([...own.keys()].map(key => stemIn(texts, key)));
    for (const key of keys) {
      const unused = isBracketed(terms.find(term => term.id === key)?.cells[language]);
      if (!have.has(key) && !unused) faults.push(`${place} lacks ${key}`);
      if (have.has(key) && unused) faults.push(`${place} has ${key}, a term that the language does without`);
    }
    for (const [key, text] of own) {
      if (text.trim() === '') faults.push(`${place} has an empty ${key}`);
      if (isBracketed(text)) faults.push(`${place} has ${key} in brackets`);
    }
  }
  for (const language of texts.keys()) {
    if (!(languages as readonly string[]).includes(language))
      faults.push(`${folder}/${language}.json is no language of ours`);
  }
  return faults;
}

function pluralsAndPlaceholders({ folder, texts }: Locales): string[] {
  const faults: string[] = [];
  const holesOf = new Map<string, string>();
  for (const [language, own] of texts) {
    const categories = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    for (const [key, text] of own) {
      const holes = [...text.matchAll(/\{\{\s*([^},\s]+)[^}]*\}\}/g)].map(match => match[1]);
      const seen = [...new Set(holes)]
        .filter(hole => hole !== 'count')
        .sort()
        .join(' ');
      const before = holesOf.get(stemIn(texts, key)) ?? seen;
      holesOf.set(stemIn(texts, key), before);
      if (before !== seen)
        faults.push(
          `${folder}/${language}.json ${key} has the placeholders "${seen}", another language "${before}"`,
        );
      if (/(?<!\{)\{[^{}]*\}(?!\})/.test(text))
        faults.push(`${folder}/${language}.json ${key} has a placeholder in single braces`);
    }
    for (const key of new Set(
      [...own.keys()].map(name => stemIn(texts, name)).filter(name => !own.has(name)),
    )) {
      const lacking = categories.filter(category => !own.has(`${key}_${category}`));
      if (lacking.length > 0)
        faults.push(`${folder}/${language}.json ${key} lacks the plural form ${lacking.join(', ')}`);
    }
  }
  return faults;
}

function words({ folder, texts }: Locales, terms: readonly Term[]): string[] {
  const swedenOnly = wordsOfSwedenOnly(terms);
  const faults: string[] = [];
  for (const [language, own] of texts) {
    for (const [key, text] of own) {
      const place = `${folder}/${language}.json ${key}`;
      if (/!/.test(text)) faults.push(`${place} has an exclamation mark`);
      if (language.startsWith('sv') && /\b(vänligen|klicka|ogiltig)/i.test(text))
        faults.push(`${place} has a word that we do without`);
      if (language === 'fi' && /\}\}\p{L}/u.test(text))
        faults.push(`${place} glues an ending to a placeholder`);
      if (language !== 'sv-FI') continue;
      for (const word of swedenOnly.filter(each => holdsWord(text, each)))
        faults.push(`${place} has "${word}", a word of Sweden`);
      const term = terms.find(({ id }) => id === key);
      if (term && term.cells['sv-SE'] !== term.cells['sv-FI'] && text === texts.get('sv-SE')?.get(key)) {
        faults.push(`${place} is the same as in sv-SE, the glossary's rows differ`);
      }
    }
  }
  return faults;
}

function unusedAndUnknown(all: readonly Locales[], files: readonly SourceFile[]): string[] {
  const keys = new Map<string, string>();
  for (const { folder, texts } of all)
    for (const own of texts.values()) for (const key of own.keys()) keys.set(stemIn(texts, key), folder);
  const code = files.filter(({ path }) => /^packages\/[^/]+\/src\/.*\.ts$/.test(path) && !isTest(path));
  const named = new Set<string>();
  const patterns: RegExp[] = [];
  const faults: string[] = [];
  for (const { path, text } of code) {
    for (const match of text.matchAll(/(['"`])([A-Za-z][\w-]*(?:[.:][\w-]+)*)\1/g))
      named.add((match[2] ?? '').replace(/^\w+:/, ''));
    for (const match of text.matchAll(/`([A-Za-z][\w.-]*\.)((?:\$\{[^{}`]*\}|[\w.-])+)`/g)) {
      const literal = `${match[1]}${match[2]}`.split(/\$\{[^{}]*\}/).map(part => part.replaceAll('.', '\\.'));
      patterns.push(new RegExp(`^${literal.join('[\\w.-]+')}$`));
    }
    for (const match of text.matchAll(/(?<![\w$])t\(\s*(['"])([\w.-]+)\1/g)) {
      if (!keys.has(match[2] ?? ''))
        faults.push(`${path}:${lineAt(text, match.index)} uses ${match[2]}, which no locale has`);
    }
  }
  for (const [key, folder] of keys) {
    if (!named.has(key) && !patterns.some(pattern => pattern.test(key)))
      faults.push(`${folder} has ${key}, which no code uses`);
  }
  return faults;
}

function templates(files: readonly SourceFile[]): string[] {
  return files
    .filter(({ path }) => /^packages\/[^/]+\/src\/.*\.ts$/.test(path) && !isTest(path))
    .flatMap(({ path, text }) =>
      templateTexts(text)
        .filter(found => /\p{L}/u.test(found.text) && !brand.test(found.text.trim()))
        .map(found => `${path}:${lineAt(text, found.index)} has text in a template: ${found.text}`),
    );
}
