import type { AnyContract } from './audience-proxy.ts';
import type { Turn } from './call-turns.ts';
import { ConnectionProxy } from './connection-proxy.ts';
import type { CallerClients, ClientProxy, SingleClientProxy } from './hub-clients.ts';
import type { HubRuntime } from './hub-runtime.ts';

/** What a call of a hub method chooses from. Made for each call that sends: everything is on the prototype. */
export class CallClients implements CallerClients<AnyContract> {
  readonly #runtime: HubRuntime;
  readonly #connectionId: string;
  readonly #turn: Turn | undefined;

  constructor(runtime: HubRuntime, connectionId: string, turn: Turn | undefined) {
    this.#runtime = runtime;
    this.#connectionId = connectionId;
    this.#turn = turn;
  }

  get all(): ClientProxy<AnyContract> {
    return this.#runtime.clients.all;
  }

  get caller(): SingleClientProxy<AnyContract> {
    return this.client(this.#connectionId);
  }

  get others(): ClientProxy<AnyContract> {
    return this.allExcept([this.#connectionId]);
  }

  othersInGroup(name: string): ClientProxy<AnyContract> {
    return this.groupExcept(name, [this.#connectionId]);
  }

  client(connectionId: string): SingleClientProxy<AnyContract> {
    const { lifetime, hub } = this.#runtime;
    return new ConnectionProxy(lifetime, hub.results, connectionId, this.#turn);
  }

  allExcept(connectionIds: readonly string[]): ClientProxy<AnyContract> {
    return this.#runtime.clients.allExcept(connectionIds);
  }

  clients(connectionIds: readonly string[]): ClientProxy<AnyContract> {
    return this.#runtime.clients.clients(connectionIds);
  }

  group(name: string): ClientProxy<AnyContract> {
    return this.#runtime.clients.group(name);
  }

  groups(names: readonly string[]): ClientProxy<AnyContract> {
    return this.#runtime.clients.groups(names);
  }

  groupExcept(name: string, connectionIds: readonly string[]): ClientProxy<AnyContract> {
    return this.#runtime.clients.groupExcept(name, connectionIds);
  }

  user(userIdentifier: string): ClientProxy<AnyContract> {
    return this.#runtime.clients.user(userIdentifier);
  }

  users(userIdentifiers: readonly string[]): ClientProxy<AnyContract> {
    return this.#runtime.clients.users(userIdentifiers);
  }
}
