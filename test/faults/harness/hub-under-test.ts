import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import type { Orders, Report, StartFaults } from '../preload/orders.ts';

/** How a hub is run. */
export interface HubOptions {
  readonly command: string;
  readonly config: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly origins: readonly string[];
  readonly logFile: string;
  readonly faults?: StartFaults;
  /** Runs it under strace, which writes the calls by which data reaches disks and sockets to this file. */
  readonly traceFile?: string;
}

/** A packaged hub as a process of its own, which may be told to fail. */
export interface HubUnderTest {
  readonly pid: number;
  /** Resolves when the process is gone, with the signal that ended it. */
  readonly ended: Promise<NodeJS.Signals | undefined>;
  /** Resolves, when the orders are in force, with how the hub is doing. */
  order(orders: Orders): Promise<Report>;
  /** SIGKILL; resolves when it is gone. */
  kill(): Promise<void>;
  /** SIGTERM; resolves when it is gone. */
  stop(): Promise<void>;
}

const preload = pathToFileURL(`${import.meta.dirname}/../preload/faulty-hub.ts`).href;
const traced = 'trace=fsync,fdatasync,pwrite64,write,writev,sendmsg';

/** Starts `nara serve` and resolves when every origin has answered. */
export async function startHubUnderTest(options: HubOptions): Promise<HubUnderTest> {
  const { command, config, environment, faults = {}, traceFile } = options;
  const node = ['--disable-warning=ExperimentalWarning', '--import', preload, command, 'serve', config];
  // -D: the hub, not strace, is this process's child.
  const strace = ['-D', '-f', '-y', '-s', '65536', '-o', traceFile ?? '', '-e', traced];
  const log = openSync(options.logFile, 'a');
  const child = spawn(
    traceFile === undefined ? process.execPath : 'strace',
    traceFile === undefined ? node : [...strace, process.execPath, ...node],
    {
      stdio: ['ignore', log, log, 'ipc'],
      env: {
        ...process.env,
        ...environment,
        // A hub that starts for the twentieth time need not compile all again.
        NODE_COMPILE_CACHE: `${dirname(options.logFile)}/compiled`,
        NARA_FAULTS: JSON.stringify(faults),
      },
    },
  );
  closeSync(log);
  const ended = once(child, 'exit').then(([, signal]) => signal ?? undefined);
  const isOver = (): boolean => child.exitCode !== null || child.signalCode !== null;
  // Whoever dies at once may have been told to.
  for (const origin of options.origins) while (!isOver() && !(await isHealthy(origin))) await pause(50);
  let last = 0;
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    child.kill(signal);
    await ended;
  };
  return {
    pid: child.pid ?? 0,
    ended,
    order(orders) {
      last += 1;
      const id = last;
      return new Promise((resolve, reject) => {
        const hear = (told: { readonly id: number; readonly report: Report }): void => {
          if (told.id !== id) return;
          child.off('message', hear);
          resolve(told.report);
        };
        child.on('message', hear);
        child.send({ id, orders }, error => error && reject(error));
      });
    },
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
  };
}

/** Whether an origin answers 200 to `/healthz`. */
export async function isHealthy(origin: string): Promise<boolean> {
  try {
    const response = await fetch(`${origin}/healthz`);
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}
