import { preferredOf, type Say as SayOf, sayFrom } from '../page-texts.ts';
import en from './locales/en.json' with { type: 'json' };
import fi from './locales/fi.json' with { type: 'json' };
import svFi from './locales/sv-FI.json' with { type: 'json' };
import svSe from './locales/sv-SE.json' with { type: 'json' };

const tables = { 'sv-SE': svSe, 'sv-FI': svFi, fi, en };

/** The languages of the page. */
export type Language = keyof typeof tables;
type Key = keyof typeof en;

/** The page's languages by the names that they have in themselves. */
export const languages: readonly (readonly [Language, string])[] = [
  ['sv-SE', 'Svenska (Sverige)'],
  ['sv-FI', 'Svenska (Finland)'],
  ['fi', 'Suomi'],
  ['en', 'English'],
];

export type Say = SayOf<Key>;

/** The texts of a language. */
export const textsOf = (language: Language): Say => sayFrom(tables[language]);

/** The page's language for a reader. */
export const preferredLanguage = (wanted: readonly string[]): Language =>
  preferredOf(['sv-SE', 'sv-FI', 'fi', 'en'], wanted);
