import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Page } from '../driver/browser.ts';
import { until } from '../driver/surface.ts';
import { Nurse } from '../stories/nurse.ts';
import type { Change } from '../weaken/change.ts';
import { type Attack, type Stage, words } from './attack.ts';
import { heardIn, negotiateIn, talkIn } from './hub-socket.ts';
import { serveOtherSite } from './other-site.ts';
import { ownSession } from './own-login.ts';

const endpoints = 'packages/hub/src/http/hub-endpoints.ts';
const anyOrigin: readonly Change[] = [
  {
    file: endpoints,
    find: 'allowedOrigins: allowed => panelOriginAllowed(region.config, origin, allowed),',
    replace: 'allowedOrigins: () => true,',
  },
  {
    file: endpoints,
    find: 'if (origin !== undefined && !panelOriginAllowed(region.config, hubOrigin, origin)) return undefined;',
    replace: '',
  },
  { file: endpoints, find: 'if (origin === negotiated?.origin) return true;', replace: 'return true;' },
];
const anyStaffOrigin: readonly Change[] = [
  {
    file: endpoints,
    find: 'allowedOrigins: allowed => allowed === origin,',
    replace: 'allowedOrigins: () => true,',
  },
  {
    file: endpoints,
    find: "if (!isSameOrigin(opensSocket ? 'POST' : method, headers, origin)) return undefined;",
    replace: '',
  },
];
const anyStaffWrite: Change = {
  file: 'packages/hub/src/http/staff-operations.ts',
  find: 'requireSameOrigin(method, request.headers, request.hubOrigin);',
  replace: '',
};
const socketsStay: Change = {
  file: endpoints,
  find: 'for (const hub of [resident, staff]) {',
  replace: 'for (const hub of []) {',
};
const straightToLogin: Change = {
  file: 'packages/server/src/http/staff-routes.ts',
  find: "request.headers['sec-fetch-site'] === 'cross-site'",
  replace: 'false',
};

/** What can be done with sockets and cookies from elsewhere, and with a socket that outlives its session. */
export const socketAttacks: readonly Attack[] = [
  {
    name: 'a cross-site socket: a page of another site opens it with a stolen connection token',
    without: { hub: anyOrigin },
    async attempt(stage) {
      const hub = `${stage.demo.addresses.hub}/r/norrvik/hub/resident`;
      const person = await stage.person();
      const hubPage = await stage.hubPage(person);
      const token = await ownSession(stage, hubPage, person, 'Karin Lindqvist');
      const own = await talkIn(hubPage, hub, await negotiateIn(hubPage, hub, token), [['overview']]);
      assert.match(own, /Karin/);
      const stolen = await negotiateIn(hubPage, hub, token);
      return atOtherSite(stage, 'localhost', async page => {
        const seen = await talkIn(page, hub, stolen, [['overview']]);
        return { succeeded: seen.includes('Karin'), seen };
      });
    },
  },
  {
    name: 'a cross-site socket: another page in a nurse’s browser opens it with her cookie',
    without: { hub: anyStaffOrigin },
    async attempt(stage) {
      const nurse = await nurseOf(stage);
      const hub = `${stage.demo.addresses.desk}/r/norrvik/hub/staff`;
      const own = await talkIn(nurse.page, hub, await negotiateIn(nurse.page, hub), [['openDesk']]);
      assert.match(own, /"ok":true/);
      return atOtherSite(nurse.stage, 'loopback', async page => {
        const connection = await negotiateIn(page, hub);
        const seen = connection === '' ? 'no negotiate' : await talkIn(page, hub, connection, [['openDesk']]);
        return { succeeded: seen.includes('"ok":true'), seen };
      });
    },
  },
  {
    name: 'a cross-site write: another page in a nurse’s browser keeps her session from ending',
    without: { hub: [anyStaffWrite] },
    async attempt(stage) {
      const nurse = await nurseOf(stage);
      const address = `${stage.demo.addresses.desk}/r/norrvik/staff/session/extend`;
      const before = extendAnswers(stage).length;
      const own = await nurse.page.evaluate(
        async url => (await fetch(url, { method: 'POST' })).status,
        address,
      );
      assert.equal(own, 200);
      return atOtherSite(nurse.stage, 'loopback', async page => {
        // The answer itself is kept from the page; what counts is what the hub did.
        await page.evaluate(
          url => fetch(url, { method: 'POST', mode: 'no-cors', credentials: 'include' }).then(String, String),
          address,
        );
        const answers = await until('two answers in the log', page, async () => {
          const found = extendAnswers(stage).slice(before);
          return found.length === 2 ? { value: found } : `${found.length}`;
        });
        return { succeeded: answers[1] === 200, seen: `${answers[1]}` };
      });
    },
  },
  {
    name: 'a revoked session with an open socket: it goes on listening to the case',
    without: { hub: [socketsStay] },
    async attempt(stage) {
      const said = 'Det här skrev jag efter utloggningen.';
      const hub = `${stage.demo.addresses.hub}/r/norrvik/hub/resident`;
      const person = await stage.person();
      const birgitta = await stage.residentWhoWrote(
        await stage.person(),
        'Birgitta Norgren',
        'Jag har yrsel.',
      );
      const hubPage = await stage.hubPage(person);
      const token = await ownSession(stage, hubPage, person, 'Birgitta Norgren');
      const told = await talkIn(hubPage, hub, await negotiateIn(hubPage, hub, token), [['overview']]);
      const caseId = /"caseId":"([\w-]+)"/.exec(told)?.[1];
      const connection = await negotiateIn(hubPage, hub, token);
      assert.match(await talkIn(hubPage, hub, connection, [['openCase', { caseId }]]), /Jag har yrsel/);
      const status = await hubPage.evaluate(async bearer => {
        const headers = { authorization: `Bearer ${bearer}` };
        return (await fetch('/r/norrvik/session', { method: 'DELETE', headers })).status;
      }, token);
      assert.equal(status, 200);
      await birgitta.say(said);
      await birgitta.sees(said);
      const seen = await heardIn(hubPage, said);
      return { succeeded: seen.includes(said), seen };
    },
  },
  {
    name: 'a colleague’s login by another site’s link: the tab of the nurse before her goes on listening to the queue',
    without: { hub: [straightToLogin] },
    async attempt(stage) {
      const nurse = await nurseOf(stage);
      const { desk } = stage.demo.addresses;
      const hub = `${desk}/r/norrvik/hub/staff`;
      const own = await talkIn(nurse.page, hub, await negotiateIn(nurse.page, hub), [['openDesk']]);
      assert.match(own, /"ok":true/);
      await atOtherSite(nurse.stage, 'localhost', async page => {
        await page.evaluate(login => location.assign(login), `${desk}/r/norrvik/staff/login?locale=sv-SE`);
        await page.click({ role: 'button', name: /^Anna-Lena Holmgren/ });
        await page.waitFor({ role: 'heading', name: words('staff.queue') });
      });
      await stage.residentWhoWrote(await stage.person(), 'Saga Holm', 'Jag har ont i halsen.');
      const seen = await heardIn(nurse.page, 'Saga Holm');
      return { succeeded: seen.includes('Saga Holm'), seen };
    },
  },
];

/** A nurse at her desk, and a stage whose people use her browser. */
async function nurseOf(stage: Stage): Promise<{ readonly page: Page; readonly stage: Stage }> {
  const context = await stage.person();
  const desk = `${stage.demo.addresses.desk}/r/norrvik/desk`;
  const { page } = await Nurse.at(context, desk, words, 'Sara Nyberg');
  return { page, stage: stage.sharing(context) };
}

async function atOtherSite<T>(
  stage: Stage,
  name: 'localhost' | 'loopback',
  act: (page: Page) => Promise<T>,
): Promise<T> {
  const site = await serveOtherSite();
  try {
    const page = await (await stage.person()).newPage();
    await page.goto(site[name]);
    return await act(page);
  } finally {
    site.close();
  }
}

/** The status of every answer to a request for more time, by the hub's log. */
function extendAnswers({ demo }: Stage): number[] {
  return readFileSync(demo.logFile, 'utf8')
    .split('\n')
    .filter(line => line.includes('"route":"/r/:region/staff/session/extend"'))
    .map(line => Number(JSON.parse(line).status));
}
