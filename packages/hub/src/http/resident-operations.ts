import { identityTokenInput, loginHandleInput, sessionInput, siblingCodeInput } from '@nara/contract';
import { panelOriginAllowed } from '../identity/login-address.ts';
import { secretPattern } from '../identity/secrets.ts';
import type { LiveSession } from '../identity/sessions.ts';
import { Refused } from '../refused.ts';
import { bearerOf, type Operation, type OperationRequest, parseBody } from './operation.ts';

/** A resident's login and session: what panels and clients call, beside the hub. */
export const residentOperations: readonly Operation[] = [
  {
    method: 'POST',
    path: '/login/handle',
    isLogin: true,
    async run(request) {
      const input = parseBody(loginHandleInput, request);
      return { body: await request.region.residentSessions.handle(input, request.headers.origin) };
    },
  },
  {
    method: 'POST',
    path: '/session',
    isLogin: true,
    async run(request) {
      const input = parseBody(sessionInput, request);
      return { body: await request.region.residentSessions.trade(input, request.headers.origin) };
    },
  },
  {
    method: 'POST',
    path: '/session/token',
    isLogin: true,
    async run(request) {
      const input = parseBody(identityTokenInput, request);
      return { body: await request.region.residentSessions.tradeToken(input, request.headers.origin) };
    },
  },
  {
    method: 'GET',
    path: '/session',
    run: async request => ({
      body: await request.region.residentSessions.view(await sessionOf(request)),
    }),
  },
  {
    method: 'POST',
    path: '/session/extend',
    async run(request) {
      const { sessions, residentSessions } = request.region;
      const { session } = await sessionOf(request);
      const extended = await sessions.extend(session.hash, 'resident');
      if (extended === undefined) throw new Refused('session_ended');
      return { body: await residentSessions.view(extended) };
    },
  },
  {
    method: 'POST',
    path: '/session/code',
    async run(request) {
      const live = await sessionOf(request);
      const { challenge } = parseBody(siblingCodeInput, request);
      return { body: await request.region.residentSessions.sibling(live, challenge) };
    },
  },
  {
    method: 'DELETE',
    path: '/session',
    async run(request) {
      const providerLogout = await request.region.residentSessions.logout(await sessionOf(request));
      return { body: providerLogout === undefined ? {} : { providerLogout } };
    },
  },
];

/** The session of the request's bearer token. A browser's request from a foreign page is refused, token or not. */
async function sessionOf({ region, hubOrigin, headers }: OperationRequest): Promise<LiveSession> {
  const { origin, authorization } = headers;
  if (origin !== undefined && !panelOriginAllowed(region.config, hubOrigin, origin))
    throw new Refused('origin_refused');
  const token = bearerOf(authorization);
  const live =
    token !== undefined && secretPattern.test(token)
      ? await region.sessions.findByToken(token, 'resident')
      : undefined;
  if (live === undefined) throw new Refused('session_ended');
  return live;
}
