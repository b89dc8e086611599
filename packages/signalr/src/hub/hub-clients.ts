import type { ClientResult, EventArguments, EventName, HubContract, ResultName } from './hub-contract.ts';

/** Some connections that a hub can send to. */
export interface ClientProxy<C extends HubContract> {
  /**
   * Sends an event to each of the connections, without waiting for them. Connections that are gone are passed over.
   * Throws what `JSON.stringify` throws when an argument cannot be written.
   */
  send<E extends EventName<C>>(event: E, ...args: EventArguments<C, E>): void;
}

/** One connection: it can be asked, too. */
export interface SingleClientProxy<C extends HubContract> extends ClientProxy<C> {
  /**
   * Calls a method of the client and resolves with what it answers, checked by the hub's `results`. An `AbortSignal` behind the
   * arguments ends the waiting (`AbortSignal.timeout(5_000)`); without one it lasts as long as the connection.
   *
   * Rejects with a `HubError` that carries the client's error, that says that the answer is of another type, or that the signal
   * aborted; and with a {@link SignalRError}: `not_connected` when the connection is not there or ends first, `too_many` over
   * `maximumClientResults`, `invalid_operation` in `onConnected`, where no answer could be read.
   *
   * A hub method that asks lets its connection's next call begin, for the answer comes behind what the client has sent before.
   * {@link HubContext} knows of no call: asked through it inside a method, a client that has sent another call is not heard.
   */
  invoke<K extends ResultName<C>>(
    event: K,
    ...args: [...EventArguments<C, K>, signal?: AbortSignal]
  ): Promise<ClientResult<C, K>>;
}

/** Chooses among all connections of one hub. */
export interface HubClients<C extends HubContract> {
  readonly all: ClientProxy<C>;
  allExcept(connectionIds: readonly string[]): ClientProxy<C>;
  client(connectionId: string): SingleClientProxy<C>;
  clients(connectionIds: readonly string[]): ClientProxy<C>;
  /** Names of groups and users are case-sensitive. */
  group(name: string): ClientProxy<C>;
  /** A connection in several of the groups hears the event once per group, as with ASP.NET Core. An empty name throws. */
  groups(names: readonly string[]): ClientProxy<C>;
  groupExcept(name: string, connectionIds: readonly string[]): ClientProxy<C>;
  user(userIdentifier: string): ClientProxy<C>;
  users(userIdentifiers: readonly string[]): ClientProxy<C>;
}

/** What a hub method chooses from: the connections of the hub, seen from the one that called. */
export interface CallerClients<C extends HubContract> extends HubClients<C> {
  readonly caller: SingleClientProxy<C>;
  readonly others: ClientProxy<C>;
  othersInGroup(name: string): ClientProxy<C>;
}

/**
 * Membership of groups. Takes effect at once on this node; the promise settles when every node knows. Unknown connections
 * are passed over.
 */
export interface HubGroups {
  add(connectionId: string, group: string): Promise<void>;
  remove(connectionId: string, group: string): Promise<void>;
}
