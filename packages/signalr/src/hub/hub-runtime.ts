import type { CloseServerOptions, ConnectionIdentity } from '../application.ts';
import type { Clock } from '../clock.ts';
import { type Allowance, type TrafficBounds, TrafficLimits } from '../limits/traffic-limits.ts';
import type { SignalRObserver } from '../observing/observer.ts';
import { Observers } from '../observing/observers.ts';
import { messageType } from '../protocol/hub-message.ts';
import type { EncodedMessage, HubProtocol } from '../protocol/hub-protocol.ts';
import { LifetimeClients, lifetimeGroups } from './audience-proxy.ts';
import type { RequestInfo } from './caller-context.ts';
import type { CompiledHub } from './compile-hub.ts';
import type { ErrorDisplay } from './error-text.ts';
import type { HubGroups } from './hub-clients.ts';
import type { HubLifetime } from './hub-lifetime.ts';
import { Retirement } from './retirement.ts';
import type { ServerConnection } from './server-connection.ts';

/** Where a reported error came from. */
export interface ErrorPlace {
  readonly during:
    | 'authenticate'
    | 'onConnected'
    | 'onDisconnected'
    | 'invocation'
    | 'connection'
    | 'observer'
    | 'handler';
  readonly method?: string;
  readonly connectionId?: string;
}

/** What a hub's connections are set to; see the options of the same names. */
export interface HubSettings {
  readonly handshakeTimeout: number;
  readonly keepAliveInterval: number;
  readonly clientTimeout: number;
  readonly maximumReceiveMessageSize: number | null;
  readonly maximumParallelInvocations: number;
  readonly maximumStreams: number;
  readonly maximumClientResults: number;
  readonly closeOnAuthenticationExpiration: boolean;
  readonly errors: ErrorDisplay;
  readonly traffic: TrafficBounds;
  addressOf(request: RequestInfo): string | undefined;
  readonly observers: readonly SignalRObserver[];
  report(error: unknown, place: ErrorPlace): void;
}

/** A hub with what its connections share. */
export class HubRuntime {
  readonly hub: CompiledHub;
  readonly settings: HubSettings;
  readonly lifetime: HubLifetime;
  readonly clock: Clock;
  readonly clients: LifetimeClients;
  readonly groups: HubGroups;
  readonly observers: Observers;
  readonly #traffic: TrafficLimits;
  /** Every connection by its id whose transport or hooks are not over, those before their handshake too. */
  readonly connections = new Map<string, ServerConnection>();
  readonly #protocols: ReadonlyMap<string, HubProtocol>;
  readonly #pings = new Map<HubProtocol, EncodedMessage>();
  #whenEmpty: (() => void)[] = [];

  constructor(
    hub: CompiledHub,
    settings: HubSettings,
    lifetime: HubLifetime,
    protocols: readonly HubProtocol[],
    clock: Clock,
  ) {
    this.hub = hub;
    this.settings = settings;
    this.lifetime = lifetime;
    this.clock = clock;
    this.clients = new LifetimeClients(lifetime, hub.results);
    this.groups = lifetimeGroups(lifetime);
    this.observers = new Observers(settings.observers, error =>
      settings.report(error, { during: 'observer' }),
    );
    this.#traffic = new TrafficLimits(settings.traffic, clock);
    this.#protocols = new Map(protocols.map(protocol => [protocol.name.toLowerCase(), protocol]));
  }

  /** A protocol by its name in any case. */
  protocol(name: string): HubProtocol | undefined {
    return this.#protocols.get(name.toLowerCase());
  }

  /** What a new connection's client may send; undefined: whatever it likes. */
  allowanceOf({ request, userIdentifier }: ConnectionIdentity): Allowance | undefined {
    return this.#traffic.of({ address: this.settings.addressOf(request), userIdentifier });
  }

  /** The ping of a protocol, encoded once. */
  ping(protocol: HubProtocol): EncodedMessage {
    const known = this.#pings.get(protocol);
    if (known !== undefined) return known;
    const ping = protocol.encode({ type: messageType.ping });
    this.#pings.set(protocol, ping);
    return ping;
  }

  /** Forgets a connection of which nothing is left. */
  left(connection: ServerConnection): void {
    this.connections.delete(connection.connectionId);
    if (this.connections.size > 0) return;
    for (const resolve of this.#whenEmpty.splice(0)) resolve();
  }

  /** Looks at every connection's timers. */
  tick(): void {
    const monotonic = this.clock.monotonic();
    const now = this.clock.now();
    this.#traffic.tick(monotonic);
    for (const connection of this.connections.values()) connection.tick(monotonic, now);
  }

  /** Ends every connection, which may come back elsewhere, and settles when the last is gone. */
  shutDown({ spread = 0, drain = 0 }: CloseServerOptions = {}): Promise<void> {
    const now = this.clock.monotonic();
    for (const connection of this.connections.values()) {
      const at = now + Math.random() * spread;
      connection.retire(new Retirement(at, at + drain));
    }
    if (this.connections.size === 0) return Promise.resolve();
    return new Promise(resolve => {
      this.#whenEmpty.push(resolve);
    });
  }
}
