import type { QueryRunner } from './prepared-query.ts';

/** How many rows a generation has; two are remembered. */
const generation = 5_000;

/**
 * What the one writer of a store remembers of the rows that it wrote last, by their keys: it need not read them, and nobody else writes there.
 * Whatever was undone, all is forgotten.
 */
export class Recent<Value> {
  readonly #runner: Pick<QueryRunner, 'undone'>;
  #undone = 0;
  #young = new Map<string, Value>();
  #old = new Map<string, Value>();

  constructor(runner: Pick<QueryRunner, 'undone'>) {
    this.#runner = runner;
  }

  get(key: string): Value | undefined {
    this.#forgetUndone();
    return this.#young.get(key) ?? this.#old.get(key);
  }

  set(key: string, value: Value): void {
    this.#forgetUndone();
    this.#young.set(key, value);
    if (this.#young.size < generation) return;
    this.#old = this.#young;
    this.#young = new Map();
  }

  #forgetUndone(): void {
    if (this.#undone === this.#runner.undone) return;
    this.#undone = this.#runner.undone;
    this.#young.clear();
    this.#old.clear();
  }
}
