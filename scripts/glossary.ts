/** One term with its cell per language; a cell in brackets means that the language has no such term. */
export type Term = { readonly id: string; readonly cells: Readonly<Record<string, string>> };

/** The rows of the glossary, a table of tab-separated values with a heading. */
export function parseGlossary(tsv: string): Term[] {
  const [heading = '', ...rows] = tsv.trim().split('\n');
  const names = heading.split('\t');
  return rows.map(row => {
    const cells = row.split('\t');
    return {
      id: cells[0] ?? '',
      cells: Object.fromEntries(names.slice(1, 5).map((name, at) => [name, cells[at + 1] ?? ''])),
    };
  });
}

/** Whether a language does without the term. */
export function isBracketed(cell: string | undefined): boolean {
  return /^\(.*\)$/.test(cell ?? '');
}

/** The words of a cell: its alternatives, without what is said in brackets. */
export function wordsOf(cell: string): string[] {
  return cell
    .replace(/\([^)]*\)/g, '')
    .split(/, | \/ /)
    .map(word => word.trim().toLowerCase())
    .filter(word => word !== '' && !word.includes('{'));
}

/** Words of the Swedish of Sweden that no row of the glossary gives to the Swedish of Finland. */
export function wordsOfSwedenOnly(terms: readonly Term[]): string[] {
  const finland = terms.map(term => ` ${(term.cells['sv-FI'] ?? '').toLowerCase()} `);
  return terms
    .filter(({ cells }) => cells['sv-SE'] !== cells['sv-FI'] && !isBracketed(cells['sv-SE']))
    .flatMap(({ cells }) => wordsOf(cells['sv-SE'] ?? ''))
    .filter(word => !finland.some(cell => holdsWord(cell, word)));
}

/** Whether a text holds a word or phrase as it stands, in either case. */
export function holdsWord(text: string, word: string): boolean {
  const escaped = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<!\\p{L})${escaped}(?!\\p{L})`, 'iu').test(text);
}
