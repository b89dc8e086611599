import { at, node, runServer, type Server } from '../run-server.ts';
import type { Measurement, Point, ServerName } from './hub-gates.ts';

/** What to measure. */
export interface Run {
  readonly round: number;
  readonly server: Server & { readonly name: ServerName };
  readonly point: Point;
  /** Seconds that are measured, and seconds before. */
  readonly seconds: number;
  readonly warmup: number;
  /** A hundredth of the connections, to see that it runs. */
  readonly small?: boolean;
}

/** The servers that this machine can run, but for ASP.NET Core, which has to be built. */
export const nodeServers: readonly Run['server'][] = [
  {
    name: 'nara',
    command: node('--expose-gc', at('hub/hub-process.ts')),
    codec: 'signalr',
    path: '/hub?access_token=token-of-the-bench',
  },
  { name: 'ws', command: node('--expose-gc', at('servers/raw-ws.mjs')), codec: 'raw', path: '/' },
  {
    name: 'socket.io',
    command: node('--expose-gc', at('servers/socketio.mjs')),
    codec: 'socketio',
    path: '/socket.io/',
  },
];

/** The points, with what the generator is told for each and how many connections it opens. */
const loads: Readonly<Record<Point, { readonly load: readonly string[]; readonly connections: number }>> = {
  'request-reply, 64': { load: ['--scenario', 'rtt'], connections: 64 },
  'request-reply, 1,000': { load: ['--scenario', 'rtt'], connections: 1_000 },
  'fan-out to 1,000, 4 under way': { load: ['--scenario', 'fanout', '--window', '4'], connections: 1_000 },
  'fan-out to 1,000, 1 under way': { load: ['--scenario', 'fanout', '--window', '1'], connections: 1_000 },
  '10,000 idle': {
    load: ['--scenario', 'idle', '--concurrency', '128', '--gc-signal', 'SIGUSR2'],
    connections: 10_000,
  },
};

/** Every point, in the order of the table. */
export const points = Object.keys(loads) as readonly Point[];

/** Starts the server, loads it, and ends it. Rejects when anything failed, or a connection was lost. */
export async function measure({ round, server, point, seconds, warmup, small }: Run): Promise<Measurement> {
  const { load, connections } = loads[point];
  const opened = small === true ? Math.ceil(connections / 100) : connections;
  const times = ['--seconds', String(seconds), '--warmup', String(warmup), '--settle', String(seconds)];
  const { generated } = await runServer(server, [...load, '--conns', String(opened), ...times]);
  const { perSecond, serverCpuUsPerOp: cpu, foreignCores, latency, kibPerConn, stillOpen } = generated;
  if (stillOpen !== undefined && stillOpen < opened)
    throw new Error(`${server.name}, ${point}: ${opened - stillOpen} connections were lost`);
  const memory = kibPerConn ?? Number.NaN;
  return { round, server: server.name, point, perSecond, cpu, foreignCores, latency, memory };
}
