import type { CaseRef, CaseView, Storage } from '@nara/sdk/resident';
import { until } from '../sdk/until.ts';

/** A storage that outlives a client, as a tab's does. */
export class TabStorage implements Storage {
  readonly #values = new Map<string, string>();
  getItem(key: string): string | null {
    return this.#values.get(key) ?? null;
  }
  setItem(key: string, value: string): void {
    this.#values.set(key, value);
  }
  removeItem(key: string): void {
    this.#values.delete(key);
  }
}

/** The texts of one side in a case, in the order in which they stand. */
export function textsOf({ snapshot }: CaseView, side: 'resident' | 'staff'): readonly string[] {
  return (snapshot?.entries ?? []).flatMap(entry =>
    entry.kind === 'message' && entry.message.side === side ? [entry.message.text] : [],
  );
}

/** Somebody who writes in one case and remembers what was written and what was acknowledged, in order. */
export class Writer {
  readonly sent: string[] = [];
  readonly acknowledged: string[] = [];
  readonly #name: string;
  ref: CaseRef;

  constructor(name: string, ref: CaseRef) {
    this.#name = name;
    this.ref = ref;
  }

  /** Sends the next message and does not wait. */
  send(): string {
    const text = `${this.#name} ${this.sent.length + 1}`;
    this.sent.push(text);
    this.ref.send(text);
    return text;
  }

  /** Sends one after another, each once the one before was acknowledged, while `wanted` says so. */
  async write(wanted: (count: number) => boolean): Promise<void> {
    for (let count = 0; wanted(count); count += 1) {
      const text = this.send();
      await until(this.ref, view => [...textsOf(view, 'resident'), ...textsOf(view, 'staff')].includes(text));
      this.acknowledged.push(text);
    }
  }
}
