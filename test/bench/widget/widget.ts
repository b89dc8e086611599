import { join } from 'node:path';
import { lineOf, median, reaches, tableOf } from '../figures.ts';
import { contestants } from './contestants.ts';
import { type Measurement, measure } from './measure.ts';
import { widgetGates } from './widget-gates.ts';

/** Measures ours and its peers, prints the table and the gates, and answers whether all gates are passed. */
export async function widget({
  rounds,
  folder,
}: {
  readonly rounds: number;
  readonly folder: string;
}): Promise<boolean> {
  const rows = await measure({
    rounds,
    contestants,
    folder: join(folder, 'peers'),
    told: ({ round, name, rest, opened }) =>
      console.log(
        `round ${round}, ${name}: ${kB(rest.bytes)} kB before use, ${whole(opened?.fromNavigation)} ms`,
      ),
  });
  console.log(`\n${tableFor(rows)}\n`);
  const gates = widgetGates(rows);
  for (const gate of gates) console.log(lineOf(gate));
  return gates.every(gate => reaches(gate, gate.limit));
}

const kB = (bytes = Number.NaN) => (bytes / 1e3).toFixed(1);
const MB = (bytes = Number.NaN) => (bytes / 1e6).toFixed(2);
const whole = (ms = Number.NaN) => ms.toFixed(0);

type Column = readonly [
  head: string,
  figure: (row: Measurement) => number | undefined,
  write: (figure: number) => string,
];

const columns: readonly Column[] = [
  ['kB before use', ({ rest }) => rest.bytes, kB],
  ['requests', ({ rest }) => rest.requests, whole],
  ['blocking: page', ({ rest }) => rest.pageBlocking, whole],
  ['frame', ({ rest }) => rest.frameBlocking, whole],
  ['heap MB: page', ({ rest }) => rest.pageHeap, MB],
  ['all', ({ rest }) => rest.pageHeap + rest.frameHeap, MB],
  ['kB until composer', ({ opened }) => opened?.cost.bytes, kB],
  ['requests', ({ opened }) => opened?.cost.requests, whole],
  ['blocking: page', ({ opened }) => opened?.cost.pageBlocking, whole],
  ['frame', ({ opened }) => opened?.cost.frameBlocking, whole],
  ['heap MB, all', ({ opened }) => opened && opened.cost.pageHeap + opened.cost.frameHeap, MB],
  ['ms from navigation', ({ opened }) => opened?.fromNavigation, whole],
  ['ms from press', ({ fromPress }) => fromPress, whole],
];

function tableFor(rows: readonly Measurement[]): string {
  const lineFor = (name: string) => [
    name,
    ...columns.map(([, figure, write]) => {
      const middle = median(rows.filter(row => row.name === name).map(row => figure(row) ?? Number.NaN));
      return Number.isNaN(middle) ? '' : write(middle);
    }),
  ];
  return tableOf([['', ...columns.map(([head]) => head)], ...contestants.map(({ name }) => lineFor(name))]);
}
