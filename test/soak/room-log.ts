/** What is known to have gone wrong. */
export interface Faults {
  readonly lost: number;
  readonly doubled: number;
}

/** What one member has heard in its room: every number after the one it came in at, once, in order. */
export class RoomLog {
  #last: number | undefined;
  /** Heard before the answer that it is in has been taken up: both may come in one piece. */
  readonly #early: number[] = [];
  #lost = 0;
  #doubled = 0;

  get faults(): Faults {
    return { lost: this.#lost, doubled: this.#doubled };
  }

  /** The last number it has heard; undefined before it came in. */
  get last(): number | undefined {
    return this.#last;
  }

  /** It came in, for the first time or after a cut: what was said meanwhile was not for it. */
  enter(last: number): void {
    this.#last = last;
    for (const n of this.#early.splice(0)) if (n > last) this.hear(n);
  }

  /** It is out: what comes now came too late to count. */
  leave(): void {
    this.#last = undefined;
    this.#early.length = 0;
  }

  hear(n: number): void {
    if (this.#last === undefined) this.#early.push(n);
    else if (n <= this.#last) this.#doubled += 1;
    else {
      this.#lost += n - this.#last - 1;
      this.#last = n;
    }
  }

  /** All has come that will: what was said last must have been heard. */
  end(last: number): void {
    if (this.#last !== undefined && this.#last < last) this.#lost += last - this.#last;
  }
}
