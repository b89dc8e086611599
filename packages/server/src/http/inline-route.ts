import { isInPage, Refused } from '@nara/hub';
import type { FastifyInstance } from 'fastify';
import { regionOf } from './read-request.ts';
import type { RegionContexts } from './region-context.ts';
import type { AppFiles } from './static-files.ts';

/**
 * `/r/{region}/inline.js`: the panel for pages that hold it among their own elements. Only origins that the region lists with `inPage` get
 * it (`origin_refused`): the browser tells the origin, as it does of every module from another site.
 */
export function inlineRoute(app: FastifyInstance, regions: RegionContexts, { entry }: AppFiles): void {
  app.get('/r/:region/inline.js', (request, reply) => {
    if (!isInPage(regionOf(regions, request).config, request.headers.origin))
      throw new Refused('origin_refused');
    return reply
      .headers({ 'cache-control': 'no-cache', 'cross-origin-resource-policy': 'cross-origin' })
      .type('text/javascript; charset=utf-8')
      .send(`export * from ${JSON.stringify(entry)};\n`);
  });
}
