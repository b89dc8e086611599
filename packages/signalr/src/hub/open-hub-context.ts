import type { AnyContract } from './audience-proxy.ts';
import type { HubConnection } from './caller-context.ts';
import type { HubContext } from './hub-context.ts';
import type { HubRuntime } from './hub-runtime.ts';

/** The context of a mapped hub. `forgetNegotiated` is its endpoint's. */
export function openHubContext(
  runtime: HubRuntime,
  forgetNegotiated: HubContext<AnyContract>['forgetNegotiated'],
): HubContext<AnyContract> {
  function* connections(): IterableIterator<HubConnection> {
    for (const connection of runtime.connections.values()) if (connection.isConnected) yield connection;
  }
  return {
    clients: runtime.clients,
    groups: runtime.groups,
    connections,
    connection(connectionId) {
      const connection = runtime.connections.get(connectionId);
      return connection?.isConnected === true ? connection : undefined;
    },
    abortWhere(predicate, options) {
      let count = 0;
      for (const connection of runtime.connections.values()) {
        if (connection.isOver || !predicate(connection)) continue;
        connection.abort(options);
        count += 1;
      }
      return count;
    },
    forgetNegotiated,
  };
}
