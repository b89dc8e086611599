import { type Answer, accept } from '@nara/contract';
import type { HubPort, HubPortSettings } from './hub-port.ts';

/** A call that came, in the order of coming. */
export interface ScriptedCall {
  readonly method: string;
  readonly input: unknown;
}

/** A hub connection for tests: answers what it was told to, and is cut and mended by hand as the official client would be. */
export class ScriptedHub implements HubPort {
  readonly calls: ScriptedCall[] = [];
  settings: HubPortSettings | undefined;
  /** Errors that the next starts fail with. */
  startFaults: Error[] = [];
  starts = 0;
  stops = 0;
  connected = false;
  readonly #answers = new Map<string, (input: never) => unknown>();
  readonly #listeners = new Map<string, ((...input: unknown[]) => void)[]>();
  readonly #closed: ((error?: Error) => void)[] = [];
  readonly #reconnected: (() => void)[] = [];
  readonly #inFlight = new Set<(error: Error) => void>();

  open = (settings: HubPortSettings): HubPort => {
    this.settings = settings;
    return this;
  };

  /** What a method answers from now on: an `Answer`, a promise of one, or a throw. */
  answer<I>(method: string, how: (input: I) => unknown): void {
    this.#answers.set(method, how);
  }

  called(method: string): unknown[] {
    return this.calls.filter(call => call.method === method).map(call => call.input);
  }

  emit(event: string, ...input: unknown[]): void {
    for (const listener of this.#listeners.get(event) ?? []) listener(...input);
  }

  /** The connection is lost; the official client asks its policy when to try again. Answers the delay. */
  cut(previousRetryCount = 0): number | null | undefined {
    this.connected = false;
    const lost = new Error('Invocation canceled due to the underlying connection being closed.');
    for (const reject of [...this.#inFlight]) reject(lost);
    return this.settings?.reconnect.nextRetryDelayInMilliseconds({
      previousRetryCount,
      elapsedMilliseconds: 0,
      retryReason: lost,
    });
  }

  /** The official client's own attempt succeeded. */
  mend(): void {
    this.connected = true;
    for (const listener of this.#reconnected) listener();
  }

  /** The hub said good-bye, or the official client gave up. */
  closeWith(error?: Error): void {
    this.connected = false;
    for (const reject of [...this.#inFlight]) reject(error ?? new Error('closed'));
    for (const listener of this.#closed) listener(error);
  }

  async start(): Promise<void> {
    this.starts += 1;
    const fault = this.startFaults.shift();
    if (fault !== undefined) throw fault;
    this.connected = true;
  }

  async stop(): Promise<void> {
    this.stops += 1;
    this.connected = false;
    for (const listener of this.#closed) listener();
  }

  async invoke(method: string, ...args: unknown[]): Promise<unknown> {
    if (!this.connected)
      throw new Error("Cannot send data if the connection is not in the 'Connected' State.");
    this.calls.push({ method, input: args[0] });
    const how = this.#answers.get(method) ?? ((): Answer<null> => accept(null));
    return await new Promise((resolve, reject) => {
      this.#inFlight.add(reject);
      Promise.resolve(how(args[0] as never))
        .then(resolve, reject)
        .finally(() => this.#inFlight.delete(reject));
    });
  }

  on(event: string, listener: (...input: unknown[]) => void): void {
    this.#listeners.set(event, [...(this.#listeners.get(event) ?? []), listener]);
  }

  onclose(listener: (error?: Error) => void): void {
    this.#closed.push(listener);
  }

  onreconnected(listener: () => void): void {
    this.#reconnected.push(listener);
  }
}
