import assert from 'node:assert/strict';
import { createVerifier } from '@nara/sdk/resident';
import type { Page } from '../driver/browser.ts';
import type { Change } from '../weaken/change.ts';
import type { Attack, Outcome, Stage } from './attack.ts';
import { askHandle, codeAfterLogin, freshCode, trade } from './own-login.ts';

const identity = 'packages/hub/src/identity';
const anybodyLeads: Change = {
  file: `${identity}/login-address.ts`,
  find: "if (site === undefined || site === 'same-origin') return true;",
  replace: 'return true;',
};
const anyReturnPage: Change = {
  file: `${identity}/login-address.ts`,
  find: 'if (!allowed) return undefined;',
  replace: '',
};
const anyVerifier: Change = {
  file: `${identity}/resident-sessions.ts`,
  find: '!secrets.equal(hashOf(secrets, verifier), record.challenge)',
  replace: 'false',
};
const codesStay: Change = {
  file: `${identity}/login-records.ts`,
  find: 'const data = await logins.take(kind, hashOf(secrets, secret), now.toISOString());',
  replace: `const data = await logins.take(kind, hashOf(secrets, secret), now.toISOString());
  if (data !== undefined) await logins.put(kind, hashOf(secrets, secret), data, new Date(now.getTime() + 60_000).toISOString());`,
};
const codesLast: Change = {
  file: `${identity}/login-records.ts`,
  find: 'export const codeLifetime = 60_000;',
  replace: 'export const codeLifetime = 3_600_000;',
};
const handlesLast: Change = {
  file: `${identity}/login-records.ts`,
  find: 'export const handleLifetime = 600_000;',
  replace: 'export const handleLifetime = 36_000_000;',
};
/** What can be done with a login link, and with the code that it ends in. */
export const codeAttacks: readonly Attack[] = [
  {
    name: 'a forwarded login link: the attacker’s challenge, the victim’s login, a page whose address the attacker reads',
    without: { hub: [anybodyLeads] },
    attempt: stage => forwardLink(stage, stage.barePage),
  },
  {
    name: 'a forwarded login link that returns to a page that is not the region’s',
    without: { hub: [anybodyLeads, anyReturnPage] },
    attempt: stage => forwardLink(stage, `${stage.demo.addresses.siteFi}/img/logo.svg`),
  },
  {
    name: 'a login link that was kept for more than ten minutes',
    without: { hub: [handlesLast] },
    async attempt(stage) {
      const page = await stage.hubPage(await stage.person());
      const { handle } = await askHandle(page, createVerifier(), stage.barePage);
      await stage.demo.moveClock(601_000);
      await page.evaluate(h => {
        location.href = `/r/norrvik/login?h=${h}`;
      }, handle);
      return { succeeded: await reachesProvider(page), seen: await page.url() };
    },
  },
  {
    name: 'a stolen return URL: the code is traded before its owner’s panel does, without the verifier',
    without: { hub: [anyVerifier] },
    async attempt(stage) {
      const { code } = await freshCode(stage, await stage.person(), 'Karin Lindqvist');
      const attacker = await stage.hubPage(await stage.person());
      const { status, name } = await trade(attacker, code, createVerifier());
      return { succeeded: status === 200, seen: `${status} ${name}` };
    },
  },
  {
    name: 'a replayed code: used again, verifier and all',
    without: { hub: [codesStay] },
    async attempt(stage) {
      const { code, verifier } = await freshCode(stage, await stage.person(), 'Karin Lindqvist');
      const owner = await trade(await stage.hubPage(await stage.person()), code, verifier);
      assert.equal(owner.name, 'Karin Lindqvist');
      const again = await trade(await stage.hubPage(await stage.person()), code, verifier);
      return { succeeded: again.status === 200, seen: `${again.status} ${again.name}` };
    },
  },
  {
    name: 'a replayed code: kept for more than a minute, verifier and all',
    without: { hub: [codesLast] },
    async attempt(stage) {
      const context = await stage.person();
      const { code, verifier } = await freshCode(stage, context, 'Karin Lindqvist');
      await stage.demo.moveClock(61_000);
      const { status, name } = await trade(await stage.hubPage(context), code, verifier);
      return { succeeded: status === 200, seen: `${status} ${name}` };
    },
  },
];

/** The attacker asks for a handle and sends the link; a page that is not the panel leads the victim there, as a mail's link does. */
async function forwardLink(stage: Stage, returnTo: string): Promise<Outcome> {
  const attacker = await stage.hubPage(await stage.person());
  const verifier = createVerifier();
  const { status, handle } = await askHandle(attacker, verifier, returnTo);
  if (handle === '') return { succeeded: false, seen: `no handle: ${status}` };
  const victim = await (await stage.person()).newPage();
  await victim.goto(`${stage.demo.addresses.siteSe}/`);
  await victim.evaluate(link => {
    location.href = link;
  }, `${stage.demo.addresses.hub}/r/norrvik/login?h=${handle}`);
  if (!(await reachesProvider(victim))) return { succeeded: false, seen: await victim.text('body') };
  const code = await codeAfterLogin(victim, 'Karin Lindqvist');
  const traded = await trade(attacker, code, verifier);
  return { succeeded: traded.status === 200, seen: `${traded.status} ${traded.name}` };
}

/** Whether a login that has begun comes to the provider; if not, the hub's page says that it did not work out. */
async function reachesProvider(page: Page): Promise<boolean> {
  await page.waitUntil(
    'the provider or a refusal',
    () => document.readyState === 'complete' && /\/interaction\/|\/login\?h=/.test(location.href),
  );
  return (await page.url()).includes('/interaction/');
}
