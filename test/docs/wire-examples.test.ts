import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { feedbackInput, type UnitHours } from '@nara/contract';
import { startTestHub, type TestHub, webhookHeaders } from '@nara/server/testing';
import { examplesOf, placeOf } from '../../scripts/doc-examples.ts';
import { readSourceFiles } from '../../scripts/source-files.ts';

const files = readSourceFiles();
let hub: TestHub;
before(async () => {
  hub = await startTestHub();
});
after(() => hub?.close());

type Message = { readonly headers: readonly string[]; readonly body: Readonly<Record<string, unknown>> };

/** What each request of the documents must be. */
const known: Readonly<Record<string, (message: Message) => void | Promise<void>>> = {
  'POST /r/{region}/feedback': ({ body }) => {
    feedbackInput.parse(body);
  },
  async 'GET /r/{region}/units/{unit}/hours'({ body }) {
    const [region] = hub.config.regions;
    const unit = region?.units.find(({ hours }) => hours !== undefined);
    const answer = await fetch(`${hub.residents}/r/${region?.id}/units/${unit?.id}/hours`);
    const real = (await answer.json()) as UnitHours;
    assert.deepEqual(Object.keys(body).sort(), Object.keys(real).sort());
    assert.deepEqual(Object.keys(body['hours'] as object), Object.keys(real.hours ?? {}));
  },
  'POST /nara': ({ headers, body }) => {
    const { 'user-agent': _, ...sent } = webhookHeaders(Buffer.alloc(32), 'id', 0, '');
    assert.deepEqual([...headers].sort(), Object.keys(sent).sort());
    for (const name of ['event', 'at', 'region', 'caseId', 'n']) assert.ok(name in body, name);
  },
};

for (const example of examplesOf(files, 'http'))
  test(`${placeOf(example)} is what crosses the wire`, async () => {
    const [head = '', body = ''] = example.code.split('\n\n');
    const [request = '', ...headers] = head.split('\n');
    const check = known[request.replace(/ HTTP\/1\.1$/, '')];
    assert.ok(check, `no test knows ${request}`);
    await check({ headers: headers.map(line => line.split(':')[0] ?? ''), body: JSON.parse(body) });
  });

for (const example of examplesOf(files, 'json'))
  test(`${placeOf(example)} can be read`, () => {
    assert.equal(typeof JSON.parse(example.code), 'object');
  });
