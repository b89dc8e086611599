import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { karin, PanelLogin } from '../testing/browser.ts';
import { startTestHub, type TestHub } from '../testing/test-hub.ts';

let hub: TestHub;
before(async () => {
  hub = await startTestHub();
});
after(() => hub.close());

test('an ID token that the provider’s published keys have not signed proves nobody', async () => {
  hub.provider.login = { claims: karin, forged: true };
  const login = new PanelLogin(hub);
  const { status, json } = await login.trade(await login.code());
  assert.deepEqual([status, json?.['code']], [400, 'login_failed']);
  hub.provider.login = { claims: karin };
  const honest = new PanelLogin(hub);
  assert.equal((await honest.trade(await honest.code())).status, 200);
});
