import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Redraws its host every `milliseconds` while it is connected and `needed()` holds, for texts that age (a wait, a countdown). */
export class Ticking implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #milliseconds: number;
  readonly #needed: () => boolean;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(host: ReactiveControllerHost, milliseconds: number, needed: () => boolean = () => true) {
    this.#host = host;
    this.#milliseconds = milliseconds;
    this.#needed = needed;
    host.addController(this);
  }

  hostConnected(): void {
    this.#timer = setInterval(() => {
      if (this.#needed()) this.#host.requestUpdate();
    }, this.#milliseconds);
  }

  hostDisconnected(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
