import type { Clock } from '../clock.ts';

/** A clock that stands still until told to go on. */
export class FakeClock implements Clock {
  #time = 0;
  readonly #epoch = Date.UTC(2026, 0, 1);
  readonly #repeats = new Set<{ readonly ms: number; readonly run: () => void; due: number }>();

  /** How many repeats nobody has stopped. */
  get repeats(): number {
    return this.#repeats.size;
  }

  monotonic(): number {
    return this.#time;
  }

  now(): number {
    return this.#epoch + this.#time;
  }

  every(ms: number, run: () => void): () => void {
    const repeat = { ms, run, due: this.#time + ms };
    this.#repeats.add(repeat);
    return () => this.#repeats.delete(repeat);
  }

  /** Lets so many milliseconds pass, calling what is due on the way. */
  advance(ms: number): void {
    const end = this.#time + ms;
    for (;;) {
      const next = [...this.#repeats].sort((a, b) => a.due - b.due)[0];
      if (next === undefined || next.due > end) break;
      this.#time = next.due;
      next.due += next.ms;
      next.run();
    }
    this.#time = end;
  }
}
