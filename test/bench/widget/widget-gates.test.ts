import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reaches } from '../figures.ts';
import type { Measurement } from './measure.ts';
import type { Cost } from './visit.ts';
import { widgetGates } from './widget-gates.ts';

interface Figures {
  readonly bytes: number;
  readonly blocking: number;
  readonly heap: number;
  readonly time: number;
}

function row(round: number, name: string, { bytes, blocking, heap, time }: Figures): Measurement {
  const cost: Cost = {
    ...{
      requests: 1,
      bytes,
      pageBlocking: blocking,
      frameBlocking: 0,
      pageHeap: heap / 2,
      frameHeap: heap / 2,
    },
  };
  return { round, name, rest: cost, opened: { cost, fromNavigation: time, fromPress: 0 }, fromPress: 0 };
}

/** A round in which one peer is best in all but bytes, and what is there without a chat better than any widget. */
function roundWith(own: Figures, round = 1): readonly Measurement[] {
  return [
    row(round, 'page alone', { bytes: 0, blocking: 0, heap: 1, time: 0 }),
    row(round, 'nara', own),
    row(round, 'frame alone', { bytes: 0, blocking: 0, heap: 1, time: 50 }),
    row(round, 'deep-chat', { bytes: 200, blocking: 100, heap: 100, time: 100 }),
    row(round, '@n8n/chat', { bytes: 100, blocking: 900, heap: 900, time: 900 }),
  ];
}
const passed = (rows: readonly Measurement[]) => widgetGates(rows).map(gate => reaches(gate, gate.limit));

test('all gates are passed at their limits, against the best peer of each figure', () => {
  const gates = passed(roundWith({ bytes: 100, blocking: 116, heap: 100, time: 125 }));
  assert.deepEqual(gates, [true, true, true, true, true, true, true]);
});

test('each gate fails beyond its limit, and where nothing was measured', () => {
  assert.ok(!passed(roundWith({ bytes: 101, blocking: 117, heap: 101, time: 126 })).some(Boolean));
  assert.ok(!passed([]).some(Boolean));
  assert.ok(!passed(roundWith({ bytes: 1, blocking: 1, heap: 1, time: 1 }).slice(0, 2)).some(Boolean));
});

test('a slow round of the machine meets ours and its peers alike: the middle of the rounds counts', () => {
  const usual: Figures = { bytes: 50, blocking: 0, heap: 50, time: 100 };
  const rows = [usual, usual, { ...usual, time: 1_000 }].flatMap((own, at) => roundWith(own, at + 1));
  assert.ok(passed(rows).every(Boolean));
});
