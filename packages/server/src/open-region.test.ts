import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, test } from 'node:test';
import { StoreError } from '@nara/hub/store';
import { createLog } from './http/log.ts';
import { randomSecret } from './identity/secrets.ts';
import { openRegion } from './open-region.ts';
import { karin, PanelLogin } from './testing/browser.ts';
import { startTestHub, type TestHub } from './testing/test-hub.ts';

let hub: TestHub;
before(async () => {
  hub = await startTestHub();
});
after(() => hub.close());

const minute = 60_000;

test('what logins and sessions leave is removed when nobody can use it any more', async () => {
  const database = new DatabaseSync(join(hub.config.data, 'norrvik.sqlite'), { readOnly: true });
  const count = (table: 'login' | 'session') =>
    database.prepare(`SELECT count(*) AS rows FROM ${table}`).get()?.['rows'];
  hub.provider.login = { claims: karin };
  const login = new PanelLogin(hub);
  await login.token();
  await login.handle();
  assert.deepEqual([count('login'), count('session')], [1, 1]);
  hub.clock.advance(20 * minute);
  // A write of its own: it is committed after those that the clock has begun.
  await login.handle();
  assert.deepEqual([count('login'), count('session')], [1, 1]);
  hub.clock.advance(250 * minute);
  await login.handle();
  assert.deepEqual([count('login'), count('session')], [1, 0]);
  database.close();
});

test('a region that cannot write its last is closed all the same, and says so', async () => {
  const { config, clock } = hub;
  const [norrvik] = config.regions;
  assert.ok(norrvik);
  const log = createLog('silent');
  const region = await openRegion(norrvik, { config, clock, secret: randomSecret, log });
  const { sessions, store } = region;
  const { token } = await store.write(tx =>
    sessions.create(tx, {
      kind: 'staff',
      who: 'eva',
      origin: hub.staff,
      acr: 'loa3',
      shared: false,
      authTime: new Date(clock.now()),
      details: {},
    }),
  );
  const live = await sessions.findByToken(token, 'staff');
  clock.advance(1_000);
  sessions.touched(live?.session.hash ?? '');
  store.write = () => Promise.reject(new StoreError('the disk is full'));
  await assert.rejects(region.close(), StoreError);
  await assert.rejects(
    store.read(async () => undefined),
    /not open/,
  );
});
