import type { ConnectionIdentity } from '../application.ts';
import type { EndpointOptions } from '../http/endpoint-options.ts';
import { resolveOptions } from '../http/resolve-options.ts';
import type { AnyContract } from '../hub/audience-proxy.ts';
import type { RequestInfo } from '../hub/caller-context.ts';
import { compileHub } from '../hub/compile-hub.ts';
import type { HubDefinition } from '../hub/define-hub.ts';
import { HubRuntime } from '../hub/hub-runtime.ts';
import { InProcessLifetime } from '../hub/in-process-lifetime.ts';
import { ServerConnection } from '../hub/server-connection.ts';
import { FakeClock } from './fake-clock.ts';
import { MemoryTransport } from './memory-transport.ts';

const request: RequestInfo = {
  path: '/hub',
  query: new URLSearchParams(),
  headers: {},
  origin: undefined,
  remoteAddress: undefined,
  queryValue: () => undefined,
};

/** A connection in memory: what the client would send goes in, what it would hear comes out. */
export interface MemoryConnection {
  readonly connection: ServerConnection;
  readonly transport: MemoryTransport;
  /** Sends messages, each as a record, in one chunk. A text goes as it is. */
  send(...messages: (object | string)[]): void;
  /** What the client heard since the last call, parsed. */
  heard(): unknown[];
}

/** A hub on a still clock, without sockets. */
export class MemoryHub {
  readonly clock = new FakeClock();
  readonly errors: unknown[] = [];
  readonly runtime: HubRuntime;
  #count = 0;

  constructor(hub: HubDefinition<AnyContract, unknown>, options: EndpointOptions = {}) {
    const settings = resolveOptions({ onError: error => this.errors.push(error), ...options });
    const lifetime = new InProcessLifetime(settings.hub.maximumClientResults);
    const { protocols } = settings;
    this.runtime = new HubRuntime(compileHub(hub), settings.hub, lifetime, protocols, this.clock);
    this.clock.every(1_000, () => this.runtime.tick());
  }

  /** The next connection's. */
  identity(known: Partial<ConnectionIdentity> = {}): ConnectionIdentity {
    this.#count += 1;
    return {
      connectionId: `c${this.#count}`,
      user: undefined,
      userIdentifier: undefined,
      expiresAt: undefined,
      request,
      ...known,
    };
  }

  /** A connection before its handshake. */
  open(
    identity: Partial<ConnectionIdentity> = {},
    transport: MemoryTransport = new MemoryTransport(),
  ): MemoryConnection {
    const connection = new ServerConnection(this.runtime, this.identity(identity), transport);
    return {
      connection,
      transport,
      send(...messages) {
        const records = messages.map(message =>
          typeof message === 'string' ? message : JSON.stringify(message),
        );
        connection.receive(Buffer.from(records.map(record => `${record}\u001e`).join('')));
      },
      heard: () => transport.take().map((record): unknown => JSON.parse(record)),
    };
  }

  /** A connection past its handshake. */
  connect(identity?: Partial<ConnectionIdentity>): MemoryConnection {
    const opened = this.open(identity);
    opened.send({ protocol: 'json', version: 1 });
    opened.heard();
    return opened;
  }
}
