import type { EncodedMessage, HubProtocol, MessageReader, TransferFormat } from './protocol/hub-protocol.ts';

/** The transports of SignalR, by their names on the wire. */
export type TransportName = 'WebSockets' | 'ServerSentEvents' | 'LongPolling';

/** What carries one connection's bytes to its client. Implemented once per transport; the hub knows nothing else of it. */
export interface Transport {
  readonly name: TransportName;
  /** What it can carry: a protocol of another format is refused at the handshake. */
  readonly formats: readonly TransferFormat[];
  /** Long polling needs no pings: its requests are the sign of life. */
  readonly hasInherentKeepAlive: boolean;
  /** There if the connection may go on over another socket. */
  readonly resumption?: Resumption;
  /** How bytes are carried from now on. Text until said otherwise. */
  setFormat(format: TransferFormat): void;
  /** Queues a message; those of one turn of the event loop go out together, each whole. Ignored when closed. */
  send(message: EncodedMessage): void;
  /** Bytes queued and not yet taken by the peer's side of the network. */
  readonly bufferedBytes: number;
  /** Settles when much less waits than does now, or the connection is over; undefined where little waits and more may be sent. */
  drained(): Promise<void> | undefined;
  /** Asks the peer's bytes to wait, or to come again. */
  pause(): void;
  resume(): void;
  /** Looks at what is due; called about once a second with monotonic milliseconds. */
  tick(monotonic: number): void;
  /** Ends the connection after what is queued. `failed`: what ran on it threw, which a transport says in its own way. */
  close(failed?: boolean): void;
  /** Ends it now. `reason` is what the hub is told of it. */
  terminate(reason?: Error): void;
}

/** What a hub has to do with a connection that outlives its sockets (stateful reconnect). */
export interface Resumption {
  /** Begins to count, when the handshake is done; answers what to read by from then on. */
  begin(protocol: HubProtocol, version: number, createReader: () => MessageReader): MessageReader;
  /** Whether there is no socket at the moment. */
  readonly isAway: boolean;
  /** Whether calls have to wait: so much that was sent is not acknowledged. To be asked again when something comes. */
  readonly holdsCalls: boolean;
}

/** How a transport ended. */
export interface TransportEnd {
  /** The peer did not say farewell. */
  readonly wasCut?: boolean;
  /** Why the transport has cut the peer off. */
  readonly reason?: Error | undefined;
}

/** What a transport tells the hub. */
export interface TransportSink {
  receive(chunk: Uint8Array): void;
  /** A frame over the transport's own bound began; nothing of it was read. */
  receiveTooLarge(): void;
  /** The peer is gone; called once, also after {@link Transport.close}. */
  ended(end?: TransportEnd): void;
}
