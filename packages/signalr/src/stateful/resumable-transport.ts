import type { Clock } from '../clock.ts';
import { messageType } from '../protocol/hub-message.ts';
import type { EncodedMessage, HubProtocol, MessageReader, TransferFormat } from '../protocol/hub-protocol.ts';
import type { Resumption, Transport, TransportSink } from '../transport.ts';
import { type ReadingListener, ResumableReader } from './resumable-reader.ts';
import { SentMessages } from './sent-messages.ts';

/** What resumable connections are set to; see the options of the same names. Bytes, and milliseconds. */
export interface ResumptionSettings {
  readonly statefulReconnectBufferSize: number;
  readonly maximumSendBuffer: number;
  readonly sendTimeout: number;
  readonly disconnectTimeout: number;
}

/** The version of a protocol that knows Ack and Sequence. */
const leastVersion = 2;

/** How long an acknowledgement waits for others, in milliseconds; ASP.NET Core looks once a second. */
const acknowledgeAfter = 1_000;

/** Bytes of messages that may wait for room before they are taken without it: what would make room may be behind them. */
const unreadBound = 65_536;

const formats: readonly TransferFormat[] = ['Text', 'Binary'];

/**
 * Carries one connection over one socket after another (HubProtocol.md, "Stateful Reconnect"). What is sent is kept until the client has
 * acknowledged it, and sent again over the next socket. A socket that ends without a farewell may be followed by another within the
 * disconnect timeout; to the hub, nothing has happened.
 */
export class ResumableTransport implements Transport, Resumption, ReadingListener {
  readonly name = 'WebSockets';
  readonly formats = formats;
  readonly hasInherentKeepAlive = false;
  readonly resumption = this;
  readonly #settings: ResumptionSettings;
  readonly #clock: Clock;
  readonly #sent = new SentMessages();
  #sink: TransportSink | undefined;
  #current: Transport | undefined;
  #reader: ResumableReader | undefined;
  #protocol: HubProtocol | undefined;
  #isOver = false;
  /** Whether the client has shaken hands for a version that cannot do it. */
  #isPlain = false;
  #isPaused = false;
  #awaySince: number | undefined;
  #fullSince: number | undefined;
  #room: PromiseWithResolvers<void> | undefined;
  #stopAcknowledging: (() => void) | undefined;

  constructor(settings: ResumptionSettings, clock: Clock) {
    this.#settings = settings;
    this.#clock = clock;
  }

  /** Says who hears what comes; called once, before the first socket. */
  attach(sink: TransportSink): void {
    this.#sink = sink;
  }

  /** Goes on over another socket; the last one is closed, if it is still there. Answers what hears the new one. */
  carry(transport: Transport): TransportSink {
    const last = this.#current;
    this.#current = transport;
    this.#awaySince = undefined;
    last?.close();
    const isCurrent = (): boolean => this.#current === transport;
    if (this.#isPaused) transport.pause();
    if (this.#protocol !== undefined) this.#goOn(transport, this.#protocol);
    return {
      receive: chunk => {
        if (isCurrent()) this.#sink?.receive(chunk);
      },
      receiveTooLarge: () => {
        if (isCurrent()) this.#sink?.receiveTooLarge();
      },
      ended: end => {
        if (isCurrent()) this.#lose(end?.wasCut === true);
      },
    };
  }

  /** Whether another socket may carry the connection. */
  get isOpen(): boolean {
    return !this.#isOver && !this.#isPlain;
  }

  get isAway(): boolean {
    return this.#awaySince !== undefined;
  }

  get holdsCalls(): boolean {
    return this.isFull && (this.#reader?.buffered ?? 0) <= unreadBound;
  }

  get bufferedBytes(): number {
    return this.#current?.bufferedBytes ?? 0;
  }

  begin(protocol: HubProtocol, version: number, createReader: () => MessageReader): MessageReader {
    if (version < leastVersion) {
      this.#isPlain = true;
      return createReader();
    }
    this.#protocol = protocol;
    this.#reader = new ResumableReader(createReader, this);
    return this.#reader;
  }

  drained(): Promise<void> | undefined {
    if (!this.isFull || this.#isOver) return this.#current?.drained();
    this.#room ??= Promise.withResolvers();
    return this.#room.promise.then(() => this.#current?.drained());
  }

  setFormat(format: TransferFormat): void {
    this.#current?.setFormat(format);
  }

  send(message: EncodedMessage): void {
    if (this.#isOver) return;
    if (this.#protocol !== undefined && message.isCounted) {
      if (this.#sent.bytes > this.#settings.maximumSendBuffer) {
        this.#giveUp();
        return;
      }
      const wasFull = this.isFull;
      this.#sent.add(message);
      if (this.isFull && !wasFull) this.#fill();
    }
    this.#current?.send(message);
  }

  tick(monotonic: number): void {
    this.#current?.tick(monotonic);
    const { disconnectTimeout, sendTimeout } = this.#settings;
    if (this.#awaySince !== undefined) {
      if (monotonic - this.#awaySince > disconnectTimeout) this.#giveUp();
    } else if (
      this.#fullSince !== undefined &&
      !this.#isPaused &&
      monotonic - this.#fullSince > sendTimeout
    ) {
      this.#giveUp();
    }
  }

  pause(): void {
    this.#isPaused = true;
    this.#current?.pause();
  }

  resume(): void {
    this.#isPaused = false;
    if (this.isFull) this.#fullSince = this.#clock.monotonic();
    this.#current?.resume();
  }

  close(failed?: boolean): void {
    this.#end(current => current.close(failed));
  }

  terminate(): void {
    this.#end(current => current.terminate());
  }

  get isFull(): boolean {
    return this.#sent.bytes > this.#settings.statefulReconnectBufferSize;
  }

  acknowledged(id: number): void {
    const before = this.#sent.bytes;
    this.#sent.acknowledge(id);
    if (this.#sent.bytes === before) return;
    this.#fullSince = this.isFull ? this.#clock.monotonic() : undefined;
    if (!this.isFull) this.#makeRoom();
  }

  /** Owes an acknowledgement, which waits for others. */
  counted(): void {
    this.#stopAcknowledging ??= this.#clock.every(acknowledgeAfter, () => {
      if (this.#current === undefined || this.#protocol === undefined) return;
      this.#forgetAcknowledgement();
      const sequenceId = this.#reader?.latest ?? 0;
      this.#current.send(this.#protocol.encode({ type: messageType.ack, sequenceId }));
    });
  }

  #fill(): void {
    this.#fullSince = this.#clock.monotonic();
    this.#reader?.lookAhead();
  }

  #makeRoom(): void {
    this.#room?.resolve();
    this.#room = undefined;
  }

  /** Begins a socket after another: what the client has not acknowledged is sent once more. */
  #goOn(transport: Transport, protocol: HubProtocol): void {
    transport.setFormat(protocol.transferFormat);
    transport.send(protocol.encode({ type: messageType.sequence, sequenceId: this.#sent.firstId }));
    for (const message of this.#sent.unacknowledged) transport.send(message);
    if (this.isFull) this.#fullSince = this.#clock.monotonic();
    this.#reader?.restart();
    // What the peer was asked to wait for is gone with the bytes that were not read.
    this.#sink?.receive(nothing);
  }

  #forgetAcknowledgement(): void {
    this.#stopAcknowledging?.();
    this.#stopAcknowledging = undefined;
  }

  #lose(wasCut: boolean): void {
    this.#current = undefined;
    if (wasCut && this.isOpen) this.#awaySince = this.#clock.monotonic();
    else this.#over();
  }

  /** The connection is over at once for the hub, which would go on sending; its socket closes meanwhile. */
  #giveUp(): void {
    const last = this.#current;
    this.#current = undefined;
    last?.close();
    this.#over();
  }

  #end(act: (current: Transport) => void): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#makeRoom();
    if (this.#current === undefined) this.#over();
    else act(this.#current);
  }

  #over(): void {
    this.#isOver = true;
    this.#awaySince = undefined;
    this.#makeRoom();
    this.#forgetAcknowledgement();
    this.#sink?.ended();
  }
}

const nothing = new Uint8Array();
