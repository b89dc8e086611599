import { type ChildProcess, type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { Percentiles } from './figures.ts';

/** A server as the generator meets it. It prints `READY` when it listens, and ends at SIGTERM. */
export interface Server {
  readonly name: string;
  /** The program and its arguments, but for `--port N`. */
  readonly command: readonly [string, ...string[]];
  readonly codec: 'raw' | 'socketio' | 'signalr';
  readonly path: string;
}

/** The figures of the generator that are used here. */
export interface Generated {
  readonly perSecond: number;
  readonly serverCpuUsPerOp: number;
  readonly foreignCores: number;
  readonly latency: Percentiles;
  readonly deliveriesPerMessage?: number;
  /** Idle connections alone: resident memory for each, in KiB, after collection. */
  readonly kibPerConn?: number;
  readonly stillOpen?: number;
}

/** The server has one core for itself, the generator another. */
const cores = { server: '0', generator: '1' };

/** The path of something beside this file. */
export const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The arguments for Node to run a server that is not measured for the first time alone. */
export function node(...args: readonly string[]): readonly [string, ...string[]] {
  return [process.execPath, '--disable-warning=ExperimentalWarning', ...args];
}

/** Starts a server, loads it with `load`, the generator's arguments, and ends it; answers what both said. Rejects when anything failed. */
export async function runServer(
  server: Server,
  load: readonly string[],
  started: (hub: ChildProcess) => void = () => {},
): Promise<{ readonly generated: Generated; readonly said: string }> {
  const port = 20_000 + Math.floor(Math.random() * 10_000);
  const hub = pinned(cores.server, [...server.command, '--port', String(port)]);
  try {
    let said = '';
    hub.stdout.setEncoding('utf8').on('data', chunk => {
      said += chunk;
    });
    while (!said.includes('READY')) {
      const ended = once(hub, 'exit').then(() => Promise.reject(new Error(`${server.name} did not start`)));
      await Promise.race([once(hub.stdout, 'data'), ended]);
    }
    started(hub);
    const generator = pinned(cores.generator, [
      ...[process.execPath, at('loadgen.mjs'), '--url', `ws://127.0.0.1:${port}${server.path}`],
      ...['--codec', server.codec, '--server-pid', String(hub.pid), ...load],
    ]);
    hub.once('exit', () => generator.kill());
    const printed = await text(generator.stdout);
    if (printed === '') throw new Error(`${server.name}: the server ended`);
    const generated = JSON.parse(printed) as Generated & {
      readonly errors: number;
      readonly firstError?: string;
      readonly error?: string;
    };
    const { error, errors, firstError } = generated;
    if (error !== undefined || errors > 0) throw new Error(`${server.name}: ${error ?? firstError}`);
    await end(hub);
    return { generated, said };
  } finally {
    await end(hub);
  }
}

/** `taskset` becomes the process that it starts: the pid is the server's own, whose CPU time is read. */
function pinned(core: string, command: readonly string[]): ChildProcessByStdio<null, Readable, null> {
  return spawn('taskset', ['-c', core, ...command], { stdio: ['ignore', 'pipe', 'inherit'] });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, 'close');
  child.kill('SIGTERM');
  await closed;
}
