import { parseIdentityNumber } from '@nara/rules';
import { parse } from 'csv-parse/sync';
import * as z from 'zod/mini';

/** One line of the register. */
export interface ListingRow {
  readonly personKey: string;
  readonly unitId: string;
}

/** A fault of a register's file. Never what the line says: it may be an identity number. */
export interface ListingFault {
  readonly line: number;
  readonly path: 'identity' | 'unit' | '';
  readonly text: string;
}

/** A register, or all that is wrong with it. */
export type ReadListing =
  | { readonly rows: readonly ListingRow[]; readonly faults: readonly [] }
  | { readonly rows?: never; readonly faults: readonly ListingFault[] };

const lines = z.array(
  z.object({ info: z.object({ lines: z.number() }), record: z.record(z.string(), z.string()) }),
);

/**
 * Reads a register in CSV (RFC 4180) with a first line that names the columns `identity` and `unit`. Numbers become person keys here and
 * are not kept. A unit may be one that the region does not have: such a person counts as listed nowhere.
 */
export function readListing(
  csv: string,
  country: 'SE' | 'FI',
  keyOf: (canonicalIdentity: string) => string,
): ReadListing {
  const parsed = parseCsv(csv);
  if (typeof parsed === 'number')
    return {
      faults: [{ line: parsed, path: '', text: 'expected CSV with as many columns as the first line' }],
    };
  const missing = (['identity', 'unit'] as const).filter(name => parsed[0] && !(name in parsed[0].record));
  if (missing.length > 0)
    return { faults: missing.map(path => ({ line: 1, path, text: 'expected a column of this name' })) };
  const rows = new Map<string, ListingRow>();
  const faults: ListingFault[] = [];
  for (const { info, record } of parsed) {
    const line = info.lines;
    const unitId = record['unit'] ?? '';
    const identity = parseIdentityNumber(country, record['identity'] ?? '');
    if (unitId === '') faults.push({ line, path: 'unit', text: 'expected the id of a unit' });
    if (identity === undefined) {
      faults.push({
        line,
        path: 'identity',
        text: 'expected an identity number with the right check character',
      });
      continue;
    }
    const personKey = keyOf(identity.canonical);
    if (rows.has(personKey)) faults.push({ line, path: 'identity', text: 'expected each person once' });
    rows.set(personKey, { personKey, unitId });
  }
  return faults.length > 0 ? { faults } : { rows: [...rows.values()], faults: [] };
}

/** The lines, or the number of the line that cannot be read. */
function parseCsv(csv: string): z.infer<typeof lines> | number {
  try {
    return lines.parse(
      parse(csv, { columns: true, bom: true, trim: true, skip_empty_lines: true, info: true }),
    );
  } catch (error) {
    const line = typeof error === 'object' && error !== null && 'lines' in error ? error.lines : 1;
    return typeof line === 'number' ? line : 1;
  }
}
