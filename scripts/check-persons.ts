import { lineAt, type SourceFile } from './source-files.ts';

const swedish = /(?<![\w.-])(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-8]\d|9[01])[-+]?\d{4}(?![\w-])/g;
const finnish =
  /(?<![\w.-])(?:[0-2]\d|3[01])(?:0[1-9]|1[0-2])\d{2}[-+ABCDEFYXWVU]\d{3}[0-9A-FHJ-NPR-Y](?![\w-])/g;
const exempt = /^test\/conformance\/wire\//;

/**
 * Identity numbers that pass their check and are not among the test persons: they may be somebody's. `list` is the table of
 * the numbers that no living person has, one row per person, the number in the second column.
 */
export function personFaults(files: readonly SourceFile[], list: string): string[] {
  const allowed = new Set(list.split('\n').map(row => row.split('\t')[1] ?? ''));
  return files
    .filter(({ path }) => !exempt.test(path))
    .flatMap(({ path, text }) =>
      [...text.matchAll(swedish), ...text.matchAll(finnish)]
        .filter(
          ([number]) =>
            passes(number) && !allowed.has(number) && !allowed.has(number.replace(/[-+](?=\d{4}$)/, '')),
        )
        .map(
          match =>
            `${path}:${lineAt(text, match.index)} holds an identity number that is not a test person's`,
        ),
    );
}

/** Whether the last character is the one that the rest calls for: Luhn's in Sweden, the remainder by 31 in Finland. */
function passes(number: string): boolean {
  const finnishCheck = /^(\d{6}).(\d{3})(.)$/.exec(number);
  if (finnishCheck && number.length === 11) {
    return (
      '0123456789ABCDEFHJKLMNPRSTUVWXY'[Number(`${finnishCheck[1]}${finnishCheck[2]}`) % 31] ===
      finnishCheck[3]
    );
  }
  const digits = [...number.replace(/\D/g, '').slice(-10)].map(Number);
  const sum = digits
    .map((digit, at) => (at % 2 === 0 ? digit * 2 : digit))
    .reduce((all, each) => all + (each > 9 ? each - 9 : each), 0);
  return sum % 10 === 0;
}
