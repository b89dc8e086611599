import { SignalRError } from '../protocol/signalr-error.ts';
import { ConnectionProxy, type ResultSchemas } from './connection-proxy.ts';
import type { ClientProxy, HubClients, HubGroups, SingleClientProxy } from './hub-clients.ts';
import type { Audience, HubLifetime } from './hub-lifetime.ts';
import { OutgoingMessage } from './outgoing-message.ts';

/** A contract that says nothing: what hubs are inside, where names are checked at run time. */
export interface AnyContract {
  readonly server: Record<string, (...args: unknown[]) => unknown>;
  readonly client: Record<string, (...args: unknown[]) => unknown>;
}

/** Sends to an audience over a lifetime. */
export class AudienceProxy implements ClientProxy<AnyContract> {
  readonly #lifetime: HubLifetime;
  readonly #audience: Audience;

  constructor(lifetime: HubLifetime, audience: Audience) {
    this.#lifetime = lifetime;
    this.#audience = audience;
  }

  send(event: string, ...args: unknown[]): void {
    this.#lifetime.send(this.#audience, new OutgoingMessage(event, args));
  }
}

/** Chooses among all connections of a lifetime. */
export class LifetimeClients implements HubClients<AnyContract> {
  readonly #lifetime: HubLifetime;
  readonly #results: ResultSchemas;
  readonly all: ClientProxy<AnyContract>;

  constructor(lifetime: HubLifetime, results: ResultSchemas) {
    this.#lifetime = lifetime;
    this.#results = results;
    this.all = this.#to({ to: 'all' });
  }

  allExcept(except: readonly string[]): ClientProxy<AnyContract> {
    return this.#to({ to: 'all', except });
  }

  client(connectionId: string): SingleClientProxy<AnyContract> {
    return new ConnectionProxy(this.#lifetime, this.#results, connectionId);
  }

  clients(ids: readonly string[]): ClientProxy<AnyContract> {
    return this.#to({ to: 'connections', ids });
  }

  group(name: string): ClientProxy<AnyContract> {
    return this.#to({ to: 'groups', names: [name] });
  }

  groups(names: readonly string[]): ClientProxy<AnyContract> {
    if (names.includes('')) {
      throw new SignalRError('invalid_operation', 'Cannot send to an empty group name.');
    }
    return this.#to({ to: 'groups', names });
  }

  groupExcept(name: string, except: readonly string[]): ClientProxy<AnyContract> {
    return this.#to({ to: 'groups', names: [name], except });
  }

  user(userIdentifier: string): ClientProxy<AnyContract> {
    return this.#to({ to: 'users', ids: [userIdentifier] });
  }

  users(ids: readonly string[]): ClientProxy<AnyContract> {
    return this.#to({ to: 'users', ids });
  }

  #to(audience: Audience): ClientProxy<AnyContract> {
    return new AudienceProxy(this.#lifetime, audience);
  }
}

/** Group membership by a lifetime. */
export function lifetimeGroups(lifetime: HubLifetime): HubGroups {
  return {
    add: (connectionId, group) => lifetime.addToGroup(connectionId, group),
    remove: (connectionId, group) => lifetime.removeFromGroup(connectionId, group),
  };
}
