import { mkdir } from 'node:fs/promises';
import { lineOf, median, ms, paired, reaches, tableOf } from '../figures.ts';
import { durableGates, type Measurement, perCore, type ServerName } from './durable-gates.ts';
import { measure } from './measure.ts';

/** How much is measured. */
export interface DurableOptions {
  readonly rounds: number;
  /** Seconds of each measurement, and before it. */
  readonly seconds: number;
  readonly warmup: number;
  readonly senders: readonly number[];
  /** Where databases are made: on the disk that is meant. */
  readonly folder: string;
}

/** How many senders the commits of one row each are measured with. */
const oneRowAt = 64;

/** Measures in interleaved rounds, prints the table and the gates, and answers whether all gates are passed. */
export async function durable(options: DurableOptions): Promise<boolean> {
  const { rounds, senders, seconds, warmup, folder } = options;
  await mkdir(folder, { recursive: true });
  const rows: Measurement[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    for (const count of senders) {
      const pair: readonly ServerName[] = round % 2 === 1 ? ['reference', 'nara'] : ['nara', 'reference'];
      for (const server of count === oneRowAt ? [...pair, 'nara, one-row commits' as const] : pair) {
        const row = await measure({ round, server, senders: count, seconds, warmup }, folder);
        rows.push(row);
        const { perSecond, cpu, ack, foreignCores } = row;
        console.log(
          `round ${round}, ${count} senders, ${server}: ${perSecond}/s, ${cpu.toFixed(0)} µs of CPU, p50 ${ms(ack.p50us)} ms, others used ${foreignCores.toFixed(1)} cores`,
        );
      }
    }
  }
  console.log(`\n${tableFor(rows, senders)}\n`);
  const gates = durableGates(rows);
  for (const gate of gates) console.log(lineOf(gate));
  return gates.every(gate => reaches(gate, gate.limit));
}

const heads = [
  ...['senders', 'server', 'messages/s', 'of the reference', 'messages/s and core', 'of the reference'],
  ...['ack p50/p99 ms', 'flush p50/p99 ms', 'loop delay p50/p99 ms'],
];

function tableFor(rows: readonly Measurement[], senders: readonly number[]): string {
  const lines = senders.flatMap(count => {
    const here = rows.filter(row => row.point === count);
    return [...new Set(here.map(row => row.server))].toSorted(byServer).map(server => {
      const own = here.filter(row => row.server === server);
      const middle = (figure: (row: Measurement) => number): number => median(own.map(figure));
      const ratio = (figure: (row: Measurement) => number): string =>
        paired(here, count, [server, 'reference'], figure).toFixed(2);
      const times = (of: 'ack' | 'flush' | 'loopDelay'): string =>
        `${ms(middle(row => row[of].p50us))}/${ms(middle(row => row[of].p99us))}`;
      return [
        ...[count, server, Math.round(middle(row => row.perSecond)), ratio(row => row.perSecond)],
        ...[Math.round(middle(perCore)), ratio(perCore), times('ack'), times('flush'), times('loopDelay')],
      ];
    });
  });
  return tableOf([heads, ...lines]);
}

const order: readonly ServerName[] = ['reference', 'nara', 'nara, one-row commits'];

function byServer(one: ServerName, other: ServerName): number {
  return order.indexOf(one) - order.indexOf(other);
}
