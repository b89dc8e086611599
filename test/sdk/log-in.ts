import assert from 'node:assert/strict';
import type { NewSession } from '@nara/contract';
import type { RunningDemo } from '@nara/demo';
import { challengeOf, createSessionApi, createVerifier } from '@nara/sdk/resident';
import { PageWalker, type WalkedPage } from './page-walker.ts';

/** Logs a test person in at the demo's provider as a panel does, and answers the session. */
export async function logInResident(demo: RunningDemo, given: string, family: string): Promise<NewSession> {
  const { hub, siteSe } = demo.addresses;
  const person = demo.people.persons.find(one => one.given === given && one.family === family);
  assert(person !== undefined);
  const api = createSessionApi({ hub, region: 'norrvik', headers: { origin: hub } });
  const verifier = createVerifier();
  const { handle } = await api.requestLogin({
    challenge: await challengeOf(verifier),
    returnTo: `${siteSe}/`,
    locale: 'en',
    method: 'bankid',
    shared: false,
  });
  const walker = new PageWalker();
  const isBack = (url: URL): boolean => url.origin === siteSe;
  const page = await walker.open(api.loginAddress(handle), isBack);
  const back = await choose(walker, page, { person: person.key }, isBack);
  const code = /^#nara=(.+)$/.exec(back.url.hash)?.[1];
  assert(code !== undefined, back.url.href);
  return await api.tradeCode({ code, verifier });
}

/** Logs a member of staff in and answers the headers that her browser would send from the desk. */
export async function logInStaff(demo: RunningDemo, given: string): Promise<Record<string, string>> {
  const { desk } = demo.addresses;
  const member = demo.people.staff.find(one => one.given === given);
  assert(member !== undefined);
  const walker = new PageWalker();
  const isBack = (): boolean => false;
  const page = await walker.open(`${desk}/r/norrvik/staff/login`, isBack);
  const back = await choose(walker, page, { staff: member.key }, isBack);
  assert.equal(back.url.origin, desk, back.text);
  return { origin: desk, 'sec-fetch-site': 'same-origin', cookie: walker.cookiesOf(desk) };
}

/** Sends the choice, then any form that a script would send by itself. */
async function choose(
  walker: PageWalker,
  page: WalkedPage,
  form: Readonly<Record<string, string>>,
  isBack: (url: URL) => boolean,
): Promise<WalkedPage> {
  let next = await walker.open(page.url, isBack, form);
  for (;;) {
    const action = /<form[^>]* action="([^"]+)"/.exec(next.text)?.[1];
    if (action === undefined || next.url.origin !== page.url.origin) return next;
    const fields = [...next.text.matchAll(/name="([^"]+)" value="([^"]*)"/g)];
    const hidden = Object.fromEntries(fields.map(([, name = '', value = '']) => [name, value]));
    next = await walker.open(new URL(action, next.url), isBack, hidden);
  }
}
