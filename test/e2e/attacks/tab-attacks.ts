import assert from 'node:assert/strict';
import type { Surface } from '../driver/browser.ts';
import type { Resident } from '../stories/resident.ts';
import type { Change } from '../weaken/change.ts';
import { type Attack, keptBy, reopened, tokenOf, words } from './attack.ts';

const secret = 'Ont i bröstet sedan i lördags.';
const unsent = 'Det här har jag inte skickat.';
const panel = 'packages/widget/src/panel';
const identity = 'packages/hub/src/identity';

const anyFrame: Change = {
  file: 'packages/server/src/http/documents.ts',
  find: "mode === 'frame' ? region.origins.map(registered => registered.origin) : []",
  replace: "['*']",
};
const codeStaysInAddress: Change = {
  file: 'packages/widget/src/nara-chat.ts',
  find: "history.replaceState(history.state, '', location.href.split('#')[0]);",
  replace: '',
};
const storageOutlivesTab: Change = {
  file: `${panel}/panel-memory.ts`,
  find: 'return sessionStorage;',
  replace: 'return localStorage;',
};
const idleForWeeks: Change = {
  file: `${identity}/sessions.ts`,
  find: 'const minute = 60_000;',
  replace: 'const minute = 60_000_000;',
};
const nothingRevoked: Change = {
  file: `${identity}/resident-sessions.ts`,
  find: "await sessions.revoke(live, 'logout', tx => this.#audit(tx, live.session.who, 'logout'));",
  replace: '',
};
const nothingWiped: Change = { file: `${panel}/session-keeper.ts`, find: 'memory.wipe();', replace: '' };
const firstPersonKept: Change = {
  file: `${panel}/session-keeper.ts`,
  find: 'if (other) memory.forgetPerson(before);',
  replace: '',
};

/** What can be done in the tabs of a browser that somebody has logged in with. */
export const tabAttacks: readonly Attack[] = [
  {
    name: 'a second tab: a page of another site frames the panel and asks the logged-in tab for a code',
    without: { hub: [anyFrame] },
    async attempt(stage) {
      const context = await stage.person();
      await stage.residentWhoWrote(context, 'Karin Lindqvist', secret);
      const thief = await context.newPage();
      await thief.goto(`${stage.demo.addresses.siteFi}/fi/`);
      await thief.evaluate(framePanel, stage.demo.addresses.hub);
      // The honest second tab asks later and is answered: by then the thief would have been.
      const second = await stage.residentIn(context);
      await loggedInByItself(second);
      const codes = stage.demo.heard().filter(({ url }) => url === '/r/norrvik/session/code').length;
      if (codes < 2) return { succeeded: false, seen: `${codes} code, for the honest tab` };
      const framed = await thief.frame('/r/norrvik/panel');
      await framed.waitUntil('a session', hasToken);
      return { succeeded: true, seen: await framed.text('body') };
    },
  },
  {
    name: 'a second tab: its token is used after the first tab has logged out',
    without: { hub: [nothingRevoked] },
    async attempt(stage) {
      const context = await stage.person();
      const resident = await stage.residentWhoWrote(context, 'Amir Rahimi', secret);
      const second = await stage.residentIn(context);
      await loggedInByItself(second);
      const token = await tokenOf(await second.panel());
      assert.notEqual(token, await tokenOf(await resident.panel()));
      const attacker = await stage.hubPage(await stage.person());
      assert.equal((await stage.sessionOf(attacker, token)).status, 200);
      await logOut(resident);
      const { status, name } = await stage.sessionOf(attacker, token);
      return { succeeded: status === 200, seen: `${status} ${name}` };
    },
  },
  {
    name: 'a reload: the address that a login came back to is read, reloaded, by who comes after',
    without: { loader: [codeStaysInAddress] },
    async attempt(stage) {
      const resident = await stage.residentWhoWrote(await stage.person(), 'Jonas Berg', secret);
      await resident.page.reload();
      await resident.sees(secret);
      const url = await resident.page.url();
      return { succeeded: url.includes('#'), seen: url };
    },
  },
  {
    name: 'a closed tab: the chat is opened in a new one',
    without: { panel: [storageOutlivesTab] },
    async attempt(stage) {
      const context = await stage.person();
      const resident = await stage.residentWhoWrote(context, 'Maria Niemi', secret);
      const next = await stage.residentIn(context);
      await resident.page.close();
      const seen = await reopened(next, words('start.heading'), secret);
      return { succeeded: seen.includes(secret), seen };
    },
  },
  {
    name: 'idle end: half an hour later somebody sits down at the open chat',
    without: { hub: [idleForWeeks] },
    async attempt(stage) {
      const context = await stage.person();
      const resident = await stage.residentWhoWrote(context, 'Erik Sandberg', secret);
      const chat = await resident.panel();
      await chat.fill({ role: 'textbox', name: words('composer.label') }, unsent);
      const token = await tokenOf(chat);
      const hubPage = await stage.hubPage(await stage.person());
      assert.equal((await stage.sessionOf(hubPage, token)).status, 200);
      await stage.demo.moveClock(31 * 60_000);
      const { status, name } = await stage.sessionOf(hubPage, token);
      if (status === 200) return { succeeded: true, seen: `${name}: ${await chat.text('body')}` };
      await chat.waitFor({ role: 'heading', name: words('ended.idle') });
      const shown = await chat.text('body');
      assert.ok(!shown.includes(secret) && !shown.includes(unsent), shown);
      assert.equal((await keptBy(chat))['nara:norrvik:token'], undefined);
      // What is hers is there when she comes back.
      await logInAgain(resident, 'Erik Sandberg');
      await resident.sees(secret);
      const draft = Object.values(await keptBy(await resident.panel()));
      assert.ok(draft.includes(unsent), 'the draft is kept');
      return { succeeded: false, seen: shown };
    },
  },
  {
    name: 'logout then back button: who comes after goes back to the page that showed the case',
    without: { hub: [nothingRevoked], panel: [nothingWiped] },
    async attempt(stage) {
      const resident = await stage.residentWhoWrote(await stage.person(), 'Leila Haddad', secret);
      await logOut(resident);
      await resident.page.back();
      const seen = await reopened(resident, words('start.heading'), secret, words('menu.signedInAs'));
      const kept = JSON.stringify(await keptBy(await resident.panel()));
      const succeeded = [seen, kept].some(
        text => /Leila|"nara:norrvik:token"/.test(text) || text.includes(secret),
      );
      return { succeeded, seen: `${seen} ${kept}` };
    },
  },
  {
    name: 'a second person on the same browser: what the first left is looked for on the screen and in the storage',
    without: { panel: [firstPersonKept] },
    async attempt(stage) {
      const resident = await stage.residentWhoWrote(await stage.person(), 'Gunilla Ek', secret);
      const chat = await resident.panel();
      await chat.fill({ role: 'textbox', name: words('composer.label') }, unsent);
      const key = (await keptBy(chat))['nara:norrvik:person'] ?? '';
      assert.match(key, /^[\w-]{43}$/);
      await stage.demo.moveClock(31 * 60_000);
      await chat.waitFor({ role: 'heading', name: words('ended.idle') });
      await logInAgain(resident, 'Ingrid Östman');
      const after = await resident.panel();
      await after.waitUntil(
        'another person to be logged in',
        first => {
          const person = sessionStorage.getItem('nara:norrvik:person');
          return person !== null && person !== first;
        },
        key,
      );
      const seen = `${await after.text('body')} ${JSON.stringify(await keptBy(after))}`;
      const succeeded = [secret, unsent, key, 'Gunilla'].some(trace => seen.includes(trace));
      return { succeeded, seen };
    },
  },
];

/** The chat is opened in another tab, and the person is logged in there without doing anything. */
async function loggedInByItself(resident: Resident): Promise<void> {
  await resident.openChat();
  await (await resident.panel()).waitUntil('a session', hasToken);
}

function hasToken(): boolean {
  return sessionStorage.getItem('nara:norrvik:token') !== null;
}

/** Runs in the thief's page: the panel in a frame, told hello as a loader does. */
function framePanel(hub: string): Promise<void> {
  const frame = document.createElement('iframe');
  frame.src = `${hub}/r/norrvik/panel?lang=sv`;
  const hello = {
    nara: 1,
    type: 'hello',
    locale: 'sv',
    page: location.href,
    scheme: 'light',
    theme: {},
    open: true,
  };
  return new Promise(resolve => {
    frame.addEventListener('load', () => {
      frame.contentWindow?.postMessage(hello, '*');
      resolve();
    });
    document.body.append(frame);
  });
}

/** By the menu of the chat; the provider's page asks whether to log out there too. */
async function logOut(resident: Resident): Promise<void> {
  const chat: Surface = await resident.panel();
  await chat.click({ role: 'button', name: words('panel.menu') });
  await chat.click({ role: 'button', name: words('menu.logout') });
  await resident.page.waitUntil(
    'the provider’s logout',
    () => location.hostname === '[::1]' && document.readyState === 'complete',
  );
}

async function logInAgain(resident: Resident, person: string): Promise<void> {
  await (await resident.panel()).click({ role: 'button', name: words('ended.login') });
  await resident.logIn(/BankID/, person);
}
