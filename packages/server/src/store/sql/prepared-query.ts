import type { Compilable, CompiledQuery, Kysely } from 'kysely';
import type { Schema } from './schema.ts';

/** Builds queries of the schema in one database's dialect. It runs none of them. */
export type QueryBuilder = Kysely<Schema>;

/** Runs compiled queries inside the transaction that is open. */
export interface QueryRunner {
  /** How often something was undone: what is remembered of the rows before may be of it. */
  readonly undone: number;
  all<Row>(query: CompiledQuery<Row>): Promise<readonly Row[]>;
  /**
   * Takes an insert of one row that may wait for others of its kind: until the next query that reads, at most until the commit. For rows that
   * are never changed, or only replaced as a whole: a statement that changed or deleted some would miss those that wait.
   */
  later(insert: CompiledQuery<unknown>): void;
}

/** Stands in a query for a value that is given when it runs. */
export type Param<P> = <K extends keyof P & string>(name: K) => P[K];

class Slot {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

/**
 * Compiles a query once and answers a function that fills in its values. Building and compiling cost several times what
 * running a small query does, so whatever runs for every command goes through here.
 */
export function prepare<P extends object, Row>(
  build: (param: Param<P>) => Compilable<Row>,
): (values: P) => CompiledQuery<Row> {
  // A slot passes through Kysely as any value does, and is found again among the compiled parameters.
  const compiled = build(name => new Slot(name) as never).compile();
  return values => ({
    ...compiled,
    parameters: compiled.parameters.map(value =>
      value instanceof Slot ? values[value.name as keyof P] : value,
    ),
  });
}
