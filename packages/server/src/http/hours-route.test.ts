import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Browser } from '../testing/browser.ts';
import { startTestHub, type TestHub } from '../testing/test-hub.ts';

let hub: TestHub;
before(async () => {
  hub = await startTestHub();
});
after(() => hub.close());

const ask = (unit: string, headers: Readonly<Record<string, string>> = {}) =>
  new Browser().send(`${hub.residents}/r/norrvik/units/${unit}/hours`, {
    headers: { origin: 'https://anybody.example', ...headers },
  });

test('a unit’s hours are told to any page, for a minute, without what is past', async () => {
  const { status, headers, json } = await ask('SE2329990017-A002');
  assert.equal(status, 200);
  assert.equal(headers.get('access-control-allow-origin'), '*');
  assert.equal(headers.get('cross-origin-resource-policy'), 'cross-origin');
  assert.equal(headers.get('cache-control'), 'public, max-age=60');
  assert.match(headers.get('content-type') ?? '', /^application\/json/);
  assert.deepEqual(json, {
    id: 'SE2329990017-A002',
    name: { 'sv-SE': 'Söderviks vårdcentral', en: 'Södervik health centre' },
    timeZone: 'Europe/Stockholm',
    hours: {
      week: { mon: [], tue: ['08:00-18:00'], wed: [], thu: [], fri: [], sat: [], sun: [] },
      exceptions: { '2026-12-24': ['08:00-12:00'] },
    },
  });
});

test('hours that have not changed are not sent again, also through a proxy that compresses', async () => {
  const etag = (await ask('SE2329990017-A002')).headers.get('etag') ?? '';
  for (const known of [etag, `W/${etag}`, `"other", ${etag}`]) {
    const { status, text, headers } = await ask('SE2329990017-A002', { 'if-none-match': known });
    assert.deepEqual([status, text, headers.get('etag')], [304, '', etag]);
    assert.equal(headers.get('access-control-allow-origin'), '*');
  }
  for (const [unit, known] of [
    ['SE2329990017-A001', etag],
    ['SE2329990017-A002', '"other"'],
  ] as const)
    assert.equal((await ask(unit, { 'if-none-match': known })).status, 200, unit);
});

test('a unit or region that is not there is not found', async () => {
  for (const address of ['norrvik/units/SE2329990017-A009', 'elsewhere/units/SE2329990017-A001']) {
    const { status, json } = await new Browser().send(`${hub.residents}/r/${address}/hours`);
    assert.deepEqual([status, json?.['code']], [404, 'not_found']);
  }
});

test('hours are not on the staff’s origin', async () => {
  const { status } = await new Browser().send(`${hub.staff}/r/norrvik/units/SE2329990017-A001/hours`);
  assert.equal(status, 404);
});
