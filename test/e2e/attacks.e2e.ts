import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { allAttacks } from './attacks/all-attacks.ts';
import { Stage } from './attacks/attack.ts';
import type { Browser } from './driver/browser.ts';
import { openBrowser } from './driver/open-browser.ts';
import { startWatchedDemo } from './weaken/watched-demo.ts';

/** Of each attack in the story of login: what holds against it is what it is said to be. */
describe('without its defence each attack succeeds', () => {
  let browser: Browser;
  before(async () => {
    browser = await openBrowser();
  });
  after(() => browser?.close());

  for (const attack of allAttacks) {
    test(attack.name, async () => {
      const demo = await startWatchedDemo(attack.without);
      const stage = new Stage(demo, browser);
      try {
        const { succeeded, seen } = await attack.attempt(stage);
        assert.ok(succeeded, seen);
      } finally {
        await stage.leave();
        await demo.stop();
      }
    });
  }
});
