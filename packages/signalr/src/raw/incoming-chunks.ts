/** Bytes that may wait for the handler before the peer is asked to wait; ASP.NET Core's ApplicationMaxBufferSize. */
const unreadBound = 65_536;

/** Chunks on their way to one reader. */
export class IncomingChunks implements AsyncIterator<Buffer, undefined> {
  readonly #holdBack: (full: boolean) => void;
  #chunks: Buffer[] = [];
  #bytes = 0;
  #full = false;
  #ended = false;
  /** Wakes readers that found nothing. */
  #wake: PromiseWithResolvers<void> | undefined;

  /** `holdBack` is told when the peer has to wait, and when no more. */
  constructor(holdBack: (full: boolean) => void) {
    this.#holdBack = holdBack;
  }

  push(chunk: Buffer): void {
    if (this.#ended || chunk.length === 0) return;
    this.#chunks.push(chunk);
    this.#bytes += chunk.length;
    this.#changed();
  }

  /** Nothing more comes; what is there can still be read. */
  end(): void {
    this.#ended = true;
    this.#changed();
  }

  async next(): Promise<IteratorResult<Buffer, undefined>> {
    for (;;) {
      const chunk = this.#chunks.shift();
      if (chunk !== undefined) {
        this.#bytes -= chunk.length;
        this.#changed();
        return { done: false, value: chunk };
      }
      if (this.#ended) return { done: true, value: undefined };
      this.#wake ??= Promise.withResolvers();
      await this.#wake.promise;
    }
  }

  #changed(): void {
    if (this.#chunks.length > 0 || this.#ended) {
      this.#wake?.resolve();
      this.#wake = undefined;
    }
    const full = this.#bytes > unreadBound;
    if (full === this.#full) return;
    this.#full = full;
    this.#holdBack(full);
  }
}
