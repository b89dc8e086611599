import type { Locale } from '@nara/contract';

/** The texts of a small element in every language: there are few, and it asks for nothing more once it is there. */
export type TextTable<Key extends string> = Readonly<Record<Locale, Readonly<Record<Key, string>>>>;

/** A text by its key, with `{{values}}` put in. */
export type Say<Key extends string> = (
  key: Key,
  values?: Readonly<Record<string, string | number>>,
) => string;

/** How one language says things. */
export function sayIn<Key extends string>(table: TextTable<Key>, locale: Locale): Say<Key> {
  return (key, values = {}) =>
    table[locale][key].replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name]));
}
