export type { Answer } from './http/answer.ts';
export type {
  Authentication,
  AuthenticationOutcome,
  AuthenticationRequest,
  EndpointOptions,
  NegotiatedConnection,
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
export type { StreamArgument } from './hub/stream-of.ts';
export { streamOf } from './hub/stream-of.ts';
export type { HubMapper } from './mount-hub.ts';
export { inNextTurn } from './next-turn.ts';
