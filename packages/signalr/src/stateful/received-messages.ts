import { SignalRError } from '../protocol/signalr-error.ts';

/** Which of the messages that are numbered have come. Their numbers are not on the wire: both sides count from 1. */
export class ReceivedMessages {
  #next = 1;
  #latest = 0;

  /** The number of the latest; 0 for none. */
  get latest(): number {
    return this.#latest;
  }

  /** Counts one. False: it had come before. */
  count(): boolean {
    const id = this.#next;
    this.#next += 1;
    if (id <= this.#latest) return false;
    this.#latest = id;
    return true;
  }

  /** Goes on counting from this number. Throws `invalid_operation` where that would leave a gap. */
  restart(id: number): void {
    if (id > this.#next) {
      const text = "Sequence ID greater than amount of messages we've received.";
      throw new SignalRError('invalid_operation', text);
    }
    this.#next = Math.floor(id);
  }
}
