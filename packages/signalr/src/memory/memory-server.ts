import type { Application, CloseServerOptions } from '../application.ts';
import type { Clock } from '../clock.ts';
import { systemClock } from '../clock.ts';
import { Admissions } from '../http/admissions.ts';
import { type Answer, plain } from '../http/answer.ts';
import { HubPaths } from '../http/hub-paths.ts';
import { transportRefusal } from '../http/transport-refusal.ts';
import type { Hub } from '../hub/define-hub.ts';
import type { HubContract } from '../hub/hub-contract.ts';
import { type HubMapper, type MapOptions, mountHub } from '../mount-hub.ts';
import { type LineEnd, layLine, type MemoryLine, type MemoryLineOptions } from './memory-line.ts';
import { type MemoryRequest, rawRequest } from './memory-request.ts';
import { HubEnd } from './socket-pair.ts';

/** What a memory server is set to. */
export interface MemoryServerOptions {
  /** Default: the machine's. */
  readonly clock?: Clock;
  /** Answers the requests that are no hub's. Default: 404. */
  otherwise?(request: MemoryRequest): Answer | Promise<Answer>;
}

/** Hubs that clients of the same page or process reach without a socket. They offer WebSockets alone. */
export interface MemoryServer extends HubMapper {
  /** Lays a line for one client. */
  line(options?: MemoryLineOptions): MemoryLine;
  /** Closes every connection (clients may reconnect), refuses new ones, and settles when the last is gone. */
  close(options?: CloseServerOptions): Promise<void>;
}

/** How often timers are looked at, in milliseconds. */
const heartbeat = 1_000;

const transports = ['WebSockets'] as const;

/** A hub at its path. */
interface MappedHub {
  readonly admissions: Admissions;
  readonly application: Application;
}

/** Makes a server without hubs. Runs in a browser and in Node. */
export function createMemoryServer(options: MemoryServerOptions = {}): MemoryServer {
  const { clock = systemClock } = options;
  const hubs = new HubPaths<MappedHub>();
  const stop = clock.every(heartbeat, () => {
    for (const { admissions, application } of hubs.values()) {
      admissions.tick();
      application.tick();
    }
  });

  async function handle(request: MemoryRequest): Promise<Answer> {
    const match = hubs.find(request.url.pathname);
    if (match?.negotiates === true) return await match.found.admissions.negotiate(rawRequest(request));
    if (match !== undefined) return transportRefusal('LongPolling', undefined, transports) ?? plain(404);
    return (await options.otherwise?.(request)) ?? plain(404);
  }

  const open: LineEnd['open'] = async (url, headers, client, over) => {
    const match = hubs.find(url.pathname);
    if (match === undefined || match.negotiates) return undefined;
    const request = rawRequest({ method: 'GET', url, headers });
    const claim = await match.found.admissions.claimSocket(request, () => false);
    if (claim === undefined || claim.refusal !== undefined) return undefined;
    const hubEnd = new HubEnd(client, () => over(hubEnd));
    hubEnd.attach(claim.open(hubEnd));
    return hubEnd;
  };

  return {
    map<C extends HubContract, User>(path: string, hub: Hub<C, User>, ...[given]: MapOptions<User>) {
      return mountHub(
        hub,
        { ...given, transports },
        {
          clock,
          observers: [],
          mount(application, settings) {
            const admissions = new Admissions(application, settings, clock);
            hubs.add(path, { admissions, application });
            return admissions.forgetNegotiated;
          },
        },
      );
    },
    line: lineOptions => layLine({ handle, open }, lineOptions ?? {}),
    async close(closing = {}) {
      await Promise.all(
        [...hubs.values()].map(({ admissions, application }) => {
          admissions.close();
          return application.shutDown(closing);
        }),
      );
      stop();
    },
  };
}
