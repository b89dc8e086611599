import { NaraError } from '@nara/sdk/resident';

/** Somebody who can be logged in with the product. */
export interface Account {
  readonly key: string;
  readonly name: string;
}

async function ask<T>(method: string, body?: string): Promise<T> {
  const response = await fetch('/login', { method, ...(body === undefined ? {} : { body }) });
  if (!response.ok) throw new Error(`the back end answered ${response.status}`);
  return await response.json();
}

/** Who is logged in, and whom one may log in as. */
export const readLogin = () =>
  ask<{ readonly person?: Account; readonly choices: readonly Account[] }>('GET');

/** Logs in with the product. */
export const logIn = ({ key }: Account) => ask<Account>('POST', key);

/** Logs out of the product. */
export const logOut = () => ask<object>('DELETE');

/** A fresh word of the product's back end on who is logged in, for the hub. */
export async function identityToken(): Promise<string> {
  const response = await fetch('/token', { method: 'POST' });
  if (response.status === 401) throw new NaraError({ code: 'session_ended', retryable: false });
  if (!response.ok) throw new Error(`the back end answered ${response.status}`);
  return await response.text();
}
