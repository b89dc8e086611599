import { inNextTurn } from '@nara/signalr/hub';
import type { Clock } from './clock.ts';

interface Timer {
  due: number;
  readonly every: number | undefined;
  readonly run: () => void;
}

/** A clock for tests that stands still until it is advanced; what falls due meanwhile runs in order. Turns are the machine's. */
export class ManualClock implements Clock {
  #now: number;
  readonly #timers = new Set<Timer>();

  constructor(start = Date.parse('2026-11-24T09:31:00.000Z')) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  /** How many calls are waiting for their time. */
  get sleepers(): number {
    return this.#timers.size;
  }

  /** When the next call is due; undefined when none is waiting. */
  get nextDue(): number | undefined {
    return this.#next(Number.POSITIVE_INFINITY)?.due;
  }

  monotonic(): number {
    return this.#now;
  }

  every(ms: number, run: () => void): () => void {
    return this.#add({ due: this.#now + ms, every: ms, run });
  }

  after(ms: number, run: () => void): () => void {
    return this.#add({ due: this.#now + ms, every: undefined, run });
  }

  nextTurn(run: () => void): () => void {
    let wanted = true;
    inNextTurn(() => {
      if (wanted) run();
    });
    return () => {
      wanted = false;
    };
  }

  whenSettled(run: () => void): void {
    inNextTurn(run);
  }

  advance(ms: number): void {
    const end = this.#now + ms;
    for (let next = this.#next(end); next !== undefined; next = this.#next(end)) {
      this.#now = Math.max(this.#now, next.due);
      if (next.every === undefined) this.#timers.delete(next);
      else next.due += next.every;
      next.run();
    }
    this.#now = end;
  }

  #next(end: number): Timer | undefined {
    return [...this.#timers].filter(({ due }) => due <= end).sort((a, b) => a.due - b.due)[0];
  }

  #add(timer: Timer): () => void {
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }
}
