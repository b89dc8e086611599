/** What a connection's timers are set to, in milliseconds. */
export interface KeepAliveSettings {
  readonly keepAliveInterval: number;
  readonly clientTimeout: number;
}

/** What is due: a ping to the client, or the end of one that has fallen silent. */
export type Due = 'ping' | 'end' | undefined;

/** When a connection's client last gave a sign of life, and when it was last given one. Times are monotonic milliseconds. */
export class KeepAlive {
  #heard = false;
  #pings = false;
  #lastHeard: number;
  #lastPing: number;

  constructor(now: number) {
    this.#lastHeard = this.#lastPing = now;
  }

  /** Bytes came. */
  hear(): void {
    this.#heard = true;
  }

  /** A ping came: from now on, silence ends the connection, as in ASP.NET Core. */
  hearPing(): void {
    this.#pings = true;
  }

  /** How long the client has been silent, as far as {@link KeepAlive.look} knows. */
  silence(now: number): number {
    return now - this.#lastHeard;
  }

  /** Begins anew. */
  restart(now: number): void {
    this.#lastHeard = this.#lastPing = now;
  }

  /** Says what is due. While the client's messages are not read (`isHeld`), it cannot be blamed for silence. */
  look(now: number, isHeld: boolean, settings: KeepAliveSettings): Due {
    if (this.#heard || isHeld) {
      this.#heard = false;
      this.#lastHeard = now;
    } else if (this.#pings && this.silence(now) > settings.clientTimeout) return 'end';
    if (now - this.#lastPing < settings.keepAliveInterval) return undefined;
    this.#lastPing = now;
    return 'ping';
  }
}
