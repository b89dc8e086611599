import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Application, CloseServerOptions } from './application.ts';
import type { Clock } from './clock.ts';
import { systemClock } from './clock.ts';
import { Endpoint } from './http/endpoint.ts';
import type { RawEndpointOptions, UserRequired } from './http/endpoint-options.ts';
import { HubPaths } from './http/hub-paths.ts';
import type { ConnectionSettings } from './http/resolve-options.ts';
import { resolveRawOptions } from './http/resolve-options.ts';
import { refuseUpgrade } from './http/write-answer.ts';
import type { Hub } from './hub/define-hub.ts';
import type { HubContract } from './hub/hub-contract.ts';
import { type HubMapper, type MapOptions, mountHub } from './mount-hub.ts';
import { diagnostics, withDiagnostics } from './observing/diagnostics.ts';
import { RawApplication } from './raw/raw-application.ts';
import type { ConnectionHandler, ConnectionsContext } from './raw/raw-connection.ts';

/** What a server is set to. */
export interface SignalRServerOptions {
  /** Default: the machine's. */
  readonly clock?: Clock;
}

/** Hubs and raw connections on one Node HTTP server. It owns no socket and no port: hand it requests and upgrades. */
export interface SignalRServer extends HubMapper {
  /** Runs the handler on each connection to a path, over any transport and without a hub protocol. A path twice is a `TypeError`. */
  mapConnections<User = undefined>(
    path: string,
    handler: ConnectionHandler<User>,
    ...options: undefined extends User
      ? [options?: RawEndpointOptions<User>]
      : [options: RawEndpointOptions<User> & UserRequired]
  ): ConnectionsContext<User>;
  /** Answers the request if it is for a path that is mapped. False: it is not, and nothing was touched. */
  handleRequest(request: IncomingMessage, response: ServerResponse): boolean;
  /** Answers the upgrade if it is for a path that is mapped. False: it is not, and nothing was touched. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
  /** Refuses new connections, closes every one (clients may reconnect), and settles when the last is gone. */
  close(options?: CloseServerOptions): Promise<void>;
}

/** How often timers are looked at, in milliseconds: ASP.NET Core's heartbeat. */
const heartbeat = 1_000;

type ForgetNegotiated = ConnectionsContext['forgetNegotiated'];

/** Makes a server without hubs. */
export function createSignalRServer(options: SignalRServerOptions = {}): SignalRServer {
  const clock = options.clock ?? systemClock;
  const endpoints = new HubPaths<Endpoint>();
  const stop = clock.every(heartbeat, () => {
    for (const endpoint of endpoints.values()) endpoint.tick();
  });

  /** Serves an application at a path, and answers how to take back its unused tokens. */
  function mount(path: string, application: Application, settings: ConnectionSettings): ForgetNegotiated {
    const endpoint = new Endpoint(application, settings, clock);
    endpoints.add(path, endpoint);
    return endpoint.admissions.forgetNegotiated;
  }

  return {
    map<C extends HubContract, User>(path: string, hub: Hub<C, User>, ...[given]: MapOptions<User>) {
      return mountHub(hub, given ?? {}, {
        clock,
        observers: [diagnostics],
        mount: (application, settings) => mount(path, application, settings),
      });
    },
    mapConnections<User>(path: string, handler: ConnectionHandler<User>, endpointOptions?: object) {
      const settings = resolveRawOptions((endpointOptions ?? {}) as RawEndpointOptions<unknown>);
      const application = new RawApplication(handler as ConnectionHandler, withDiagnostics(settings), clock);
      const forgetNegotiated = mount(path, application, settings);
      const context: ConnectionsContext = {
        connections: () => application.openConnections(),
        forgetNegotiated,
      };
      return context as ConnectionsContext<User>;
    },
    handleRequest(request, response) {
      const match = endpoints.find(request.url ?? '');
      if (match === undefined) return false;
      void match.found.exchange(request, response, match.negotiates);
      return true;
    },
    handleUpgrade(request, socket, head) {
      const match = endpoints.find(request.url ?? '');
      if (match === undefined) return false;
      if (match.negotiates) refuseUpgrade(socket, { status: 405, type: 'text/plain' });
      else void match.found.upgrade(request, socket, head);
      return true;
    },
    async close(closing = {}) {
      await Promise.all([...endpoints.values()].map(endpoint => endpoint.close(closing)));
      stop();
    },
  };
}
