import type { Application } from './application.ts';
import type { Clock } from './clock.ts';
import type { EndpointOptions, UserRequired } from './http/endpoint-options.ts';
import { type EndpointSettings, resolveOptions } from './http/resolve-options.ts';
import type { AnyContract } from './hub/audience-proxy.ts';
import { compileHub } from './hub/compile-hub.ts';
import type { Hub } from './hub/define-hub.ts';
import type { HubContext } from './hub/hub-context.ts';
import type { HubContract } from './hub/hub-contract.ts';
import { HubRuntime } from './hub/hub-runtime.ts';
import { InProcessLifetime } from './hub/in-process-lifetime.ts';
import { openHubContext } from './hub/open-hub-context.ts';
import { ServerConnection } from './hub/server-connection.ts';
import type { SignalRObserver } from './observing/observer.ts';

/** What a hub is mapped with: options that a hub needs whose user type does not include undefined are asked for. */
export type MapOptions<User> = undefined extends User
  ? [options?: EndpointOptions<User>]
  : [options: EndpointOptions<User> & UserRequired];

/** A server, on sockets or in memory, as far as hubs are mapped on it. */
export interface HubMapper {
  /** Serves a hub at a path, matched without regard to case. A path twice is a `TypeError`. */
  map<C extends HubContract, User>(
    path: string,
    hub: Hub<C, User>,
    ...options: MapOptions<User>
  ): HubContext<C, User>;
}

/** Where a hub is mounted. */
export interface HubPlace {
  readonly clock: Clock;
  /** Who hears of connections and calls besides the observer of the hub's options. */
  readonly observers: readonly SignalRObserver[];
  /** Serves an application, and answers how to take back its unused tokens. */
  mount(application: Application, settings: EndpointSettings): HubContext<AnyContract>['forgetNegotiated'];
}

/** Prepares a hub and mounts it. Throws a `TypeError` that names an option out of its range. */
export function mountHub<C extends HubContract, User>(
  hub: Hub<C, User>,
  options: EndpointOptions<User>,
  { clock, observers, mount }: HubPlace,
): HubContext<C, User> {
  // Inside, names are checked when they come; the contract's types end at this door.
  const settings = resolveOptions(options as EndpointOptions<unknown>);
  const compiled = compileHub(hub as unknown as Hub<AnyContract>);
  const lifetime = new InProcessLifetime(settings.hub.maximumClientResults);
  const observed = { ...settings.hub, observers: [...settings.hub.observers, ...observers] };
  const runtime = new HubRuntime(compiled, observed, lifetime, settings.protocols, clock);
  const application: Application = {
    open: (identity, transport) => new ServerConnection(runtime, identity, transport),
    tick: () => runtime.tick(),
    shutDown: closing => runtime.shutDown(closing),
  };
  return openHubContext(runtime, mount(application, settings)) as unknown as HubContext<C, User>;
}
