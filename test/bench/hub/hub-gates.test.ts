import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reaches } from '../figures.ts';
import { hubGates, type Measurement, type Point, type ServerName } from './hub-gates.ts';
import { points } from './measure.ts';

const all: readonly ServerName[] = ['nara', 'ws', 'socket.io', 'ASP.NET Core'];

/** A round in which the others take 100 µs everywhere, and ws 8 KiB. */
function measured(cpu: (point: Point) => number, memory: number): readonly Measurement[] {
  const latency = { p50us: 0, p99us: 0 };
  const rest = { round: 1, perSecond: 1_000, foreignCores: 0, latency };
  return points.flatMap(point =>
    all.map(server => ({
      ...{ ...rest, server, point, cpu: server === 'nara' ? cpu(point) : 100 },
      memory: server === 'nara' ? memory : 8,
    })),
  );
}
const passed = (rows: readonly Measurement[], bases = all) =>
  hubGates(rows, bases).map(gate => reaches(gate, gate.limit));

test('all gates are passed at the limits of the strictest', () => {
  const rows = measured(point => (point.startsWith('request') ? 55 : 60), 14);
  assert.ok(passed(rows).every(Boolean));
  assert.equal(passed(rows).length, 11);
});

test('each gate fails beyond its limit, and where nothing was measured', () => {
  assert.ok(!passed(measured(() => 126, 14.1)).some(Boolean));
  assert.ok(!passed([]).some(Boolean));
});

test('what is not there to be compared with has no gates', () => {
  assert.equal(passed([], ['nara', 'ws', 'socket.io']).length, 7);
});
