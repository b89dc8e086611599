import type { Operation } from '@nara/hub';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { addressLimit, type RateLimits } from './rate-limits.ts';
import { regionOf } from './read-request.ts';
import type { RegionContexts } from './region-context.ts';

/** Where operations are served. */
export interface ServeOperationsOptions {
  readonly regions: RegionContexts;
  /** The origin of the listener. */
  readonly origin: string;
  readonly limits: RateLimits;
}

/** Serves the hub's operations for every region. */
export function serveOperations(
  app: FastifyInstance,
  operations: readonly Operation[],
  { regions, origin, limits }: ServeOperationsOptions,
): void {
  for (const { method, path, isLogin, run } of operations)
    app.route({
      method,
      url: `/r/:region${path}`,
      ...(isLogin && { config: addressLimit('login', limits) }),
      async handler(request, reply) {
        const { body, headers = {} } = await run({
          region: regionOf(regions, request),
          hubOrigin: origin,
          headers: request.headers,
          query: request.query as Record<string, unknown>,
          body: request.body,
        });
        return noStore(reply).headers(headers).send(body);
      },
    });
}

/** What is answered is for this request alone, and its address for nobody. */
export function noStore(reply: FastifyReply): FastifyReply {
  return reply.headers({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
}
