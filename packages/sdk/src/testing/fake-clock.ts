import type { Clock } from '@nara/hub';
import { ManualClock } from '@nara/hub/memory';
import { inNextTurn } from '@nara/signalr/hub';

// As they are when this is loaded: a test may replace them later, and the hub's time is not that test's.
const { setTimeout, clearTimeout, performance } = globalThis;

/** How many turns of the event loop a step of anything in memory may take. */
const turnsToSettle = 20;

/** Resolves when what was set going has settled, as far as it needs no time to pass. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < turnsToSettle; turn += 1) await new Promise<void>(inNextTurn);
}

/** The time of a fake hub and its clients: it passes as the machine's does, or stands still, and can be moved on. */
export class FakeClock implements Clock {
  readonly #time: ManualClock;
  readonly #passes: boolean;
  /** Where the machine's clock stood when `#time` was right. */
  #rightAt = performance.now();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #moving = false;
  #stopped = false;

  /** Begins at `start`, milliseconds since 1970. */
  constructor(start: number, passes: boolean) {
    this.#time = new ManualClock(start);
    this.#passes = passes;
  }

  now(): number {
    return this.#time.now() + this.#elapsed();
  }

  monotonic(): number {
    return this.now();
  }

  every(ms: number, run: () => void): () => void {
    return this.#waits(this.#time.every(ms, run));
  }

  after(ms: number, run: () => void): () => void {
    return this.#waits(this.#time.after(ms + this.#elapsed(), run));
  }

  nextTurn(run: () => void): () => void {
    return this.#time.nextTurn(run);
  }

  whenSettled(run: () => void): void {
    this.#time.whenSettled(run);
  }

  /** Lets time pass at once; what falls due runs in order, and what that sets going settles in between. */
  async advance(ms: number): Promise<void> {
    await settled();
    const end = this.now() + ms;
    this.#moving = true;
    clearTimeout(this.#timer);
    for (let due = this.#time.nextDue; due !== undefined && due <= end; due = this.#time.nextDue) {
      this.#time.advance(Math.max(0, due - this.#time.now()));
      await settled();
    }
    this.#time.advance(end - this.#time.now());
    this.#moving = false;
    this.#rightAt = performance.now();
    await settled();
    this.#wake();
  }

  /** Nothing falls due any more. */
  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  /** How far the machine's clock has come since; while a test moves the time, it alone does. */
  #elapsed(): number {
    return this.#passes && !this.#moving ? performance.now() - this.#rightAt : 0;
  }

  #waits(cancel: () => void): () => void {
    this.#wake();
    return () => {
      cancel();
      this.#wake();
    };
  }

  #wake(): void {
    clearTimeout(this.#timer);
    const due = this.#time.nextDue;
    if (!this.#passes || this.#moving || this.#stopped || due === undefined) return;
    this.#timer = setTimeout(() => this.#pass(), Math.max(0, due - this.now()));
  }

  #pass(): void {
    const elapsed = this.#elapsed();
    this.#rightAt += elapsed;
    this.#time.advance(elapsed);
    this.#wake();
  }
}
