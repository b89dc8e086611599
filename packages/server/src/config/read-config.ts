import { accessSync, constants, readFileSync } from 'node:fs';
import { checkConfig } from './check-config.ts';
import { ConfigError } from './config-fault.ts';
import type { HubConfig } from './hub-config.ts';
import type { Environment } from './substitute-environment.ts';

/** Reads and checks a configuration file. Throws a {@link ConfigError} with all its faults. */
export function readConfig(file: string, environment: Environment): HubConfig {
  return checkConfig({ file, text: readText(file), environment, readable });
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new ConfigError([
      { file, line: 0, path: '', text: 'expected a configuration file that can be read' },
    ]);
  }
}

function readable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}
