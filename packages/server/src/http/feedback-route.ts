import { feedbackInput } from '@nara/contract';
import { parseBody } from '@nara/hub';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { receiveFeedback } from '../feedback/receive-feedback.ts';
import { addressLimit, type RateLimits } from './rate-limits.ts';
import { regionOf } from './read-request.ts';
import type { RegionContexts } from './region-context.ts';

/** How long a browser may remember what a preflight said, in seconds. */
const preflightAge = 7_200;

/**
 * `POST /r/{region}/feedback`: what a reader answers about one of the region's pages. Readable for pages on its origins (Fetch, "CORS
 * protocol"), without credentials; limited for each network address, which is counted in memory and stored nowhere.
 */
export function feedbackRoute(
  app: FastifyInstance,
  options: { readonly regions: RegionContexts; readonly now: () => number; readonly limits: RateLimits },
): void {
  const { regions, now, limits } = options;
  const path = '/r/:region/feedback';
  /** Every answer says to whom it may be shown, a refusal too. */
  const onRequest = (request: FastifyRequest, reply: FastifyReply, done: () => void): void => {
    reply.headers({ vary: 'Origin', 'cache-control': 'no-store' });
    const { region = '' } = request.params as { region?: string };
    const { origin } = request.headers;
    const known = regions.get(region)?.config.origins.some(registered => registered.origin === origin);
    if (known === true && origin !== undefined) reply.header('access-control-allow-origin', origin);
    done();
  };
  app.options(path, { onRequest }, (_request, reply) =>
    reply
      .headers({
        'access-control-allow-methods': 'POST',
        'access-control-allow-headers': 'content-type',
        'access-control-max-age': preflightAge,
      })
      .code(204)
      .send(),
  );
  app.post(path, { onRequest, config: addressLimit('feedback', limits) }, async (request, reply) => {
    const { config, store } = regionOf(regions, request);
    const input = parseBody(feedbackInput, request);
    await receiveFeedback(input, { config, store, origin: request.headers.origin, now: now() });
    return reply.code(204).send();
  });
}
