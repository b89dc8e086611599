/** Watches whether a peer takes what waits for it. */
export class StallWatch {
  #taken = 0;
  #since: number | undefined;

  /**
   * For how many milliseconds the peer has taken none of the bytes that wait for it. Asked about once a second, with the bytes
   * given to its socket so far, and how many of them the socket still holds.
   */
  stalledFor(written: number, waiting: number, monotonic: number): number {
    const taken = written - waiting;
    if (waiting === 0) this.#since = undefined;
    else if (this.#since === undefined || taken !== this.#taken) this.#since = monotonic;
    this.#taken = taken;
    return this.#since === undefined ? 0 : monotonic - this.#since;
  }
}
