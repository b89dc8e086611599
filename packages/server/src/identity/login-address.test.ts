import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { PanelLogin } from '../testing/browser.ts';
import { hostPage, startTestHub, type TestHub } from '../testing/test-hub.ts';

let hub: TestHub;
before(async () => {
  hub = await startTestHub();
});
after(() => hub.close());

const answerTo = async (returnTo: string): Promise<unknown> =>
  (await new PanelLogin(hub).askHandle({ returnTo })).status;

test('a login returns to any page of a registered origin, and to the region’s own page at the hub', async () => {
  for (const page of [
    `${hostPage}/`,
    `${hostPage}:443/a/b?c=d#e`,
    'https://WWW.norrvik.example/ö?q=å',
    // Sent as browsers read it: a path on the page's own host.
    'https://www.norrvik.example\\@evil.example/',
    `${hub.residents}/r/norrvik/?lang=fi`,
  ])
    assert.equal(await answerTo(page), 200, page);
});

test('a login returns nowhere else, however the address is written', async () => {
  for (const page of [
    `blob:${hostPage}/4f1c`,
    `filesystem:${hostPage}/temporary/x`,
    'https://www.norrvik.example./',
    'https://www.norrvik.example:8443/',
    'https://evil.example\\@www.norrvik.example/',
    'https://www.norrvik.example%2eevil.example/',
    'https://www.norrvik.example。evil.example/',
    '//www.norrvik.example/',
    'data:text/html,x',
    `${hub.residents}/r/norrvik/login?h=x`,
    `${hub.residents}/r/norrvik/panel`,
    `${hub.residents}/r/other/`,
    `${hub.residents}/r/norrvik/../other/`,
    `${hub.staff}/r/norrvik/desk`,
    `${hostPage}/${'ö'.repeat(1_000)}`,
  ])
    assert.ok([400, 403].includes(Number(await answerTo(page))), page);
});
