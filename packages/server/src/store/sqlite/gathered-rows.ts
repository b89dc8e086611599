/** Runs a statement that answers no rows. */
export type RunStatement = (text: string, values: readonly unknown[]) => void;

/** Most rows in one statement; a power of two. A row binds twelve values at most, and SQLite takes 32,766 (SQLITE_MAX_VARIABLE_NUMBER). */
const mostRows = 64;

/**
 * Rows that wait to be inserted together. A statement costs ten microseconds when others ran since it last did, hardly more for many rows
 * than for one.
 */
export class GatheredRows {
  /** The values of the rows, one row after another, by the insert of one. */
  readonly #values = new Map<string, unknown[]>();

  /** `insert` ends with the values of its one row: `insert into "audit" ("at", "act") values (?, ?)`. */
  add(insert: string, row: readonly unknown[]): void {
    const values = this.#values.get(insert);
    if (values === undefined) this.#values.set(insert, [...row]);
    else for (const value of row) values.push(value);
  }

  /** Inserts all, those of one table in the order they came, in statements of 64, 32, 16 … rows: few, so that each can be kept prepared. */
  flush(run: RunStatement): void {
    for (const [insert, values] of this.#values) {
      if (values.length === 0) continue;
      const waiting = values.splice(0);
      const width = widthOf(insert);
      let size = mostRows;
      for (let start = 0; start < waiting.length; start += size * width) {
        while (size * width > waiting.length - start) size /= 2;
        run(insertOf(insert, size), waiting.slice(start, start + size * width));
      }
    }
  }

  /** Forgets all: what they belong to is undone. */
  drop(): void {
    this.#values.clear();
  }
}

/** `(?, ?)` of an insert that ends with it. */
const rowIn = (insert: string): string => insert.slice(insert.lastIndexOf('('));

const widthOf = (insert: string): number => rowIn(insert).split('?').length - 1;

const insertOf = (insert: string, rows: number): string => insert + `, ${rowIn(insert)}`.repeat(rows - 1);
