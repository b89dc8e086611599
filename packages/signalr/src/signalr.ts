export type { CloseServerOptions } from './application.ts';
export type { Clock } from './clock.ts';
export type { Answer } from './http/answer.ts';
export type {
  Authentication,
  AuthenticationOutcome,
  AuthenticationRequest,
  ConnectionOptions,
  EndpointOptions,
  NegotiatedConnection,
  NegotiateRedirect,
  RawEndpointOptions,
  RequestRefusal,
} from './http/endpoint-options.ts';
export type { ArgumentSchema } from './hub/argument-schema.ts';
export type {
  CallerContext,
  CloseOptions,
  HubConnection,
  RequestHeaders,
  RequestInfo,
} from './hub/caller-context.ts';
export type { ResultSchema } from './hub/connection-proxy.ts';
export type { ArgumentFault, Hub, HubDefinition, HubMethod } from './hub/define-hub.ts';
export { defineHub } from './hub/define-hub.ts';
export type {
  CallerClients,
  ClientProxy,
  HubClients,
  HubGroups,
  SingleClientProxy,
} from './hub/hub-clients.ts';
export type { HubContext } from './hub/hub-context.ts';
export type { HubContract } from './hub/hub-contract.ts';
export { HubError } from './hub/hub-error.ts';
export type { HubFilter, HubInvocation } from './hub/hub-filter.ts';
export type { ErrorPlace } from './hub/hub-runtime.ts';
export type { StreamArgument } from './hub/stream-of.ts';
export { streamOf } from './hub/stream-of.ts';
export type {
  ConnectionEnd,
  ConnectionStatus,
  ObservedCall,
  ObservedConnection,
  SignalRObserver,
} from './observing/observer.ts';
export type { HubMessage } from './protocol/hub-message.ts';
export type { HubProtocol, MessageReader, TransferFormat } from './protocol/hub-protocol.ts';
export { EncodedMessage } from './protocol/hub-protocol.ts';
export { jsonHubProtocol } from './protocol/json-hub-protocol.ts';
export type { SignalRErrorCode } from './protocol/signalr-error.ts';
export { SignalRError } from './protocol/signalr-error.ts';
export type { ConnectionHandler, ConnectionsContext, RawConnection } from './raw/raw-connection.ts';
export type { SignalRServer, SignalRServerOptions } from './server.ts';
export { createSignalRServer } from './server.ts';
export type { TransportName } from './transport.ts';
