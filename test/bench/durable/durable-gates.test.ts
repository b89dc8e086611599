import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reaches } from '../figures.ts';
import { durableGates, type Measurement, type ServerName } from './durable-gates.ts';

const none = { p50us: 0, p99us: 0 };

function row(server: ServerName, senders: number, figures: Partial<Measurement>): Measurement {
  const wait = { ack: none, flush: none, loopDelay: none };
  return {
    round: 1,
    server,
    point: senders,
    perSecond: 1_000,
    cpu: 100,
    foreignCores: 0,
    ...wait,
    ...figures,
  };
}

test('the gates fail beyond their limits, and where nothing was measured', () => {
  const wait = (p50us: number) => ({ ack: { p50us, p99us: 0 } });
  const measured = (cpu: number, p50us: number, oneRow: number) => [
    ...[1, 64, 256].flatMap(senders => [
      row('reference', senders, { cpu: 50, ...wait(300) }),
      row('nara', senders, { cpu, ...wait(p50us) }),
    ]),
    row('nara, one-row commits', 64, { perSecond: oneRow }),
  ];
  const passed = (rows: readonly Measurement[]) => durableGates(rows).map(gate => reaches(gate, gate.limit));
  assert.deepEqual(passed(measured(100, 600, 333)), [true, true, true, true]);
  assert.deepEqual(passed(measured(101, 601, 334)), [false, false, false, false]);
  assert.deepEqual(passed([]), [false, false, false, false]);
});
