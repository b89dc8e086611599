import type { ResidentHub, SessionEndReason, StaffHub } from '@nara/contract';
import { limits } from '@nara/contract';
import type {
  AuthenticationOutcome,
  AuthenticationRequest,
  EndpointOptions,
  HubContext,
} from '@nara/signalr/hub';
import type { HubLog } from '../hubs/hubs-options.ts';
import type { ResidentCaller, StaffCaller } from '../identity/caller.ts';
import { panelOriginAllowed } from '../identity/login-address.ts';
import { secretPattern } from '../identity/secrets.ts';
import type { LiveSession, SessionSockets } from '../identity/sessions.ts';
import { createCookies } from './cookies.ts';
import type { HubRegion } from './hub-region.ts';
import { guardRequest, type RequestGuard } from './request-guard.ts';
import { isSameOrigin } from './same-origin.ts';
import { isOfSession, staffCookie } from './staff-cookie.ts';

type Settings<User> = EndpointOptions<User> & { readonly requireUser: true };

/** How long a poll waits for something to answer with, in milliseconds: many proxies end what is silent for a minute. */
const pollTimeout = 30_000;

/** What both hubs are set to: WebSockets or long polling after negotiate, no token in an address (ARCHITECTURE, rule 5). */
function common(region: HubRegion, log: HubLog): Omit<Settings<never>, 'authenticate' | 'errorName'> {
  return {
    requireUser: true,
    acceptQueryToken: false,
    allowSkipNegotiation: false,
    closeOnAuthenticationExpiration: true,
    maximumReceiveMessageSize: limits.hubMessageBytes,
    maximumBodySize: limits.hubBodyBytes,
    transports: ['WebSockets', 'LongPolling'],
    pollTimeout,
    onError: (err, { during }) =>
      log.error({ place: `hub ${during}`, region: region.config.id, err }, 'failed'),
  };
}

/**
 * The resident hub's endpoint. Negotiate and every request of a connection that polls are authorised by the bearer token; the WebSocket,
 * which cannot carry one, by what negotiate handed out, once: with the same `Origin`, while the session is good.
 */
export function residentEndpoint(
  region: HubRegion,
  origin: string,
  log: HubLog,
  guard: RequestGuard,
): Settings<ResidentCaller> {
  return {
    ...common(region, log),
    allowedOrigins: allowed => panelOriginAllowed(region.config, origin, allowed),
    authenticate: request =>
      guardRequest(guard, request, () => authenticateResident(region, origin, request)),
  };
}

async function authenticateResident(
  region: HubRegion,
  hubOrigin: string,
  request: AuthenticationRequest<ResidentCaller>,
): Promise<AuthenticationOutcome<ResidentCaller>> {
  const { purpose, bearer, negotiated, origin } = request;
  if (origin !== undefined && !panelOriginAllowed(region.config, hubOrigin, origin)) return undefined;
  const known = negotiated?.authentication?.user;
  if (purpose === 'connect' && (known === undefined || !isFromWhereNegotiated(request, hubOrigin)))
    return undefined;
  const live = request.opensSocket
    ? known && (await region.sessions.find(known.sessionHash, 'resident'))
    : await sessionOf(region, bearer);
  if (live === undefined) return undefined;
  const expiresAt = live.absoluteUntil.getTime();
  if (known !== undefined) {
    if (live.session.hash !== known.sessionHash) return undefined;
    return { user: known, userIdentifier: known.personKey, expiresAt };
  }
  const person = await region.store.read(tx => tx.persons.get(live.session.who));
  const caller: ResidentCaller = {
    kind: 'resident',
    regionId: region.config.id,
    personKey: live.session.who,
    name: person?.name ?? '',
    sessionHash: live.session.hash,
  };
  return { user: caller, userIdentifier: caller.personKey, expiresAt };
}

async function sessionOf(
  { sessions }: HubRegion,
  bearer: string | undefined,
): Promise<LiveSession | undefined> {
  if (bearer === undefined || !secretPattern.test(bearer)) return undefined;
  return sessions.findByToken(bearer, 'resident');
}

/** A poll, which is a GET, has no `Origin` when it comes from the hub's own page. */
function isFromWhereNegotiated(request: AuthenticationRequest<ResidentCaller>, hubOrigin: string): boolean {
  const { origin, negotiated, headers, method, opensSocket } = request;
  if (origin === negotiated?.origin) return true;
  return (
    origin === undefined &&
    negotiated?.origin === hubOrigin &&
    !opensSocket &&
    isSameOrigin(method, headers, hubOrigin)
  );
}

/** The staff hub's endpoint: the session cookie, and on every request `Origin` and `Sec-Fetch-Site`, as a cookie comes along by itself. */
export function staffEndpoint(
  region: HubRegion,
  origin: string,
  log: HubLog,
  guard: RequestGuard,
): Settings<StaffCaller> {
  const cookies = createCookies(origin);
  async function authenticateStaff(
    request: AuthenticationRequest<StaffCaller>,
  ): Promise<AuthenticationOutcome<StaffCaller>> {
    const { headers, method, negotiated, opensSocket, purpose, queryValue } = request;
    // A WebSocket's handshake is a GET, but more than a read, and has an `Origin`.
    if (!isSameOrigin(opensSocket ? 'POST' : method, headers, origin)) return undefined;
    const token = cookies.read(headers.cookie, staffCookie);
    if (token === undefined || !secretPattern.test(token)) return undefined;
    const live = await region.sessions.findByToken(token, 'staff');
    const caller = live && region.staffSessions.caller(live);
    if (live === undefined || caller === undefined) return undefined;
    if (!isOfSession(queryValue('session'), live)) return undefined;
    if (purpose === 'connect' && negotiated?.authentication?.user.sessionHash !== caller.sessionHash)
      return undefined;
    return { user: caller, userIdentifier: caller.staff.id, expiresAt: live.absoluteUntil.getTime() };
  }
  return {
    ...common(region, log),
    allowedOrigins: allowed => allowed === origin,
    authenticate: request => guardRequest(guard, request, () => authenticateStaff(request)),
  };
}

/** Reaches the connections of a region's sessions in both hubs. */
export function sessionSockets(
  resident: HubContext<ResidentHub, ResidentCaller>,
  staff: HubContext<StaffHub, StaffCaller>,
): SessionSockets {
  return {
    ending(hash, at, seconds) {
      const notice = { at: at.toISOString(), seconds };
      for (const { connectionId, user } of resident.connections())
        if (user.sessionHash === hash) resident.clients.client(connectionId).send('sessionEnding', notice);
      for (const { connectionId, user } of staff.connections())
        if (user.sessionHash === hash) staff.clients.client(connectionId).send('sessionEnding', notice);
    },
    end(hash, reason: SessionEndReason) {
      const options = { reason: 'session_ended', allowReconnect: false };
      for (const { connectionId, user } of resident.connections())
        if (user.sessionHash === hash) resident.clients.client(connectionId).send('sessionEnded', { reason });
      for (const { connectionId, user } of staff.connections())
        if (user.sessionHash === hash) staff.clients.client(connectionId).send('sessionEnded', { reason });
      for (const hub of [resident, staff]) {
        hub.abortWhere(({ user }) => user.sessionHash === hash, options);
        hub.forgetNegotiated(user => user.sessionHash === hash);
      }
    },
  };
}
