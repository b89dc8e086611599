import { toError } from '../hub/error-text.ts';
import type { HubMessage } from '../protocol/hub-message.ts';
import { isCounted, messageType } from '../protocol/hub-message.ts';
import type { MessageReader } from '../protocol/hub-protocol.ts';
import { ReceivedMessages } from './received-messages.ts';

/** What a reader says to the one who sends. */
export interface ReadingListener {
  /** The client has had every message up to this number. */
  acknowledged(id: number): void;
  /** A message came that is counted, for the first time or again. */
  counted(): void;
  /** Whether acknowledgements are waited for. */
  readonly isFull: boolean;
}

/**
 * Reads a connection that may go on over another socket. It keeps from the hub what has to do with that: acknowledgements, sequences, and messages that
 * have come before. Where the sender waits for acknowledgements, it looks for them also behind messages that the hub does not take yet.
 */
export class ResumableReader implements MessageReader {
  readonly #create: () => MessageReader;
  readonly #listener: ReadingListener;
  readonly #received = new ReceivedMessages();
  #reader: MessageReader;
  /** What was read ahead, each with the bytes that it came in. */
  readonly #ahead: { readonly message: HubMessage; readonly bytes: number }[] = [];
  #aheadBytes = 0;
  #fault: Error | undefined;

  constructor(create: () => MessageReader, listener: ReadingListener) {
    this.#create = create;
    this.#listener = listener;
    this.#reader = create();
  }

  get buffered(): number {
    return this.#reader.buffered + this.#aheadBytes;
  }

  /** The number of the latest message that has come. */
  get latest(): number {
    return this.#received.latest;
  }

  push(chunk: Uint8Array): void {
    this.#reader.push(chunk);
    if (this.#listener.isFull) this.lookAhead();
  }

  next(): HubMessage | undefined {
    const first = this.#ahead.shift();
    if (first !== undefined) {
      this.#aheadBytes -= first.bytes;
      return first.message;
    }
    if (this.#fault !== undefined) throw this.#fault;
    return this.#read();
  }

  /** Reads all that is here; what the hub has to take waits for it. */
  lookAhead(): void {
    try {
      while (this.#fault === undefined) {
        const before = this.#reader.buffered;
        const message = this.#read();
        if (message === undefined) return;
        const bytes = before - this.#reader.buffered;
        this.#ahead.push({ message, bytes });
        this.#aheadBytes += bytes;
      }
    } catch (error) {
      this.#fault = toError(error);
    }
  }

  /** Another socket carries the connection: what was not read of the last one is lost, and will be sent again. */
  restart(): void {
    this.#reader = this.#create();
  }

  #read(): HubMessage | undefined {
    for (;;) {
      const message = this.#reader.next();
      if (message === undefined) return undefined;
      if (message.type === messageType.ack) this.#listener.acknowledged(message.sequenceId);
      else if (message.type === messageType.sequence) this.#received.restart(message.sequenceId);
      else if (!isCounted(message)) return message;
      else {
        this.#listener.counted();
        if (this.#received.count()) return message;
      }
    }
  }
}
