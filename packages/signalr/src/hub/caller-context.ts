import type { CallerClients, HubGroups } from './hub-clients.ts';
import type { HubContract } from './hub-contract.ts';

/** A request's headers by their lower-case names, as `node:http` gives them: one that may be there several times is a list. */
export interface RequestHeaders {
  readonly [name: string]: string | readonly string[] | undefined;
  readonly accept?: string | undefined;
  readonly authorization?: string | undefined;
  readonly cookie?: string | undefined;
  readonly host?: string | undefined;
  readonly origin?: string | undefined;
  readonly upgrade?: string | undefined;
}

/** The HTTP request that a connection came by. */
export interface RequestInfo {
  /** The address without the query, as the client wrote it. */
  readonly path: string;
  /** The query; look keys up with {@link RequestInfo.queryValue} where case must not matter. */
  readonly query: URLSearchParams;
  readonly headers: RequestHeaders;
  /** The `Origin` header; browsers always send it on WebSockets, other clients do not. */
  readonly origin: string | undefined;
  /** The peer's address as the socket says it: a proxy's, behind a proxy. */
  readonly remoteAddress: string | undefined;
  /** The first value of a query key, whatever its case. */
  queryValue(key: string): string | undefined;
}

/** How a connection is ended by the hub. */
export interface CloseOptions {
  /** Sent to the client as the close message's `error`. */
  readonly reason?: string;
  /** Whether a client with automatic reconnect may come back. Default false. */
  readonly allowReconnect?: boolean;
}

/** One connection as the hub sees it, inside and outside its methods. */
export interface HubConnection<User = unknown> {
  /** The public id; not the secret token that opens the connection. */
  readonly connectionId: string;
  readonly user: User;
  /** Whom `clients.user(...)` means. */
  readonly userIdentifier: string | undefined;
  /** The hub's own notes on this connection. */
  readonly items: Map<unknown, unknown>;
  readonly request: RequestInfo;
  /** Aborted when the connection is over. */
  readonly signal: AbortSignal;
  /** The groups that this connection is in, on this node. */
  readonly groups: ReadonlySet<string>;
  /** Ends the connection with a close message; nothing is sent to it after. */
  abort(options?: CloseOptions): void;
}

/** What a hub method is given beside its arguments: the connection that called. One object per call. */
export interface CallerContext<C extends HubContract, User = unknown> {
  readonly connectionId: string;
  readonly user: User;
  readonly userIdentifier: string | undefined;
  readonly items: Map<unknown, unknown>;
  readonly request: RequestInfo;
  /** Aborted when the connection is over, or when the client cancels the stream that this is the caller of. */
  readonly signal: AbortSignal;
  readonly clients: CallerClients<C>;
  readonly groups: HubGroups;
  /** Ends the caller's connection with a close message; the method's own answer is not sent. */
  abort(options?: CloseOptions): void;
}
