import { type Gate, type Measured, type Percentiles, paired } from '../figures.ts';

/** Ours, and what it is compared with: the library `ws` doing the same JSON work, socket.io, the original. */
export type ServerName = 'nara' | 'ws' | 'socket.io' | 'ASP.NET Core';

/** What is asked of a server: request and reply on so many connections, broadcasts to a group of 1,000, connections at rest. */
export type Point =
  | 'request-reply, 64'
  | 'request-reply, 1,000'
  | 'fan-out to 1,000, 4 under way'
  | 'fan-out to 1,000, 1 under way'
  | '10,000 idle';

/** A server at one of the points. */
export interface Measurement extends Measured<ServerName, Point> {
  readonly latency: Percentiles;
  /** Resident memory for each connection, in KiB; of idle connections alone. */
  readonly memory: number;
}

interface Bound {
  readonly points: readonly Point[];
  readonly base: ServerName;
  readonly limit: number;
  readonly aim: number;
}

const requests = ['request-reply, 64', 'request-reply, 1,000'] as const;
const bounds: readonly Bound[] = [
  { points: requests, base: 'ws', limit: 1.25, aim: 1.05 },
  { points: requests, base: 'socket.io', limit: 0.9, aim: 0.7 },
  { points: requests, base: 'ASP.NET Core', limit: 0.55, aim: 0.4 },
  { points: ['fan-out to 1,000, 4 under way'], base: 'ws', limit: 0.6, aim: 0.45 },
  { points: ['fan-out to 1,000, 4 under way'], base: 'ASP.NET Core', limit: 0.6, aim: 0.45 },
  { points: ['fan-out to 1,000, 1 under way'], base: 'ws', limit: 1, aim: 1 },
  { points: ['fan-out to 1,000, 1 under way'], base: 'ASP.NET Core', limit: 0.6, aim: 0.6 },
];
/** KiB that an idle connection may take above one of `ws`. */
const idle = { limit: 6, aim: 3 };

/** The gates of a hub under load, against those of the `bases` that were there to be measured; what was not measured has no value. */
export function hubGates(rows: readonly Measurement[], bases: readonly ServerName[]): readonly Gate[] {
  const gates = bounds
    .filter(({ base }) => bases.includes(base))
    .flatMap(({ points, base, limit, aim }) =>
      points.map(point => ({
        name: `${point}: processor time of that of ${base}`,
        value: paired(rows, point, ['nara', base], ({ cpu }) => cpu),
        ...{ limit, aim, atMost: true },
      })),
    );
  const more = paired(
    rows,
    '10,000 idle',
    ['nara', 'ws'],
    ({ memory }) => memory,
    (own, other) => own - other,
  );
  const name = '10,000 idle: KiB a connection above ws';
  return [...gates, { name, value: more, ...idle, atMost: true }];
}
