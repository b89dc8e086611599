import { secretPattern } from '../identity/secrets.ts';
import type { LiveSession } from '../identity/sessions.ts';
import { Refused } from '../refused.ts';
import { createCookies } from './cookies.ts';
import type { Operation, OperationRequest } from './operation.ts';
import { requireSameOrigin } from './same-origin.ts';
import { isOfSession, staffCookie } from './staff-cookie.ts';

/** A member of staff's session: what the desk calls, beside the hub. */
export const staffOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: '/staff/session',
    run: async request => ({
      body: request.region.staffSessions.view(await sessionOf('GET', request)),
    }),
  },
  {
    method: 'POST',
    path: '/staff/session/extend',
    async run(request) {
      const { sessions, staffSessions } = request.region;
      const { session } = await sessionOf('POST', request);
      const extended = await sessions.extend(session.hash, 'staff');
      if (extended === undefined) throw new Refused('session_ended');
      return { body: staffSessions.view(extended) };
    },
  },
  {
    method: 'DELETE',
    path: '/staff/session',
    async run(request) {
      const live = await sessionOf('DELETE', request);
      const providerLogout = await request.region.staffSessions.logout(live);
      const gone = { name: staffCookie, value: '', sameSite: 'Strict', maxAge: 0 } as const;
      return {
        body: providerLogout === undefined ? {} : { providerLogout },
        headers: { 'set-cookie': createCookies(request.hubOrigin).write(gone) },
      };
    },
  },
];

/** The session of the request's cookie; undefined when there is none, or none that is good. */
export async function staffSessionOf({
  region,
  hubOrigin,
  headers,
}: Pick<OperationRequest, 'region' | 'hubOrigin' | 'headers'>): Promise<LiveSession | undefined> {
  const token = createCookies(hubOrigin).read(headers.cookie, staffCookie);
  if (token === undefined || !secretPattern.test(token)) return undefined;
  return region.sessions.findByToken(token, 'staff');
}

/** What another page made the browser send is refused before the cookie is looked at. */
async function sessionOf(method: string, request: OperationRequest): Promise<LiveSession> {
  requireSameOrigin(method, request.headers, request.hubOrigin);
  const live = await staffSessionOf(request);
  if (live === undefined || request.region.staffSessions.caller(live) === undefined)
    throw new Refused('session_ended');
  const { session } = request.query;
  if (!isOfSession(typeof session === 'string' ? session : undefined, live))
    throw new Refused('session_ended');
  return live;
}
