import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { after, before, beforeEach, describe, it } from 'node:test';
import { ScriptedHub } from '../connection/scripted-hub-testing.ts';
import { ManualWorld, settled } from '../world/manual-world-testing.ts';
import { buildStaffClient } from './build-staff-client.ts';
import type { StaffClient } from './staff-client.ts';

describe('a staff client that has read its session', () => {
  let http: Server;
  let origin: string;
  let asked: string[];
  /** The session that the browser's cookie is of. */
  let cookie: string;
  let hub: ScriptedHub;
  let client: StaffClient;

  before(async () => {
    http = createServer((request, response) => {
      const url = new URL(request.url ?? '', origin);
      asked.push(`${request.method} ${url.pathname}${url.search}`);
      const named = url.searchParams.get('session') ?? cookie;
      const until = '2026-11-24T10:00:00.000Z';
      const view = {
        id: cookie,
        staff: { id: 'eva', name: 'Eva Ek' },
        idleUntil: until,
        absoluteUntil: until,
      };
      response.writeHead(named === cookie ? 200 : 401, { 'content-type': 'application/json' });
      response.end(JSON.stringify(named === cookie ? view : { code: 'session_ended', retryable: false }));
    });
    http.listen(0, '127.0.0.1');
    await once(http, 'listening');
    const address = http.address();
    assert(typeof address === 'object' && address !== null);
    origin = `http://127.0.0.1:${address.port}`;
  });
  after(async () => {
    http.close();
    http.closeAllConnections();
    await once(http, 'close');
  });
  beforeEach(async () => {
    asked = [];
    cookie = 'first';
    hub = new ScriptedHub();
    client = buildStaffClient({ hub: origin, region: 'norrvik' }, new ManualWorld(hub.open));
    await client.readSession();
  });

  it('names it to the hub from then on', async () => {
    client.desk.subscribe(() => {});
    await settled();
    assert.equal(hub.settings?.address, `${origin}/r/norrvik/hub/staff?contract=1&session=first`);
    await client.extendSession();
    await client.logout();
    assert.deepEqual(asked, [
      'GET /r/norrvik/staff/session',
      'POST /r/norrvik/staff/session/extend?session=first',
      'DELETE /r/norrvik/staff/session?session=first',
    ]);
  });

  for (const act of ['readSession', 'extendSession', 'logout'] as const) {
    it(`finds itself logged out by ${act} when somebody else has logged in in the browser`, async () => {
      client.desk.subscribe(() => {});
      await settled();
      cookie = 'second';
      if (act === 'readSession') assert.equal(await client.readSession(), undefined);
      else await assert.rejects(client[act](), { code: 'session_ended' });
      assert.deepEqual(client.connection.get(), { state: 'ended' });
    });
  }
});
