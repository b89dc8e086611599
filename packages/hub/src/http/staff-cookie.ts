import type { LiveSession } from '../identity/sessions.ts';

/** The name of the staff's session cookie, without its `__Host-`. */
export const staffCookie = 'nara-staff';

/**
 * Whether the cookie's session is the one that the page named with `?session=`: another tab may have logged somebody else in since. A
 * page that names none takes what the cookie says.
 */
export function isOfSession(named: string | undefined, { session }: LiveSession): boolean {
  return named === undefined || named === session.hash;
}
