/** What stands in the place of a number that was taken out. The same in every language. */
const mark = '[id]';

const space = '[ \\t\\u00a0\\u2007\\u202f]?';
/** Hyphens, dashes and the minus, as keyboards and their autocorrection write them, and the plus of the over-hundreds. */
const dash = '[-+\\u2010-\\u2015\\u2212]';
const between = `${space}[./]?${dash}?${space}`;
const month = '(?:0[1-9]|1[0-2])';

const forms = [
  // Personnummer and samordningsnummer, whose day is 60 higher, of ten digits or twelve (SKV 704, SKV 707).
  `(?<!\\d)(?:18|19|20)?\\d{2}${between}${month}${between}(?:[06][1-9]|[1278]\\d|[39][01])${between}\\d{4}(?!\\d)`,
  // Henkilötunnus, with any of the thirteen separators.
  `(?<!\\d)(?:0[1-9]|[12]\\d|3[01])${between}${month}${between}\\d{2}${space}(?:${dash}|[A-FU-Y])${space}\\d{3}${space}[0-9A-FHJ-NPR-Y](?![\\p{L}\\d])`,
];
const number = new RegExp(forms.join('|'), 'giu');

/**
 * A text with `[id]` for everything that is written as a Swedish or Finnish identity number is. The check character is not
 * looked at: a number with a slip of the pen still points at somebody, and a comment loses little by a number too many.
 */
export function scrubIdentityNumbers(text: string): string {
  return text.replace(number, mark);
}
