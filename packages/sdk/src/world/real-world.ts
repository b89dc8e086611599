import { openOfficialHub } from '../connection/official-hub.ts';
import { type Fetch, machineFetch } from '../http/request-json.ts';
import { timedUuid } from './timed-uuid.ts';
import type { World } from './world.ts';

/** What a client reaches its hub by, where that is not the machine's own network: a test's, or under MSW in Node. */
export interface ClientNetwork {
  /** Default: the global one. */
  readonly fetch?: Fetch;
  /** The constructor of sockets. Default: in a browser the global one, in Node that of `ws`, which can set headers. */
  readonly WebSocket?: unknown;
}

/** The machine's clock, chance and timers, and the official client's connection. */
export function realWorld({ fetch = machineFetch, WebSocket }: ClientNetwork = {}): World {
  return {
    now: () => Date.now(),
    random: () => Math.random(),
    uuid: () => timedUuid(Date.now()),
    after(milliseconds, run) {
      const timer = setTimeout(run, milliseconds);
      return () => clearTimeout(timer);
    },
    fetch,
    openHub: settings => openOfficialHub(settings, { fetch, WebSocket }),
    onWake(listener) {
      if (typeof globalThis.addEventListener !== 'function') return () => {};
      globalThis.addEventListener('online', listener);
      return () => globalThis.removeEventListener('online', listener);
    },
  };
}
