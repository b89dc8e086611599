import type { RequestHeaders } from '@nara/signalr/hub';
import type * as z from 'zod/mini';
import { Refused } from '../refused.ts';
import type { HubRegion } from './hub-region.ts';

/** A request for JSON, by whatever server read it. */
export interface OperationRequest {
  readonly region: HubRegion;
  /** The origin that the operation is served from. */
  readonly hubOrigin: string;
  readonly headers: RequestHeaders;
  readonly query: { readonly [key: string]: unknown };
  /** The parsed JSON; undefined where there was none. */
  readonly body: unknown;
}

/** What is answered as JSON. */
export interface OperationAnswer {
  readonly body: object;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One call of a region's HTTP interface. */
export interface Operation {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Below `/r/{region}`. */
  readonly path: string;
  /** Whether it is an attempt at a login, of which an address has few. */
  readonly isLogin?: true;
  /** Rejects with a {@link Refused}, or a `StoreError`. */
  run(request: OperationRequest): Promise<OperationAnswer>;
}

/** The body as its schema says. Throws `invalid_input` with the path of the first fault. */
export function parseBody<T>(schema: z.ZodMiniType<T>, { body }: Pick<OperationRequest, 'body'>): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const path = parsed.error.issues[0]?.path.map(String).join('/');
  throw new Refused('invalid_input', path === undefined || path === '' ? {} : { path });
}

/** The token of `Authorization: Bearer` (RFC 6750, 2.1). */
export function bearerOf(header: string | undefined): string | undefined {
  return /^Bearer ([A-Za-z0-9._~+/-]+=*)$/i.exec(header ?? '')?.[1];
}
