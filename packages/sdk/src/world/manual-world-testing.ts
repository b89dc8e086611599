import type { HubPort, HubPortSettings } from '../connection/hub-port.ts';
import { machineFetch } from '../http/request-json.ts';
import type { World } from './world.ts';

interface Timer {
  readonly due: number;
  readonly run: () => void;
}

/** A world for tests: time stands still until it is advanced, chance is always one half, ids count. */
export class ManualWorld implements World {
  #now = Date.parse('2026-11-24T09:31:00.000Z');
  #ids = 0;
  readonly #timers = new Set<Timer>();
  readonly #wakers = new Set<() => void>();
  readonly #open: (settings: HubPortSettings) => HubPort;

  constructor(open: (settings: HubPortSettings) => HubPort) {
    this.#open = open;
  }

  now(): number {
    return this.#now;
  }

  random(): number {
    return 0.5;
  }

  uuid(): string {
    this.#ids += 1;
    return `00000000-0000-4000-8000-${String(this.#ids).padStart(12, '0')}`;
  }

  after(milliseconds: number, run: () => void): () => void {
    const timer = { due: this.#now + milliseconds, run };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  readonly fetch = machineFetch;

  openHub(settings: HubPortSettings): HubPort {
    return this.#open(settings);
  }

  onWake(listener: () => void): () => void {
    this.#wakers.add(listener);
    return () => this.#wakers.delete(listener);
  }

  wake(): void {
    for (const listener of this.#wakers) listener();
  }

  /** Time passes on a device that sleeps: no timer runs. */
  sleep(milliseconds: number): void {
    this.#now += milliseconds;
  }

  /** Timers that have not run. */
  get timers(): number {
    return this.#timers.size;
  }

  /** Lets time pass; what falls due runs in order, and what it sets going settles in between. */
  async advance(milliseconds: number): Promise<void> {
    const end = this.#now + milliseconds;
    for (let next = this.#next(end); next !== undefined; next = this.#next(end)) {
      this.#now = Math.max(this.#now, next.due);
      this.#timers.delete(next);
      next.run();
      await settled();
    }
    this.#now = end;
  }

  #next(end: number): Timer | undefined {
    return [...this.#timers].filter(({ due }) => due <= end).sort((a, b) => a.due - b.due)[0];
  }
}

/** Resolves when every promise that could settle by itself has. */
export async function settled(): Promise<void> {
  await new Promise(resolve => setImmediate(resolve));
}
