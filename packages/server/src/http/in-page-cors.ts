import { isInPage } from '@nara/hub';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { RegionContexts } from './region-context.ts';

/** How long a browser may remember what a preflight said, in seconds. */
const preflightAge = 600;

/**
 * Lets pages that the configuration lists with `inPage` call the routes of their region from a browser, those of login and session among
 * them (Fetch, "CORS protocol"). Never with credentials: what they prove themselves with is a header. The panel needs none of this.
 */
export function allowInPageOrigins(app: FastifyInstance, regions: RegionContexts): void {
  const allowed = ({ headers: { origin }, params }: FastifyRequest): string | undefined => {
    const { region = '' } = (params ?? {}) as { region?: string };
    const config = regions.get(region)?.config;
    return config !== undefined && isInPage(config, origin) ? origin : undefined;
  };
  app.addHook('onRequest', (request, reply, done) => {
    const origin = allowed(request);
    if (origin !== undefined) reply.headers({ 'access-control-allow-origin': origin, vary: 'Origin' });
    done();
  });
  app.options('/r/:region/*', (request, reply) => {
    if (allowed(request) !== undefined)
      reply.headers({
        'access-control-allow-methods': 'GET, POST, DELETE',
        'access-control-allow-headers': 'authorization, content-type',
        'access-control-max-age': preflightAge,
      });
    return reply.code(204).send();
  });
}
