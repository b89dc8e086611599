import assert from 'node:assert/strict';
import { challengeOf, createVerifier } from '@nara/sdk/resident';
import type { Context, Page } from '../driver/browser.ts';
import type { Stage } from './attack.ts';

/** A code that has just come to a page, and the verifier it is bound to. */
export interface FreshCode {
  readonly code: string;
  readonly verifier: string;
}

/** What the hub answered to a code and a verifier. */
export interface Traded {
  readonly status: number;
  readonly token: string;
  /** The person's name, or the code of the refusal. */
  readonly name: string;
}

/** Asks the hub for a login handle from a page of its own; `handle` is empty when it refuses. */
export async function askHandle(
  hubPage: Page,
  verifier: string,
  returnTo: string,
): Promise<{ readonly status: number; readonly handle: string }> {
  const challenge = await challengeOf(verifier);
  const input = { challenge, returnTo, locale: 'sv-SE', method: 'bankid', shared: false };
  return hubPage.evaluate(async body => {
    const response = await fetch('/r/norrvik/login/handle', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return { status: response.status, handle: String((await response.json()).handle ?? '') };
  }, input);
}

/** Trades a code from a page of the hub's origin. */
export function trade(hubPage: Page, code: string, verifier: string): Promise<Traded> {
  return hubPage.evaluate(
    async body => {
      const response = await fetch('/r/norrvik/session', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      const answer = await response.json();
      return {
        status: response.status,
        token: String(answer.token ?? ''),
        name: String(answer.person?.name ?? answer.code),
      };
    },
    { code, verifier },
  );
}

/** At the provider: chooses the person, and answers with the code of the address that follows. */
export async function codeAfterLogin(page: Page, person: string): Promise<string> {
  await page.click({ role: 'button', name: new RegExp(`^${person}`) });
  await page.waitUntil('a code in the address', () => /^#nara=[\w-]{43}$/.test(location.hash));
  return (await page.url()).split('#nara=')[1] ?? '';
}

/** Logs a person in with a verifier that the test knows; the code waits in the address of a page without the loader. */
export async function freshCode(stage: Stage, context: Context, person: string): Promise<FreshCode> {
  const page = await stage.hubPage(context);
  const verifier = createVerifier();
  const { handle } = await askHandle(page, verifier, stage.barePage);
  await page.evaluate(h => {
    location.href = `/r/norrvik/login?h=${h}`;
  }, handle);
  const code = await codeAfterLogin(page, person);
  return { code, verifier };
}

/** Logs a person in the honest way, with a code and its own verifier, and answers with the token. */
export async function ownSession(
  stage: Stage,
  hubPage: Page,
  context: Context,
  person: string,
): Promise<string> {
  const { code, verifier } = await freshCode(stage, context, person);
  const { token, name } = await trade(hubPage, code, verifier);
  assert.match(name, new RegExp(`^${person}`));
  return token;
}
