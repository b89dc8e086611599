import assert from 'node:assert/strict';
import { test } from 'node:test';
import { measure, nodeServers, points } from './measure.ts';

for (const server of nodeServers)
  test(`${server.name} can be measured at every point`, async () => {
    for (const point of points) {
      const row = await measure({ round: 1, server, point, seconds: 0.2, warmup: 0, small: true });
      assert.ok(row.perSecond > 0 && row.cpu > 0, JSON.stringify(row));
      assert.equal(Number.isFinite(row.memory), point === '10,000 idle');
    }
  });
