import type { RequestInfo } from './hub/caller-context.ts';
import type { Transport, TransportSink } from './transport.ts';

/** Who and what a new connection is. */
export interface ConnectionIdentity {
  readonly connectionId: string;
  readonly user: unknown;
  readonly userIdentifier: string | undefined;
  /** When the credentials end, in milliseconds since 1970. Each poll of a long-polling connection may bring another. */
  readonly expiresAt: number | undefined;
  readonly request: RequestInfo;
}

/** How connections are ended when their server stops. Times are in milliseconds. */
export interface CloseServerOptions {
  /** Over how long their ends are spread, each at a moment of chance, so that their clients do not all come back at once. Default 0. */
  readonly spread?: number;
  /** How long a hub's connection whose moment has come may wait for its calls under way; no others begin. Default 0. */
  readonly drain?: number;
}

/** What runs on an endpoint's connections: a hub, or the handler of raw connections. */
export interface Application {
  /** Begins a connection on a transport, which tells the sink what it hears. */
  open(identity: ConnectionIdentity, transport: Transport): TransportSink;
  /** Looks at what is due on every connection; called about once a second. */
  tick(): void;
  /** Ends every connection, and settles when the last is gone. */
  shutDown(options: CloseServerOptions): Promise<void>;
}
