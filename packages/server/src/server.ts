import { createHubs } from '@nara/hub';
import { type HubParts, openHub, type RunningHub } from './app.ts';
import type { HubConfig } from './config/hub-config.ts';

/**
 * Starts a hub and resolves when both of its origins are served. Rejects with a `ListenError` when a port is taken, a `NotBuiltError` when
 * the browser's files are not there, a `DataFolderError` when another hub uses the data folder, a `RegionKeysError` when a region's keys
 * cannot be used, and a `ConfigError` when its listing cannot.
 */
export function startHub(config: HubConfig, parts: HubParts = {}): Promise<RunningHub> {
  return openHub(config, createHubs, parts);
}

export { type HubParts, ListenError, type RunningHub } from './app.ts';
export { ConfigError, type ConfigFault, formatFault } from './config/config-fault.ts';
export type { HubConfig } from './config/hub-config.ts';
export { readConfig } from './config/read-config.ts';
export { createLog, type HubLogger } from './http/log.ts';
export { NotBuiltError } from './http/static-files.ts';
export { RegionKeysError } from './identity/region-keys.ts';
export { DataFolderError } from './store/sqlite/data-lock.ts';
