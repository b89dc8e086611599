import type { ConnectionEnd, ObservedCall, ObservedConnection, SignalRObserver } from './observer.ts';

/** Several observers as one. What they throw is reported and ends nothing. */
export class Observers {
  readonly #observers: readonly SignalRObserver[];
  readonly #report: (error: unknown) => void;

  constructor(observers: readonly SignalRObserver[], report: (error: unknown) => void) {
    this.#observers = observers;
    this.#report = report;
  }

  /** Whether anybody wants to hear of calls, whose duration is then taken. */
  get hearCalls(): boolean {
    return this.#observers.some(observer => observer.callEnded !== undefined);
  }

  connectionStarted(connection: ObservedConnection): void {
    this.#each(observer => observer.connectionStarted?.(connection));
  }

  connectionEnded(connection: ObservedConnection, end: ConnectionEnd): void {
    this.#each(observer => observer.connectionEnded?.(connection, end));
  }

  callEnded(call: ObservedCall): void {
    this.#each(observer => observer.callEnded?.(call));
  }

  #each(tell: (observer: SignalRObserver) => void): void {
    for (const observer of this.#observers) {
      try {
        tell(observer);
      } catch (error) {
        this.#report(error);
      }
    }
  }
}
