/** The middle, and what one in a hundred is above, in microseconds. */
export interface Percentiles {
  readonly p50us: number;
  readonly p99us: number;
}

/** What was measured, and when. */
export interface Run<Server extends string, Point> {
  readonly round: number;
  readonly server: Server;
  /** What was asked of the server: a scenario, a number of senders. */
  readonly point: Point;
}

/** What one run of the generator against one server came to, as far as its benchmarks have it. */
export interface Measured<Server extends string, Point> extends Run<Server, Point> {
  readonly perSecond: number;
  /** The server process's own CPU time an operation, user and system, in microseconds. */
  readonly cpu: number;
  /** Cores that anything else on the machine used meanwhile. */
  readonly foreignCores: number;
}

/** A figure that must be reached, and one that we want to. */
export interface Gate {
  readonly name: string;
  readonly value: number;
  readonly limit: number;
  readonly aim: number;
  /** Whether the figure must stay below its limit. */
  readonly atMost: boolean;
}

/** The middle of some numbers; NaN of none. */
export function median(numbers: readonly number[]): number {
  const sorted = numbers.filter(Number.isFinite).toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[half - 1] ?? Number.NaN)) / 2;
}

/**
 * The median over the rounds of a figure's ratio, or what `compare` makes of both, between two servers. Each is taken within a
 * round, so that a slow spell of the machine meets both.
 */
export function paired<Row extends Measured<string, unknown>>(
  rows: readonly Row[],
  point: Row['point'],
  [server, base]: readonly [Row['server'], Row['server']],
  figure: (row: Row) => number,
  compare: (own: number, other: number) => number = (own, other) => own / other,
): number {
  const at = (name: Row['server'], round: number) =>
    rows.find(row => row.server === name && row.point === point && row.round === round);
  return median(
    rows
      .filter(row => row.server === server && row.point === point)
      .map(row => {
        const other = at(base, row.round);
        return other === undefined ? Number.NaN : compare(figure(row), figure(other));
      }),
  );
}

/** Whether the figure is there and within a limit. */
export function reaches({ value, atMost }: Gate, limit: number): boolean {
  return atMost ? value <= limit : value >= limit;
}

/** A gate as a line: its verdict, its figure, its name and bounds. */
export function lineOf(gate: Gate): string {
  const { name, value, limit, aim, atMost } = gate;
  const verdict = !reaches(gate, limit) ? 'MISSED' : reaches(gate, aim) ? 'aim' : 'passed';
  const bound = `${atMost ? 'at most' : 'at least'} ${limit}${aim === limit ? '' : `, aim ${aim}`}`;
  return `${verdict.padEnd(7)} ${value.toFixed(2)}  ${name} (${bound})`;
}

/** A table in Markdown; the first line is its head. */
export function tableOf(lines: readonly (readonly (string | number)[])[]): string {
  const [heads = [], ...rest] = lines;
  return [heads, heads.map(() => '---'), ...rest].map(cells => `| ${cells.join(' | ')} |`).join('\n');
}

/** Microseconds as milliseconds. */
export function ms(micros: number): string {
  return (micros / 1e3).toFixed(micros < 1e4 ? 2 : 0);
}
