import { resolveLocale } from '@nara/contract';
import {
  createCookies,
  handleLifetime,
  Refused,
  staffCookie,
  staffOperations,
  staffSessionOf,
} from '@nara/hub';
import type { FastifyInstance } from 'fastify';
import { sendDocument, sendMoveOn } from './documents.ts';
import { addressLimit } from './rate-limits.ts';
import { addressOf, documentLocale, queryText, regionOf } from './read-request.ts';
import { noStore, type ServeOperationsOptions, serveOperations } from './serve-operations.ts';
import type { AppFiles } from './static-files.ts';

/** What the staff's routes are made of. */
export interface StaffRoutesOptions extends ServeOperationsOptions {
  readonly desk: AppFiles;
}

/** Of another name than the residents': on loopback addresses cookies are shared between ports. */
const loginCookie = 'nara-staff-login';

/** The routes of the staff's origin, without the hub and the files. */
export function staffRoutes(app: FastifyInstance, options: StaffRoutesOptions): void {
  const { regions, origin, desk, limits } = options;
  const cookies = createCookies(origin);
  const config = addressLimit('login', limits);

  app.get('/r/:region/desk', (request, reply) => {
    const region = regionOf(regions, request).config;
    return sendDocument(reply, {
      region,
      mode: 'desk',
      files: desk,
      origin,
      locale: documentLocale(request, region),
    });
  });

  app.get('/r/:region/staff/login', { config }, async (request, reply) => {
    const region = regionOf(regions, request);
    const locale = resolveLocale(queryText(request, 'locale') ?? '', region.config.locales);
    // From another site's link the session cookie does not come along; from a page of our own it does.
    if (request.headers['sec-fetch-site'] === 'cross-site' && queryText(request, 'moved') === undefined)
      return sendMoveOn(reply, `/r/${region.config.id}/staff/login?locale=${locale}&moved=1`);
    const known = cookies.read(request.headers.cookie, loginCookie);
    const replaces = await staffSessionOf({ region, hubOrigin: origin, headers: request.headers });
    const step = await region.staffLogin.start(known, locale, replaces).catch((error: unknown) => {
      if (error instanceof Refused && error.code === 'unreachable') return undefined;
      throw error;
    });
    if (step === undefined) return noStore(reply).redirect(`/r/${region.config.id}/desk?login=failed`, 303);
    const { location, browser } = step;
    reply.header(
      'set-cookie',
      cookies.write({ name: loginCookie, value: browser, sameSite: 'Lax', maxAge: handleLifetime / 1_000 }),
    );
    return noStore(reply).redirect(location, 303);
  });

  app.get('/r/:region/staff/login/callback', { config }, async (request, reply) => {
    const region = regionOf(regions, request);
    const page = `/r/${region.config.id}/desk`;
    try {
      const browser = cookies.read(request.headers.cookie, loginCookie);
      const token = await region.staffLogin.callback(addressOf(request, origin), browser);
      reply.header('set-cookie', cookies.write({ name: staffCookie, value: token, sameSite: 'Strict' }));
      return sendMoveOn(reply, page);
    } catch (error) {
      if (!(error instanceof Refused) || error.code !== 'login_failed') throw error;
      return sendMoveOn(reply.code(400), `${page}?login=failed`);
    }
  });

  serveOperations(app, staffOperations, options);
}
