import { Browser } from './browser.ts';
import type { TestHub } from './test-hub.ts';

/** A nurse with a commission at the first clinic. */
export const nurse = {
  hsaId: 'SE2329990017-S001',
  given_name: 'Anna',
  family_name: 'Bergström',
  unit: 'SE2329990017-A001',
  purpose: 'care',
  license: ['XX', 'SJ'],
};

/** Goes to the provider and back with these claims; the browser then has the session cookie, or not. */
export async function logInStaff(
  hub: TestHub,
  claims: object = nurse,
  browser = new Browser(),
): Promise<Browser> {
  hub.provider.login = { claims: { ...claims } };
  const start = await browser.send(`${hub.staff}/r/norrvik/staff/login?locale=sv`);
  const provider = await new Browser().send(start.headers.get('location') ?? '');
  await browser.send(provider.headers.get('location') ?? '');
  return browser;
}
