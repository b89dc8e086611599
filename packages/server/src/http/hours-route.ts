import { Refused, unitHours } from '@nara/hub';
import type { FastifyInstance } from 'fastify';
import { sha256 } from '../identity/secrets.ts';
import { regionOf } from './read-request.ts';
import type { RegionContexts } from './region-context.ts';

/**
 * `GET /r/{region}/units/{unit}/hours`: when a unit is open, for any page. Kept for a minute, then asked for with its ETag (RFC 9110,
 * 8.8.3 and 13.1.2), which changes only when the answer does.
 */
export function hoursRoute(
  app: FastifyInstance,
  { regions, now }: { readonly regions: RegionContexts; readonly now: () => number },
): void {
  app.get<{ Params: { region: string; unit: string } }>('/r/:region/units/:unit/hours', (request, reply) => {
    const view = unitHours(regionOf(regions, request).config, request.params.unit, now());
    if (view === undefined) throw new Refused('not_found');
    const body = JSON.stringify(view);
    const etag = `"${sha256(body, 'base64url')}"`;
    reply.headers({
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      'cache-control': 'public, max-age=60',
      etag,
    });
    if (isAmong(etag, request.headers['if-none-match'])) return reply.code(304).send();
    return reply.type('application/json; charset=utf-8').send(body);
  });
}

/** Weak comparison: a proxy that compresses marks the tag as weak. */
function isAmong(etag: string, header = ''): boolean {
  return header.split(',').some(tag => tag.trim().replace(/^W\//, '') === etag);
}
