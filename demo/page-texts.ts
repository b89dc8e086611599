/** Says a text in the reader's language, with its gaps filled. */
export type Say<Key extends string> = (
  key: Key,
  values?: Readonly<Record<string, string | number>>,
) => string;

/** Says the texts of one table, whose gaps are written `{{name}}`. */
export function sayFrom<Key extends string>(table: Readonly<Record<Key, string>>): Say<Key> {
  return (key, values = {}) =>
    table[key].replace(/\{\{(\w+)\}\}/g, (gap, name: string) => String(values[name] ?? gap));
}

/** The page's language for a reader: for the first of theirs that it has, itself or by its first part, else the page's first. */
export function preferredOf<Language extends string>(
  offered: readonly [Language, ...Language[]],
  wanted: readonly string[],
): Language {
  const first = (tag: string) => tag.split('-')[0];
  const known = wanted.map(
    tag =>
      offered.find(language => language === tag) ?? offered.find(language => first(language) === first(tag)),
  );
  return known.find(language => language !== undefined) ?? offered[0];
}
