import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { ServerName } from './durable-gates.ts';
import { measure } from './measure.ts';

for (const server of ['reference', 'nara', 'nara, one-row commits'] satisfies ServerName[])
  test(`${server} can be measured`, async t => {
    const folder = await mkdtemp(join(tmpdir(), 'nara-bench-'));
    t.after(() => rm(folder, { recursive: true }));
    const row = await measure({ round: 1, server, senders: 2, seconds: 1, warmup: 0 }, folder);
    assert.ok(row.perSecond > 0 && row.cpu > 0 && row.flush.p50us > 0, JSON.stringify(row));
  });
