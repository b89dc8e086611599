/** So many items wait for their reader at most; ASP.NET Core's StreamBufferCapacity. */
const capacity = 10;

const over: IteratorResult<unknown> = { done: true, value: undefined };

/** A stream from a client on its way to a hub method: a queue with an end. */
export class UploadStream {
  readonly #proceed: () => void;
  #items: unknown[] = [];
  #waiting: PromiseWithResolvers<IteratorResult<unknown>>[] = [];
  #isOver = false;
  #error: Error | undefined;

  /** `proceed` is called when there may be room for an item that there was none for. */
  constructor(proceed: () => void) {
    this.#proceed = proceed;
  }

  /** What the method is given. A reader that leaves before the end wants no more: later items are dropped. */
  readonly reader: AsyncIterable<unknown> = {
    [Symbol.asyncIterator]: () => ({
      next: () => this.#next(),
      return: () => {
        this.#items = [];
        this.end();
        this.#error = undefined;
        return Promise.resolve(over);
      },
    }),
  };

  /** Whether the next item has to wait. */
  get isFull(): boolean {
    return this.#items.length >= capacity;
  }

  /** Dropped once the stream is over. */
  push(item: unknown): void {
    if (this.#isOver) return;
    const waiting = this.#waiting.shift();
    if (waiting === undefined) this.#items.push(item);
    else waiting.resolve({ done: false, value: item });
  }

  /** Ends the stream: after what is in it the reader comes to its end, or to the error. Only the first end counts. */
  end(error?: Error): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#error = error;
    for (const { resolve, reject } of this.#waiting.splice(0)) {
      if (error === undefined) resolve(over);
      else reject(error);
    }
    this.#proceed();
  }

  async #next(): Promise<IteratorResult<unknown>> {
    if (this.#items.length > 0) {
      const value = this.#items.shift();
      this.#proceed();
      return { done: false, value };
    }
    if (this.#error !== undefined) throw this.#error;
    if (this.#isOver) return over;
    const waiting = Promise.withResolvers<IteratorResult<unknown>>();
    this.#waiting.push(waiting);
    return waiting.promise;
  }
}
