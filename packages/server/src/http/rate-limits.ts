import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** Requests a minute. A session counts by itself, whatever address it comes from: a hospital is one address. */
export interface RateLimits {
  readonly session: number;
  /** Of one address, without a session. */
  readonly address: number;
  /** Steps of logins, of one address. */
  readonly login: number;
  /** Answers about pages, of one address. */
  readonly feedback: number;
}

export const defaultRateLimits: RateLimits = { session: 240, address: 3_000, login: 600, feedback: 60 };

/** Counts requests by session where `sessionOf` knows one, else by address. Hashed files are not counted. */
export async function limitRates(
  app: FastifyInstance,
  limits: RateLimits,
  sessionOf: (request: FastifyRequest) => string | undefined,
): Promise<void> {
  const keyOf = (request: FastifyRequest): string => {
    const session = sessionOf(request);
    return session === undefined ? `address ${networkOf(request.ip)}` : `session ${session}`;
  };
  await app.register(rateLimit, {
    timeWindow: 60_000,
    cache: 50_000,
    keyGenerator: keyOf,
    max: (_request, key) => (key.startsWith('session ') ? limits.session : limits.address),
    allowList: request => request.url.startsWith('/static/'),
  });
}

/** The limit of a route that counts by address beside all others. */
export function addressLimit(name: 'login' | 'feedback', limits: RateLimits): { readonly rateLimit: object } {
  return {
    rateLimit: {
      max: limits[name],
      groupId: name,
      keyGenerator: (request: FastifyRequest) => `${name} ${networkOf(request.ip)}`,
    },
  };
}

/** Whom an address is counted as: itself under IPv4; under IPv6 its first 64 bits, since one subscriber has all the others (RFC 6177). */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d{1,3}(?:\.\d{1,3}){3})$/i.exec(address)?.[1];
  if (mapped !== undefined || !address.includes(':')) return mapped ?? address;
  const [head = '', tail] = address.split('%')[0]?.split('::') ?? [];
  const groups = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? 0 : tail.split(':').length;
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - groups.length - after);
  const whole = [...groups, ...Array<string>(zeros).fill('0'), ...(tail?.split(':') ?? [])];
  return `${whole
    .slice(0, 4)
    .map(group => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}
