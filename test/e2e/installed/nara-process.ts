import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';

/** A hub that runs. */
export interface Nara {
  /** Resolves when the address answers 200; rejects with what was said when the process ends before that. */
  answers(url: string): Promise<void>;
  stop(): Promise<void>;
}

/** `nara serve hub/nara.yaml`. */
export function startNara(
  folder: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Nara {
  const child = spawn(process.execPath, [...args, 'serve', 'hub/nara.yaml'], {
    cwd: folder,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'exit');
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', chunk => {
      said += chunk;
    });
  return {
    async answers(url) {
      for (;;) {
        if (child.exitCode !== null) throw new Error(`nara ended with ${child.exitCode}: ${said}`);
        const answer = await fetch(url).catch(() => undefined);
        await answer?.body?.cancel();
        if (answer?.ok) return;
        await pause(50);
      }
    },
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
