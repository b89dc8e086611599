import { type ErrorCode, resolveLocale } from '@nara/contract';
import { createCookies, handleLifetime, problemOf, Refused, residentOperations } from '@nara/hub';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type DocumentMode, sendDocument } from './documents.ts';
import { addressLimit } from './rate-limits.ts';
import { addressOf, documentLocale, queryText, regionOf } from './read-request.ts';
import type { RegionContext } from './region-context.ts';
import { noStore, type ServeOperationsOptions, serveOperations } from './serve-operations.ts';
import type { AppFiles } from './static-files.ts';

/** What the residents' routes are made of. */
export interface ResidentRoutesOptions extends ServeOperationsOptions {
  readonly panel: AppFiles;
}

const loginCookie = 'nara-login';

/** Ends of a login that a person is told on a page. */
const told: ReadonlySet<string> = new Set<ErrorCode>(['login_failed', 'unreachable']);

/** The routes of the residents' origin, without the hub and the files. */
export function residentRoutes(app: FastifyInstance, options: ResidentRoutesOptions): void {
  documentRoutes(app, options);
  loginRoutes(app, options);
  serveOperations(app, residentOperations, options);
}

function documentRoutes(app: FastifyInstance, { regions, origin, panel }: ResidentRoutesOptions): void {
  const send = (request: FastifyRequest, reply: FastifyReply, mode: DocumentMode): FastifyReply => {
    const region = regionOf(regions, request);
    return sendDocument(reply, {
      region: region.config,
      mode,
      files: panel,
      origin,
      locale: documentLocale(request, region.config),
      about: region.about(),
    });
  };
  app.get('/r/:region/panel', (request, reply) => send(request, reply, 'frame'));
  app.get('/r/:region/', (request, reply) => send(request, reply, 'page'));
  app.get('/r/:region', (request, reply) =>
    reply.redirect(`/r/${regionOf(regions, request).config.id}/`, 308),
  );
  app.get('/r/:region/about', (request, reply) =>
    reply
      .headers({
        'access-control-allow-origin': '*',
        'cross-origin-resource-policy': 'cross-origin',
        'cache-control': 'public, max-age=60',
      })
      .send(regionOf(regions, request).about()),
  );
}

function loginRoutes(app: FastifyInstance, { regions, origin, panel, limits }: ResidentRoutesOptions): void {
  const cookies = createCookies(origin);
  const config = addressLimit('login', limits);

  app.get('/r/:region/login', { config }, async (request, reply) => {
    const region = regionOf(regions, request);
    return orFailure(request, reply, region, async () => {
      const known = cookies.read(request.headers.cookie, loginCookie);
      const handle = queryText(request, 'h') ?? '';
      const site = request.headers['sec-fetch-site'];
      const { location, browser } = await region.residentLogin.start(handle, known, site);
      if (browser !== undefined)
        reply.header(
          'set-cookie',
          cookies.write({
            name: loginCookie,
            value: browser,
            sameSite: 'Lax',
            maxAge: handleLifetime / 1_000,
          }),
        );
      return noStore(reply).redirect(location, 303);
    });
  });

  app.get('/r/:region/login/callback', { config }, async (request, reply) => {
    const region = regionOf(regions, request);
    return orFailure(request, reply, region, async () => {
      const browser = cookies.read(request.headers.cookie, loginCookie);
      const { location } = await region.residentLogin.callback(addressOf(request, origin), browser);
      return noStore(reply).redirect(location, 303);
    });
  });

  /** A person whose login leads nowhere sees the region's own page, which says so; anything but a browser gets the problem. */
  async function orFailure(
    request: FastifyRequest,
    reply: FastifyReply,
    region: RegionContext,
    step: () => Promise<FastifyReply>,
  ): Promise<FastifyReply> {
    try {
      return await step();
    } catch (error) {
      const wantsPage = request.headers.accept?.includes('text/html') === true;
      if (!(error instanceof Refused) || !told.has(error.code) || !wantsPage) throw error;
      const locale = resolveLocale(
        request.headers['accept-language']?.split(',')[0] ?? '',
        region.config.locales,
      );
      return sendDocument(reply.code(problemOf(error).status), {
        region: region.config,
        mode: 'page',
        files: panel,
        origin,
        locale,
        notice: error.code,
      });
    }
  }
}
