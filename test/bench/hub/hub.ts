import { mkdir } from 'node:fs/promises';
import { lineOf, median, ms, paired, reaches, tableOf } from '../figures.ts';
import { buildAspNet } from './aspnet.ts';
import { hubGates, type Measurement, type Point, type ServerName } from './hub-gates.ts';
import { measure, nodeServers, points } from './measure.ts';

/** How much is measured. */
export interface HubOptions {
  readonly rounds: number;
  /** Seconds of each measurement, and before it. */
  readonly seconds: number;
  readonly warmup: number;
  /** Where the original's hub is built. */
  readonly folder: string;
}

/** Measures in interleaved rounds, prints the table and the gates, and answers whether all gates are passed. */
export async function hub({ rounds, seconds, warmup, folder }: HubOptions): Promise<boolean> {
  await mkdir(folder, { recursive: true });
  const original = await buildAspNet(folder);
  if (original === undefined) console.log('There is no dotnet on the PATH: ASP.NET Core is left out');
  const servers = original === undefined ? nodeServers : [...nodeServers, original];
  const rows: Measurement[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    for (const point of points) {
      for (const server of round % 2 === 1 ? servers : servers.toReversed()) {
        const row = await measure({ round, server, point, seconds, warmup });
        rows.push(row);
        const { perSecond, cpu, latency, foreignCores } = row;
        console.log(
          `round ${round}, ${point}, ${server.name}: ${perSecond}/s, ${cpu.toFixed(1)} µs of CPU, p50 ${ms(latency.p50us)} ms, others used ${foreignCores.toFixed(1)} cores`,
        );
      }
    }
  }
  const names = servers.map(({ name }) => name);
  console.log(`\n${tableFor(rows, names)}\n`);
  const gates = hubGates(rows, names);
  for (const gate of gates) console.log(lineOf(gate));
  return gates.every(gate => reaches(gate, gate.limit));
}

const heads = ['', 'server', 'a second', 'CPU µs', 'nara’s CPU of it', 'p50/p99 ms', 'KiB each'];

function tableFor(rows: readonly Measurement[], names: readonly ServerName[]): string {
  return tableOf([heads, ...points.flatMap(point => names.map(name => lineFor(rows, point, name)))]);
}

function lineFor(rows: readonly Measurement[], point: Point, name: ServerName): readonly (string | number)[] {
  const own = rows.filter(row => row.server === name && row.point === point);
  const middle = (figure: (row: Measurement) => number): number => median(own.map(figure));
  const ratio = paired(rows, point, ['nara', name], ({ cpu }) => cpu);
  const memory = middle(row => row.memory);
  return [
    ...[point, name, Math.round(middle(row => row.perSecond)), middle(row => row.cpu).toFixed(1)],
    ...[ratio.toFixed(2), `${ms(middle(row => row.latency.p50us))}/${ms(middle(row => row.latency.p99us))}`],
    Number.isNaN(memory) ? '' : memory.toFixed(1),
  ];
}
