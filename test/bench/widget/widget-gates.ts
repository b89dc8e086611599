import { type Gate, median } from '../figures.ts';
import { floors, frameAlone, nara } from './contestants.ts';
import type { Measurement } from './measure.ts';

type Figure = (row: Measurement) => number | undefined;

interface Bound {
  readonly name: string;
  readonly figure: Figure;
  /** Ours to that of the best peer, or of `against`: their ratio, or for what may be nothing their difference. */
  readonly compare: 'ratio' | 'difference';
  readonly against?: string;
  readonly limit: number;
  readonly aim: number;
}

/** Milliseconds between two frames of a screen: less is no difference to anybody. */
const frameMs = 16;

/** What is measured, and how ours must stand to the best of its peers. */
const bounds: readonly Bound[] = [
  {
    name: 'bytes before use',
    figure: ({ rest }) => rest.bytes,
    compare: 'ratio',
    ...{ limit: 1, aim: 1 },
  },
  {
    name: 'bytes until the composer',
    figure: ({ opened }) => opened?.cost.bytes,
    compare: 'ratio',
    ...{ limit: 1, aim: 1 },
  },
  {
    name: 'blocking of the host page before use, ms more',
    figure: ({ rest }) => rest.pageBlocking,
    compare: 'difference',
    ...{ limit: frameMs, aim: 0 },
  },
  {
    name: 'blocking of the host page until the composer, ms more',
    figure: ({ opened }) => opened?.cost.pageBlocking,
    compare: 'difference',
    ...{ limit: frameMs, aim: 0 },
  },
  {
    name: 'heap before use',
    figure: ({ rest }) => rest.pageHeap + rest.frameHeap,
    compare: 'ratio',
    ...{ limit: 1, aim: 1 },
  },
  {
    name: 'time from navigation to a usable composer',
    figure: ({ opened }) => opened?.fromNavigation,
    compare: 'ratio',
    ...{ limit: 1.25, aim: 1 },
  },
  {
    name: 'time from navigation to a usable composer',
    figure: ({ opened }) => opened?.fromNavigation,
    compare: 'ratio',
    against: frameAlone.name,
    ...{ limit: 2.5, aim: 1.5 },
  },
];

/** The gates: medians over the rounds of ours against the best peer of the round, or against what is there without a chat. */
export function widgetGates(rows: readonly Measurement[]): readonly Gate[] {
  return bounds.map(({ name, figure, compare, against, limit, aim }) => ({
    name: `${name}, ${against === undefined ? "of the best peer's" : `of ${against}`}`,
    value: toBest(
      rows,
      figure,
      other => (against === undefined ? !floors.includes(other) : other === against),
      compare === 'ratio' ? (own, best) => own / best : (own, best) => own - best,
    ),
    ...{ limit, aim, atMost: true },
  }));
}

/** The median over the rounds of a figure of ours compared with the least of the others in the round. */
function toBest(
  rows: readonly Measurement[],
  figure: Figure,
  isMeant: (name: string) => boolean,
  compare: (own: number, best: number) => number,
): number {
  const of = (row: Measurement) => figure(row) ?? Number.NaN;
  return median(
    rows
      .filter(({ name }) => name === nara.name)
      .map(own => {
        const others = rows.filter(row => row.round === own.round && row !== own && isMeant(row.name));
        return others.length === 0 ? Number.NaN : compare(of(own), Math.min(...others.map(of)));
      }),
  );
}
