import type { AnyContract } from './audience-proxy.ts';
import type { AnyCaller, CompiledHub, CompiledMethod } from './compile-hub.ts';
import type { HubFilter } from './hub-filter.ts';

type AnyFilter = HubFilter<AnyContract, unknown>;

/** The hub with filters around its methods and hooks, the first outermost. A hub without filters pays nothing for them. */
export function applyFilters(hub: CompiledHub, filters: readonly AnyFilter[]): CompiledHub {
  return filters.toReversed().reduce(applyFilter, hub);
}

function applyFilter(hub: CompiledHub, filter: AnyFilter): CompiledHub {
  const { onConnected, onDisconnected } = hub;
  const filtered = new Map<CompiledMethod, CompiledMethod>();
  return {
    ...hub,
    find(target) {
      const method = hub.find(target);
      if (method === undefined || filter.invokeMethod === undefined) return method;
      const known = filtered.get(method) ?? around(method, filter);
      filtered.set(method, known);
      return known;
    },
    onConnected:
      filter.onConnected === undefined
        ? onConnected
        : ctx => filter.onConnected?.(ctx, () => onConnected?.(ctx)),
    onDisconnected:
      filter.onDisconnected === undefined
        ? onDisconnected
        : (ctx, error) => filter.onDisconnected?.(ctx, error, () => onDisconnected?.(ctx, error)),
  };
}

function around(method: CompiledMethod, filter: AnyFilter): CompiledMethod {
  const { name, streams } = method;
  return {
    ...method,
    run: (ctx: AnyCaller, ...args: readonly unknown[]) =>
      filter.invokeMethod?.({ ctx, method: name, args, streams }, (others = args) =>
        method.run(ctx, ...others),
      ),
  };
}
