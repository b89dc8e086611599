import type { HubMessage } from '../protocol/hub-message.ts';
import type { MessageReader } from '../protocol/hub-protocol.ts';
import type { Transport } from '../transport.ts';
import { toError } from './error-text.ts';

/** Tries again to take a message that had to wait; whether it was taken. */
export type Retry = () => boolean;

/** Where messages go. */
export interface MessageTaker {
  /** Undefined: the message was taken. Otherwise it has to wait, and everything behind it. What it throws ends the reading. */
  take(message: HubMessage): Retry | undefined;
  /** A message was malformed, or what it says may not be said. Nothing more is read. */
  fail(error: Error): void;
}

/** Bytes that may wait unread before the peer is asked to wait; ASP.NET Core's ApplicationMaxBufferSize. */
const unreadBound = 65_536;

/**
 * What one connection has received: read message by message, in order, as far as each can be taken. Behind one that has to wait
 * nothing is read, and when much has piled up there the peer is asked to wait.
 */
export class IncomingMessages {
  readonly #transport: Transport;
  readonly #taker: MessageTaker;
  #reader: MessageReader | undefined;
  #isOpen = false;
  #isReading = false;
  #isPaused = false;
  #held: Retry | undefined;

  constructor(reader: MessageReader, transport: Transport, taker: MessageTaker) {
    this.#reader = reader;
    this.#transport = transport;
    this.#taker = taker;
  }

  /** Whether nothing is read because a message waits. */
  get isHeld(): boolean {
    return this.#held !== undefined;
  }

  /** Whether bytes are here of a message whose rest has not come. */
  get hasPart(): boolean {
    return this.#isOpen && !this.isHeld && (this.#reader?.buffered ?? 0) > 0;
  }

  push(chunk: Uint8Array): void {
    this.#reader?.push(chunk);
    this.#read();
  }

  /** Begins to read: until now, messages were kept. */
  open(): void {
    this.#isOpen = true;
    this.#read();
  }

  /** Something has changed that a message may have waited for. It is tried soon, not now: whoever says so is in the middle of it. */
  resume(): void {
    if (this.#held !== undefined) queueMicrotask(() => this.#read());
  }

  /** Reads no more. */
  stop(): void {
    this.#isOpen = false;
    this.#reader = this.#held = undefined;
  }

  #read(): void {
    // What takes a message may bring the next bytes, or make room.
    if (this.#isReading) return;
    this.#isReading = true;
    try {
      while (this.#isOpen && this.#reader !== undefined) {
        if (this.#held !== undefined) {
          if (!this.#held()) break;
          this.#held = undefined;
          continue;
        }
        const message = this.#reader.next();
        if (message === undefined) break;
        this.#held = this.#taker.take(message);
      }
    } catch (error) {
      this.#taker.fail(toError(error));
    }
    this.#isReading = false;
    this.#holdBack();
  }

  #holdBack(): void {
    // Not while all was looked at that is there: the rest of a large message must come.
    const waits = !this.#isOpen || this.isHeld;
    const isFull = waits && (this.#reader?.buffered ?? 0) > unreadBound;
    if (isFull === this.#isPaused) return;
    this.#isPaused = isFull;
    if (isFull) this.#transport.pause();
    else this.#transport.resume();
  }
}
