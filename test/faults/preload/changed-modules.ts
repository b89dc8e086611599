import { realpathSync } from 'node:fs';
import { join, relative } from 'node:path';
import { changeModules } from '../../e2e/weaken/change-modules.ts';

const root = join(import.meta.dirname, '../../..');
/** Where the command that is about to run is installed: `node_modules/@nara`, from the root. */
const modules = relative(root, join(realpathSync(process.argv[1] ?? ''), '../../..'));

/** Set to drop what is published on the bus; read by the bus as it is changed below. */
export const bells: { dropped: boolean } = { dropped: false };

/** One test person writes for hundreds: the limits of one session are lifted, and with `quick` waits are shortened. */
export function changeHub(quick: boolean): void {
  (globalThis as { naraBells?: typeof bells }).naraBells = bells;
  const limits = `${modules}/contract/dist/limits.js`;
  const settings = `${modules}/signalr/dist/http/resolve-options.js`;
  changeModules([
    { file: limits, find: 'commandsPerMinute: 120', replace: 'commandsPerMinute: 1e6' },
    { file: limits, find: 'negotiatesPerMinute: 60', replace: 'negotiatesPerMinute: 1e6' },
    {
      file: `${modules}/server/dist/http/rate-limits.js`,
      find: 'session: 240, address: 3_000,',
      replace: 'session: 1e6, address: 1e6,',
    },
    {
      file: `${modules}/hub/dist/bus/in-process-bus.js`,
      find: 'publish(message) {',
      replace: 'publish(message) { if (globalThis.naraBells.dropped) return;',
    },
    ...(quick
      ? [
          { file: settings, find: 'keepAliveInterval ?? 15_000', replace: 'keepAliveInterval ?? 500' },
          { file: settings, find: 'clientTimeout ?? 30_000', replace: 'clientTimeout ?? 3_000' },
          { file: settings, find: 'sendTimeout ?? 10_000', replace: 'sendTimeout ?? 2_000' },
          {
            file: `${modules}/hub/dist/hubs/create-hubs.js`,
            find: 'defaultHeadsInterval = 20_000',
            replace: 'defaultHeadsInterval = 500',
          },
        ]
      : []),
  ]);
}
