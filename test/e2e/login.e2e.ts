import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import { allAttacks, attacksOnBrowsers } from './attacks/all-attacks.ts';
import { Stage, tokenOf } from './attacks/attack.ts';
import { ownSession } from './attacks/own-login.ts';
import type { Browser } from './driver/browser.ts';
import { openBrowser, wantedBrowser } from './driver/open-browser.ts';
import { startWatchedDemo, type WatchedDemo } from './weaken/watched-demo.ts';

describe('login and sessions', () => {
  let browser: Browser;
  before(async () => {
    browser = await openBrowser();
  });
  after(() => browser?.close());

  describe('with every defence', () => {
    let demo: WatchedDemo;
    before(async () => {
      demo = await startWatchedDemo();
    });
    after(() => demo?.stop());
    let stage: Stage;
    beforeEach(() => {
      stage = new Stage(demo, browser);
    });
    afterEach(() => stage.leave());

    test('what the attacks stand on: a code and its own verifier open the session', async () => {
      const context = await stage.person();
      const hubPage = await stage.hubPage(context);
      const token = await ownSession(stage, hubPage, context, 'Karin Lindqvist');
      assert.deepEqual(await stage.sessionOf(hubPage, token), { status: 200, name: 'Karin Lindqvist' });
    });

    test('the panel and the provider are really of other sites than the page', async () => {
      await stage.residentWhoWrote(await stage.person(), 'Per Norin', 'Jag vill ha mitt provsvar.');
      const { hub, login } = demo.addresses;
      for (const [origin, path] of [
        [hub, '/r/norrvik/panel'],
        [login, '/interaction/'],
      ] as const) {
        const found = demo
          .heard()
          .filter(({ port, url }) => `${port}` === new URL(origin).port && url.startsWith(path));
        assert.ok(found.length > 0, path);
        const sites = new Set(
          found.filter(({ method }) => method === 'GET').map(each => each.headers['sec-fetch-site']),
        );
        // Firefox says 'none' of where a login by redirect leads.
        for (const site of sites)
          assert.ok(site === 'cross-site' || (site === 'none' && origin === login), `${site} ${path}`);
      }
    });

    test('no token, verifier, number or text is in an address, a Referer or the hub’s log', async () => {
      const text = 'Jag behöver förnya ett recept.';
      const resident = await stage.residentWhoWrote(await stage.person(), 'Astrid Hedlund', text);
      const token = await tokenOf(await resident.panel());
      const secrets = [
        token,
        text,
        encodeURIComponent(text),
        'Hedlund',
        '193411119823',
        'access_token',
        '#nara=',
      ];
      const told = demo
        .heard()
        .flatMap(({ url, headers }) => [url, headers.referer ?? '', headers.origin ?? '']);
      const log = readFileSync(demo.logFile, 'utf8');
      assert.match(log, /login\/callback/);
      for (const secret of secrets) {
        assert.ok(!told.some(each => each.includes(secret)), `an address has ${secret}`);
        assert.ok(!log.includes(secret), `the log has ${secret}`);
      }
      const carriers = demo.heard().filter(({ headers }) => headers.authorization?.includes(token) === true);
      assert.ok(carriers.length > 0);
      assert.ok(carriers.every(({ port }) => `${port}` === new URL(demo.addresses.hub).port));
    });

    for (const attack of wantedBrowser() === 'chromium' ? allAttacks : attacksOnBrowsers) {
      test(`nothing comes of ${attack.name}`, async () => {
        const { succeeded, seen } = await attack.attempt(stage);
        assert.ok(!succeeded, seen);
      });
    }
  });
});
