import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, test } from 'node:test';
import { at, grow, nurse, startOf, untilTrue } from '@nara/hub/testing';
import type { DomainEvent } from '@nara/rules';
import { openRegionKeys } from './identity/region-keys.ts';
import type { WebhookNotice } from './outgoing/webhook-notice.ts';
import { openSqliteStore } from './store/sqlite/open-sqlite-store.ts';
import { freePorts, panelFiles } from './testing/test-hub.ts';
import { openWebhookReceiver } from './testing/webhook-receiver.ts';

const caseIds = Array.from({ length: 20 }, (_, index) => `case-${String(index).padStart(2, '0')}`);
const unit = 'SE2329990017-A001';

let folder: string;
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'nara-killed-'));
});
after(() => rmSync(folder, { recursive: true, force: true }));

test('a hub that is killed while work is due does all of it after its restart, each case once, each notice under its one key', async () => {
  const receiver = await openWebhookReceiver();
  const data = await prepare(receiver.url);
  let hub = runHub();
  // Nothing is answered: what is under way when the hub dies has been received and not removed.
  receiver.answer = () => () => void hub.kill('SIGKILL');
  const [, signal] = await once(hub, 'exit');
  assert.equal(signal, 'SIGKILL');
  const lost = [...receiver.received];
  receiver.answer = () => 204;
  hub = runHub(600_000);
  const database = new DatabaseSync(join(data, 'norrvik.sqlite'), { readOnly: true });
  const count = (what: string) =>
    Number(database.prepare(`SELECT count(*) AS rows FROM ${what}`).get()?.['rows']);
  try {
    await untilTrue(
      'all cases are queued and nothing is left to do',
      () => count("care_case WHERE status = 'queued'") === caseIds.length && count('due_work') === 0,
    );
    assert.equal(count("case_event WHERE body LIKE '%handler_away%'"), caseIds.length);
    assert.equal(count("audit WHERE act = 'returnToQueue'"), caseIds.length);
    const order = database.prepare("SELECT case_id FROM audit WHERE act = 'returnToQueue' ORDER BY id").all();
    assert.deepEqual(new Set(order.map(row => row['case_id'])), new Set(caseIds));
  } finally {
    database.close();
    hub.kill('SIGTERM');
    await once(hub, 'exit');
    await receiver.down();
  }
  const keyOf = new Map<string, string>();
  for (const { key, body } of receiver.received) {
    const { caseId, event } = JSON.parse(body) as WebhookNotice;
    assert.equal(event, 'caseReturned');
    assert.equal(keyOf.get(caseId) ?? key, key, 'a case is told of under one key');
    keyOf.set(caseId, key);
  }
  assert.equal(keyOf.size, caseIds.length);
  assert.ok(lost.length > 0);
  for (const { key, body } of lost)
    assert.equal(receiver.received.filter(other => other.key === key && other.body === body).length, 2);
});

function runHub(ahead = 0): ChildProcess {
  const program = join(import.meta.dirname, 'testing/hub-process.ts');
  const words = [program, join(folder, 'hub.yaml'), join(folder, 'static'), String(ahead)];
  return spawn(process.execPath, words, { stdio: ['ignore', 'ignore', 'inherit'] });
}

/** A folder with a configuration, and a store where each case is in the hands of a nurse who is not there. */
async function prepare(webhook: string): Promise<string> {
  for (const [name, content] of Object.entries(panelFiles)) {
    mkdirSync(join(folder, 'static', name, '..'), { recursive: true });
    writeFileSync(join(folder, 'static', name), content);
  }
  mkdirSync(join(folder, 'keys'));
  for (const name of ['resident', 'staff']) {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const key = { ...privateKey.export({ format: 'jwk' }), kid: name, alg: 'ES256' };
    writeFileSync(join(folder, 'keys', `${name}.jwk.json`), JSON.stringify(key));
  }
  const [resident, staff] = await freePorts(2);
  const example = readFileSync(join(import.meta.dirname, '../nara.example.yaml'), 'utf8');
  const secret = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;
  writeFileSync(
    join(folder, 'hub.yaml'),
    example
      .replaceAll('NARA_PORT:-8300', `NARA_PORT_OF_TEST:-${resident}`)
      .replaceAll('NARA_STAFF_PORT:-8400', `NARA_PORT_OF_TEST:-${staff}`)
      .replace('data: ./.data/hub', 'data: ./data')
      .replace(
        'handlerAway: 2',
        `handlerAway: 0.001\n    webhook: { url: "${webhook}", secret: "${secret}" }`,
      ),
  );
  const data = join(folder, 'data');
  openRegionKeys(data, 'norrvik');
  const store = await openSqliteStore({ file: join(data, 'norrvik.sqlite') });
  await store.write(async tx => {
    for (const caseId of caseIds) {
      const taken: DomainEvent = { kind: 'taken', at, handler: nurse };
      const events = [...startOf(caseId), taken].map(event =>
        event.kind === 'started' ? { ...event, unitId: unit } : event,
      );
      await tx.cases.save(grow(undefined, events), events);
    }
  });
  await store.close();
  return data;
}
