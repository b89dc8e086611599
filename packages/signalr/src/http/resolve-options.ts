import type { RequestInfo } from '../hub/caller-context.ts';
import type { ErrorPlace, HubSettings } from '../hub/hub-runtime.ts';
import type { ConnectionBounds } from '../limits/connection-limits.ts';
import type { TrafficRate } from '../limits/traffic-limits.ts';
import type { SignalRObserver } from '../observing/observer.ts';
import type { HubProtocol } from '../protocol/hub-protocol.ts';
import { jsonHubProtocol } from '../protocol/json-hub-protocol.ts';
import type { SendBounds } from '../sending/send-bounds.ts';
import type { ResumptionSettings } from '../stateful/resumable-transport.ts';
import type { TransportName } from '../transport.ts';
import type {
  Authentication,
  AuthenticationOutcome,
  AuthenticationRequest,
  ConnectionOptions,
  EndpointOptions,
  NegotiateRedirect,
  RawEndpointOptions,
} from './endpoint-options.ts';
import type { IntakeBounds } from './intake.ts';

/** {@link ConnectionOptions} with the defaults filled in. */
export interface ConnectionSettings {
  readonly bounds: SendBounds;
  readonly polling: { readonly pollTimeout: number; readonly disconnectTimeout: number };
  readonly intake: IntakeBounds;
  /** Undefined: connections end with their sockets. */
  readonly resumption: ResumptionSettings | undefined;
  readonly closeTimeout: number;
  /** The largest WebSocket frame that is read, in bytes; 0 for none. */
  readonly maximumFrame: number;
  readonly allowsOrigin: (origin: string) => boolean;
  readonly allowSkipNegotiation: boolean;
  readonly acceptQueryToken: boolean;
  readonly negotiatedLifetime: number;
  readonly maximumNegotiated: number;
  readonly limits: ConnectionBounds;
  addressOf(request: RequestInfo): string | undefined;
  readonly minimumProtocolVersion: number;
  readonly transports: readonly TransportName[];
  readonly requireUser: boolean;
  readonly closeOnAuthenticationExpiration: boolean;
  readonly observers: readonly SignalRObserver[];
  report(error: unknown, place: ErrorPlace): void;
  authenticate(
    request: AuthenticationRequest<unknown>,
  ): AuthenticationOutcome<unknown> | Promise<AuthenticationOutcome<unknown>>;
  redirect(
    request: RequestInfo,
    authentication: Authentication<unknown> | undefined,
  ): NegotiateRedirect | undefined | Promise<NegotiateRedirect | undefined>;
}

/** {@link EndpointOptions} with the defaults filled in. */
export interface EndpointSettings extends ConnectionSettings {
  readonly hub: HubSettings;
  readonly protocols: readonly HubProtocol[];
}

/** Frames may hold many messages: they may be this many times as large as one. */
const messagesPerFrame = 8;

/** The bound on frames is at least this many bytes: clients put all they have queued into one. */
const leastFrame = 65_536;

const allTransports: readonly TransportName[] = ['WebSockets', 'ServerSentEvents', 'LongPolling'];

/** Fills in a hub's defaults. Throws a `TypeError` that names an option out of its range. */
export function resolveOptions(options: EndpointOptions<unknown>): EndpointSettings {
  const limit = options.maximumReceiveMessageSize === undefined ? 32_768 : options.maximumReceiveMessageSize;
  if (limit !== null) atLeast('maximumReceiveMessageSize', limit, 1);
  const parallel = atLeast('maximumParallelInvocations', options.maximumParallelInvocations ?? 1, 1);
  const streams = atLeast('maximumStreams', options.maximumStreams ?? 100, 1);
  const results = atLeast('maximumClientResults', options.maximumClientResults ?? 100, 1);
  const maximumFrame = limit === null ? 0 : Math.max(limit * messagesPerFrame, leastFrame);
  const connection = resolveConnectionOptions(options, maximumFrame);
  const protocols = options.protocols ?? [jsonHubProtocol];
  if (protocols.length === 0) throw new TypeError('protocols: at least one is needed');
  return {
    ...connection,
    protocols,
    resumption: resolveResumption(options, connection),
    hub: {
      handshakeTimeout: positive('handshakeTimeout', options.handshakeTimeout ?? 15_000),
      keepAliveInterval: positive('keepAliveInterval', options.keepAliveInterval ?? 15_000),
      clientTimeout: positive('clientTimeout', options.clientTimeout ?? 30_000),
      maximumReceiveMessageSize: limit,
      maximumParallelInvocations: parallel,
      maximumStreams: streams,
      maximumClientResults: results,
      closeOnAuthenticationExpiration: connection.closeOnAuthenticationExpiration,
      errors: {
        detailed: options.enableDetailedErrors ?? false,
        nameOf: error => harmless(() => options.errorName?.(error)) ?? error.name,
      },
      traffic: {
        messagesPerSecond: rate('messagesPerSecond', options.messagesPerSecond),
        bytesPerSecond: rate('bytesPerSecond', options.bytesPerSecond),
      },
      addressOf: connection.addressOf,
      observers: connection.observers,
      report: connection.report,
    },
  };
}

function resolveResumption(
  options: EndpointOptions<unknown>,
  { bounds, polling }: ConnectionSettings,
): ResumptionSettings | undefined {
  const statefulReconnectBufferSize = atLeast(
    'statefulReconnectBufferSize',
    options.statefulReconnectBufferSize ?? 100_000,
    1,
  );
  if (options.allowStatefulReconnects !== true) return undefined;
  return { ...bounds, statefulReconnectBufferSize, disconnectTimeout: polling.disconnectTimeout };
}

/** Fills in the defaults of raw connections. Throws as {@link resolveOptions} does. */
export function resolveRawOptions(options: RawEndpointOptions<unknown>): ConnectionSettings {
  const frame = options.maximumFrameSize === undefined ? 1_048_576 : options.maximumFrameSize;
  if (frame !== null) atLeast('maximumFrameSize', frame, 1);
  return resolveConnectionOptions(options, frame ?? 0);
}

function resolveConnectionOptions(
  options: ConnectionOptions<unknown>,
  maximumFrame: number,
): ConnectionSettings {
  const origins = options.allowedOrigins ?? [];
  const transports = options.transports ?? allTransports;
  if (transports.length === 0) throw new TypeError('transports: at least one is needed');
  return {
    bounds: {
      maximumSendBuffer: positive('maximumSendBuffer', options.maximumSendBuffer ?? 1_048_576),
      sendTimeout: positive('sendTimeout', options.sendTimeout ?? 10_000),
    },
    polling: {
      pollTimeout: positive('pollTimeout', options.pollTimeout ?? 90_000),
      disconnectTimeout: positive('disconnectTimeout', options.disconnectTimeout ?? 15_000),
    },
    intake: {
      maximumBodySize: atLeast('maximumBodySize', options.maximumBodySize ?? 30_000_000, 1),
      maximumWaitingSends: atLeast('maximumWaitingSends', options.maximumWaitingSends ?? 64, 0),
    },
    resumption: undefined,
    closeTimeout: positive('closeTimeout', options.closeTimeout ?? 5_000),
    maximumFrame,
    allowsOrigin: typeof origins === 'function' ? origins : origin => origins.includes(origin),
    allowSkipNegotiation: options.allowSkipNegotiation ?? true,
    acceptQueryToken: options.acceptQueryToken ?? true,
    negotiatedLifetime: positive('negotiatedLifetime', options.negotiatedLifetime ?? 15_000),
    maximumNegotiated: positive('maximumNegotiated', options.maximumNegotiated ?? 100_000),
    limits: {
      maximumConnections: bound('maximumConnections', options.maximumConnections),
      maximumConnectionsPerAddress: bound(
        'maximumConnectionsPerAddress',
        options.maximumConnectionsPerAddress,
      ),
      maximumConnectionsPerUser: bound('maximumConnectionsPerUser', options.maximumConnectionsPerUser),
      beginningsPerMinute: bound('beginningsPerMinute', options.beginningsPerMinute),
    },
    addressOf: options.addressOf?.bind(options) ?? (({ remoteAddress }) => remoteAddress),
    minimumProtocolVersion: atLeast('minimumProtocolVersion', options.minimumProtocolVersion ?? 0, 0),
    transports,
    requireUser: options.requireUser ?? false,
    closeOnAuthenticationExpiration: options.closeOnAuthenticationExpiration ?? false,
    observers: options.observer === undefined ? [] : [options.observer],
    report: (error, place) => harmless(() => options.onError?.(error, place)),
    authenticate: request => options.authenticate?.(request),
    redirect: (request, authentication) => options.redirect?.(request, authentication),
  };
}

function positive(name: string, value: number): number {
  if (value > 0) return value;
  throw new TypeError(`${name}: ${value} is not above 0`);
}

function atLeast(name: string, value: number, least: number): number {
  if (Number.isInteger(value) && value >= least) return value;
  throw new TypeError(`${name}: ${value} is not a whole number from ${least} up`);
}

/** A bound that may be left out. */
function bound(name: string, value: number | undefined): number | undefined {
  return value === undefined ? undefined : atLeast(name, value, 1);
}

/** A rate whose parts may be left out. */
function rate(name: string, given: TrafficRate = {}): TrafficRate {
  for (const [scope, value] of Object.entries(given)) positive(`${name}.${scope}`, value);
  return given;
}

/** Runs a hook that is told of errors: one of its own must not end the server. */
function harmless<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch {
    return undefined;
  }
}
