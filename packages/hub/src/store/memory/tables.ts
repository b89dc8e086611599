import type { Answer } from '@nara/contract';
import type { CaseState } from '@nara/rules';
import type { AuditRow, DueWork, PageFeedback, Person, Session, StoredEvent } from '../port.ts';

/** Work as it is kept: under a number that grows. */
export interface WorkRow extends DueWork {
  readonly id: number;
  readonly attempts: number;
  readonly setAsideAt?: string;
}

/** A command that was done. */
export interface DoneCommand {
  readonly inputHash: string;
  readonly answer: Answer<unknown>;
}

/** What a login left. */
export interface LoginRow {
  readonly data: string;
  readonly expiresAt: string;
}

/** Everything that a store in memory holds. Tables with numbers for keys are in the order of their growing. */
export interface Tables {
  readonly cases: ReadonlyMap<string, CaseState>;
  /** By case, in order. */
  readonly events: ReadonlyMap<string, readonly StoredEvent[]>;
  /** The last case number of each month. */
  readonly months: ReadonlyMap<string, number>;
  /** By author and id. */
  readonly commands: ReadonlyMap<string, DoneCommand>;
  readonly persons: ReadonlyMap<string, Person>;
  readonly listing: ReadonlyMap<string, string>;
  readonly listingVersion: ReadonlyMap<'version', string>;
  readonly sessions: ReadonlyMap<string, Session>;
  /** By kind and hash. */
  readonly logins: ReadonlyMap<string, LoginRow>;
  readonly audit: ReadonlyMap<number, AuditRow>;
  readonly dueWork: ReadonlyMap<number, WorkRow>;
  readonly feedback: ReadonlyMap<string, PageFeedback>;
}

type Written<K extends keyof Tables> =
  Tables[K] extends ReadonlyMap<infer Key, infer Value> ? Map<Key, Value> : never;

/** Tables without a row. */
export const emptyTables: Tables = {
  cases: new Map(),
  events: new Map(),
  months: new Map(),
  commands: new Map(),
  persons: new Map(),
  listing: new Map(),
  listingVersion: new Map(),
  sessions: new Map(),
  logins: new Map(),
  audit: new Map(),
  dueWork: new Map(),
  feedback: new Map(),
};

/** What one write sees and makes: tables are copied when they are first written to, so that dropping it undoes everything. */
export class Draft {
  #tables: Tables;
  readonly #own = new Set<keyof Tables>();

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  get tables(): Tables {
    return this.#tables;
  }

  write<K extends keyof Tables>(name: K): Written<K> {
    if (!this.#own.has(name)) {
      this.#own.add(name);
      this.#tables = { ...this.#tables, [name]: new Map(this.#tables[name] as ReadonlyMap<never, never>) };
    }
    return this.#tables[name] as unknown as Written<K>;
  }
}
