import assert from 'node:assert/strict';
import type { Page } from '../driver/browser.ts';
import type { Change } from '../weaken/change.ts';
import type { Attack, Outcome, Stage } from './attack.ts';
import { serveOtherSite } from './other-site.ts';

const sessions = 'packages/hub/src/identity/resident-sessions.ts';
const anyOrigin: readonly Change[] = [
  { file: sessions, find: '|| !isInPage(region, origin)', replace: '' },
  {
    file: 'packages/server/src/identity/identity-tokens.ts',
    find: ' && issuer.origins.includes(origin)',
    replace: '',
  },
  {
    file: 'packages/hub/src/identity/login-address.ts',
    find: 'registered.inPage && registered.origin === origin',
    replace: 'registered.inPage',
  },
];
const manyTimes: Change = {
  file: sessions,
  find: 'if (wasUsed) return undefined;',
  replace: '',
};

/** What can be done with the identity token of a product's person. */
export const tokenAttacks: readonly Attack[] = [
  {
    name: 'a stolen identity token: a page of another site trades it before its owner does',
    without: { hub: anyOrigin },
    async attempt(stage) {
      const { page, token } = await personOfProduct(stage);
      const other = await serveOtherSite();
      try {
        const thief = await (await stage.person()).newPage();
        await thief.goto(other.localhost);
        const outcome = await trade(stage, thief, token);
        if (!outcome.succeeded) assert.ok((await trade(stage, page, token)).succeeded);
        return outcome;
      } finally {
        other.close();
      }
    },
  },
  {
    name: 'a replayed identity token: a script of the product’s page trades it once more',
    without: { hub: [manyTimes] },
    async attempt(stage) {
      const { page, token } = await personOfProduct(stage);
      assert.ok((await trade(stage, page, token)).succeeded);
      return trade(stage, page, token);
    },
  },
];

/** Somebody who is logged in with the product, and a token that nobody has traded yet. */
async function personOfProduct(stage: Stage): Promise<{ readonly page: Page; readonly token: string }> {
  const page = await (await stage.person()).newPage();
  await page.goto(`${stage.demo.addresses.ownUi}/`);
  const token = await page.evaluate(async () => {
    const { choices } = await (await fetch('/login')).json();
    await fetch('/login', { method: 'POST', body: choices[0].key });
    return (await fetch('/token', { method: 'POST' })).text();
  });
  return { page, token };
}

function trade(stage: Stage, page: Page, token: string): Promise<Outcome> {
  return page.evaluate(
    async (hub, body) => {
      try {
        const address = `${hub}/r/norrvik/session/token`;
        const headers = { 'content-type': 'application/json' };
        const response = await fetch(address, { method: 'POST', headers, body });
        const { token: session, code } = await response.json();
        return { succeeded: session !== undefined, seen: `${response.status} ${code ?? ''}` };
      } catch (error) {
        return { succeeded: false, seen: String(error) };
      }
    },
    stage.demo.addresses.hub,
    JSON.stringify({ token }),
  );
}
