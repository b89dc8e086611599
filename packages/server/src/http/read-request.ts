import { type Locale, resolveLocale } from '@nara/contract';
import { Refused } from '@nara/hub';
import type { FastifyRequest } from 'fastify';
import type { RegionConfig } from '../config/hub-config.ts';
import type { RegionContext, RegionContexts } from './region-context.ts';

/** The region that the address names. Throws `not_found`. */
export function regionOf(regions: RegionContexts, request: FastifyRequest): RegionContext {
  const { region } = request.params as { region?: string };
  const found = regions.get(region ?? '');
  if (found === undefined) throw new Refused('not_found');
  return found;
}

/** A query value that is there once. */
export function queryText(request: FastifyRequest, name: string): string | undefined {
  const value = (request.query as Record<string, unknown>)[name];
  return typeof value === 'string' ? value : undefined;
}

/** The language of a document: the one that `?lang=` asks for, else the region's first. Its script may choose another. */
export function documentLocale(request: FastifyRequest, { locales }: RegionConfig): Locale {
  return resolveLocale(queryText(request, 'lang') ?? '', locales);
}

/** The request's address on the hub's own origin, whatever `Host` said. */
export function addressOf(request: FastifyRequest, origin: string): URL {
  return new URL(request.url, origin);
}
