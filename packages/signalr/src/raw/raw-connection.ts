import type { RequestInfo } from '../hub/caller-context.ts';
import type { TransferFormat } from '../protocol/hub-protocol.ts';

/**
 * One connection without a hub protocol: bytes each way, over whatever transport the client chose. Read it with `for await`; the
 * iteration ends when the client is gone or the connection is being closed. Chunks keep their order, not their borders.
 */
export interface RawConnection<User = unknown> extends AsyncIterable<Buffer> {
  /** The public id; not the secret token that opens the connection. */
  readonly connectionId: string;
  readonly user: User;
  readonly userIdentifier: string | undefined;
  /** The handler's own notes on this connection. */
  readonly items: Map<unknown, unknown>;
  /** The request that opened it. */
  readonly request: RequestInfo;
  /** Aborted when the connection is over. */
  readonly signal: AbortSignal;
  /** What the transport can carry: server-sent events are text only. */
  readonly formats: readonly TransferFormat[];
  /** Whether bytes go out as text or as binary WebSocket frames. Text until said otherwise. A format that is not carried is a `TypeError`. */
  setFormat(format: TransferFormat): void;
  /** Sends bytes, in one frame or event where the transport has such. Settles when the client has taken enough for more to be sent. Ignored when closed. */
  send(bytes: Uint8Array | string): Promise<void>;
  /** Ends the connection after what was sent. */
  close(): void;
  /** Cuts the connection. */
  abort(): void;
}

/** Runs on each raw connection; the connection is closed when it is done, and as failed when it throws. */
export type ConnectionHandler<User = unknown> = (connection: RawConnection<User>) => void | Promise<void>;

/** A mapped handler's connections, from outside it. */
export interface ConnectionsContext<User = unknown> {
  /** The open connections; safe to end while iterating. */
  connections(): IterableIterator<RawConnection<User>>;
  /** Takes back tokens that nobody has used yet, by the user that negotiate established. Returns how many. */
  forgetNegotiated(predicate: (user: User, userIdentifier: string | undefined) => boolean): number;
}
