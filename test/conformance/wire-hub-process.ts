import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** A running wire hub. */
export interface WireHub {
  /** Without a slash at the end. */
  readonly url: string;
  stop(): Promise<void>;
}

/** The project's root, where the probe finds its packages. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Starts `scripts/wire-hub.ts` on a free port and waits until it listens. */
export async function startWireHub(): Promise<WireHub> {
  const hub = spawn(process.execPath, ['scripts/wire-hub.ts', '--port', '0'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface(hub.stdout)) {
    const port = /^READY (\d+)/.exec(line)?.[1];
    if (port === undefined) continue;
    return {
      url: `http://127.0.0.1:${port}`,
      async stop() {
        if (hub.exitCode !== null) return;
        hub.kill('SIGTERM');
        await once(hub, 'exit');
      },
    };
  }
  throw new Error('the wire hub ended before it listened');
}
