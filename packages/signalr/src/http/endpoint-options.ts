import type { RequestInfo } from '../hub/caller-context.ts';
import type { ErrorPlace } from '../hub/hub-runtime.ts';
import type { TrafficRate } from '../limits/traffic-limits.ts';
import type { SignalRObserver } from '../observing/observer.ts';
import type { HubProtocol } from '../protocol/hub-protocol.ts';
import type { TransportName } from '../transport.ts';
import type { Answer } from './answer.ts';

/** What a request's credentials amount to. */
export interface Authentication<User> {
  readonly user: User;
  /** Whom `clients.user(...)` means; case-sensitive. */
  readonly userIdentifier?: string;
  /** Milliseconds since 1970 at which the credentials end. */
  readonly expiresAt?: number;
}

/** A request that gets this answer instead of what it asked for, whoever it is from: too many, too old a client. */
export interface RequestRefusal {
  readonly refusal: Answer;
}

/** What `authenticate` found out. Null or undefined: nobody's request. */
export type AuthenticationOutcome<User> = Authentication<User> | RequestRefusal | null | undefined;

/** What negotiate established for the connection that a request names by its token. */
export interface NegotiatedConnection<User> {
  readonly connectionId: string;
  readonly authentication: Authentication<User> | undefined;
  /** The `Origin` of the negotiate request. */
  readonly origin: string | undefined;
}

/** A request to authenticate. */
export interface AuthenticationRequest<User> extends RequestInfo {
  /** `negotiate`, or `connect` for a request that opens or uses a connection. */
  readonly purpose: 'negotiate' | 'connect';
  /** Whether the server has it as the opening of a WebSocket, which no header alone makes of it. */
  readonly opensSocket: boolean;
  readonly method: string;
  /** The bearer token of the `Authorization` header, or of `?access_token=` where the endpoint accepts that. */
  readonly bearer: string | undefined;
  /** Present when the request names a connection that negotiate made. Browsers cannot set headers on WebSockets: let this stand in. */
  readonly negotiated: NegotiatedConnection<User> | undefined;
}

/** Where negotiate sends a client, which negotiates again there. */
export interface NegotiateRedirect {
  /** The address of the hub, absolute. */
  readonly url: string;
  /** What the client shows there as its bearer token from then on. */
  readonly accessToken?: string;
}

/** What any mapped path is set to. Times are in milliseconds, sizes in bytes; the defaults are ASP.NET Core's unless said otherwise. */
export interface ConnectionOptions<User = unknown> {
  /** The transports that negotiate offers and requests may use. Default all three. */
  readonly transports?: readonly TransportName[];
  /** How long a poll of a long-polling connection waits for something to answer with. Default 90,000. */
  readonly pollTimeout?: number;
  /** How long a connection lives without a poll (long polling) or a socket (stateful reconnect). Default 15,000. */
  readonly disconnectTimeout?: number;
  /** How long the peer may take to answer a WebSocket close before the socket is cut. Default 5,000. */
  readonly closeTimeout?: number;
  /** How long a client may take none of the bytes that wait for it. Default 10,000. */
  readonly sendTimeout?: number;
  /** A client that has left more bytes than this unread is cut off when there is more to send. Default 1,048,576. Not in ASP.NET Core, which waits. */
  readonly maximumSendBuffer?: number;
  /** The largest body of one POST; larger ones are refused (400). Default 30,000,000, Kestrel's. Bodies are read piece by piece whatever their size. */
  readonly maximumBodySize?: number;
  /** How many POSTs of one connection may wait for the one before them; more are refused (429). Default 64. Not in ASP.NET Core. */
  readonly maximumWaitingSends?: number;
  /** How long a negotiated connection waits to be opened. Default 15,000. */
  readonly negotiatedLifetime?: number;
  /** How many negotiated connections may wait at a time; more are refused (503). Default 100,000. Not in ASP.NET Core. */
  readonly maximumNegotiated?: number;
  /** How many connections the path has at a time, those that wait for a transport too; more are refused (503). Default: no limit. Not in ASP.NET Core. */
  readonly maximumConnections?: number;
  /** How many of them one address has; more are refused (429). Mind that a hospital is one address. Default: no limit. Not in ASP.NET Core. */
  readonly maximumConnectionsPerAddress?: number;
  /** How many of them one user has, by `userIdentifier`; more are refused (429). Default: no limit. Not in ASP.NET Core. */
  readonly maximumConnectionsPerUser?: number;
  /** How many connections one address may begin in a minute; more are refused (429, with `Retry-After`). Default: no limit. Not in ASP.NET Core. */
  readonly beginningsPerMinute?: number;
  /** The address that limits count by; undefined: the request is not counted. Default: the socket's peer, which behind a proxy is the proxy. */
  addressOf?(request: RequestInfo): string | undefined;
  /** The lowest negotiate version served. Default 0. */
  readonly minimumProtocolVersion?: number;
  /** Whether a WebSocket may be opened without negotiate. Default true. */
  readonly allowSkipNegotiation?: boolean;
  /**
   * Origins that browsers may use the path from, beside the server's own: CORS with credentials, and checked on the
   * WebSocket's upgrade (403). Default none.
   */
  readonly allowedOrigins?: readonly string[] | ((origin: string) => boolean);
  /** Whether `?access_token=` is a credential. If not, a request that carries one is refused (400). Default true. */
  readonly acceptQueryToken?: boolean;
  /** Whether a request without a user is refused with 401 and an empty body. Default false. */
  readonly requireUser?: boolean;
  /** Whether a connection is closed (a hub's client may reconnect) when its credentials end. Each poll brings new ones. Default false. */
  readonly closeOnAuthenticationExpiration?: boolean;
  /** Finds out whose request it is, or refuses it; asked on every request of every transport. Default: nobody's. */
  authenticate?(
    request: AuthenticationRequest<User>,
  ): AuthenticationOutcome<User> | Promise<AuthenticationOutcome<User>>;
  /** Sends a client that negotiates to another address; undefined: it stays. Asked once it is admitted. Default: all stay. */
  redirect?(
    request: RequestInfo,
    authentication: Authentication<User> | undefined,
  ): NegotiateRedirect | undefined | Promise<NegotiateRedirect | undefined>;
  /** Hears of connections and calls, for metrics. The same is told to `node:diagnostics_channel`. Default: nobody. */
  readonly observer?: SignalRObserver;
  /** Hears of every error that a hub method, a handler, a hook or the server itself threw. Default: nobody. */
  onError?(error: unknown, where: ErrorPlace): void;
}

/** What a mapped hub is set to. */
export interface EndpointOptions<User = unknown> extends ConnectionOptions<User> {
  /** How long a client may take to send its handshake. Default 15,000. */
  readonly handshakeTimeout?: number;
  /** How often the server sends a ping. Default 15,000. */
  readonly keepAliveInterval?: number;
  /** How long a client that has begun to ping may stay silent. Default 30,000. */
  readonly clientTimeout?: number;
  /** The largest hub message a client may send, its separator included; null: no limit. Default 32,768. */
  readonly maximumReceiveMessageSize?: number | null;
  /** What clients may speak, by their handshakes. Default {@link jsonHubProtocol} alone; MessagePack comes from `@nara/signalr/msgpack`. */
  readonly protocols?: readonly HubProtocol[];
  /** How many invocations of one connection may run at a time. Default 1: strictly in order. */
  readonly maximumParallelInvocations?: number;
  /**
   * How many streams of one connection may be open at a time, both ways together; a call for one more is refused. One that was
   * cancelled counts until its producer has returned. Default 100. Not in ASP.NET Core.
   */
  readonly maximumStreams?: number;
  /**
   * How many results may be awaited from one connection at a time, and how many of its calls that have asked a client may run beside
   * the others; to ask for one more is an error. Default 100. Not in ASP.NET Core.
   */
  readonly maximumClientResults?: number;
  /** Whether a client that asks for it may go on over another WebSocket when one is cut (stateful reconnect). Default false. */
  readonly allowStatefulReconnects?: boolean;
  /** What such a client has not acknowledged may grow beyond this before its calls and streams wait. Default 100,000. */
  readonly statefulReconnectBufferSize?: number;
  /**
   * How many messages a second are read from one connection, from all of one address, and from all of one user; after a pause, five
   * seconds of them at once. What comes faster waits unread, and its client with it. Default: no limit. Not in ASP.NET Core.
   */
  readonly messagesPerSecond?: TrafficRate;
  /** The same for bytes. Default: no limit. Not in ASP.NET Core. */
  readonly bytesPerSecond?: TrafficRate;
  /** Whether clients are told the name and message of errors other than {@link HubError}. Default false. */
  readonly enableDetailedErrors?: boolean;
  /** The name that detailed errors go by on the wire. Default: the error's own `name`. */
  errorName?(error: Error): string;
}

/** What a path of raw connections is set to. */
export interface RawEndpointOptions<User = unknown> extends ConnectionOptions<User> {
  /** The largest WebSocket frame a client may send; null: no limit. Default 1,048,576. Not in ASP.NET Core, which reads frames piece by piece. */
  readonly maximumFrameSize?: number | null;
}

/** The options that a hub needs whose user type does not include undefined. */
export interface UserRequired {
  readonly requireUser: true;
}
