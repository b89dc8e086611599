import type { EncodedMessage } from '../protocol/hub-protocol.ts';

/** What one side has sent of the messages that are numbered, from 1, and the other has not acknowledged (HubProtocol.md, "Stateful Reconnect"). */
export class SentMessages {
  #messages: EncodedMessage[] = [];
  #total = 0;
  #acknowledged = 0;
  #bytes = 0;

  /** The bytes that are kept. */
  get bytes(): number {
    return this.#bytes;
  }

  /** The number of the first message that is kept; of the next one, if none is. */
  get firstId(): number {
    return this.#total - this.#messages.length + 1;
  }

  /** What is kept, in order. */
  get unacknowledged(): readonly EncodedMessage[] {
    return this.#messages;
  }

  add(message: EncodedMessage): void {
    this.#total += 1;
    // A client may acknowledge what it has not been sent yet: it will not have that twice.
    if (this.#total <= this.#acknowledged) return;
    this.#messages.push(message);
    this.#bytes += message.bytes.length;
  }

  /** Lets go of every message up to this number. */
  acknowledge(id: number): void {
    if (!(id > this.#acknowledged)) return;
    this.#acknowledged = id;
    const dropped = this.#messages.splice(0, Math.max(0, Math.floor(id) - this.firstId + 1));
    for (const { bytes } of dropped) this.#bytes -= bytes.length;
  }
}
