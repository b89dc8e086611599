import type { HubPort, HubPortSettings } from '../connection/hub-port.ts';
import type { Fetch } from '../http/request-json.ts';

/** What the SDK takes from outside itself, so that tests can hold it still: time, chance, ids and the network. */
export interface World {
  /** Milliseconds since 1970. */
  now(): number;
  /** At least 0, below 1. */
  random(): number;
  /** A new command id: a UUID, which sorts after those of earlier milliseconds. */
  uuid(): string;
  /** Runs once after so many milliseconds, unless the returned function is called before. */
  after(milliseconds: number, run: () => void): () => void;
  readonly fetch: Fetch;
  openHub(settings: HubPortSettings): HubPort;
  /** Calls the listener when the machine says that it has a network again. */
  onWake(listener: () => void): () => void;
}
