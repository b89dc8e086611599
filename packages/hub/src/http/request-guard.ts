import { contractVersion, type ErrorCode, limits } from '@nara/contract';
import type { AuthenticationOutcome, AuthenticationRequest, RequestRefusal } from '@nara/signalr/hub';
import { createRateLimit, type RateLimit } from '../hubs/rate-limit.ts';
import { problemOf } from './problem.ts';

/** What requests to a hub are counted with, by session. */
export interface RequestGuard {
  readonly negotiates: RateLimit;
  readonly polls: RateLimit;
}

/** A guard that has counted nothing. */
export function createRequestGuard(clock: { monotonic(): number }): RequestGuard {
  return {
    negotiates: createRateLimit(limits.negotiatesPerMinute, clock),
    polls: createRateLimit(limits.pollsPerMinute, clock),
  };
}

/**
 * Authenticates a request to a hub, and refuses a negotiate by a client of another contract (`upgrade_needed`, whoever asks) or of a
 * session that negotiates, polls or sends too often (`too_many`). A client that names no contract is taken to speak this one.
 */
export async function guardRequest<User extends { readonly sessionHash: string }>(
  { negotiates, polls }: RequestGuard,
  { purpose, opensSocket, queryValue }: AuthenticationRequest<User>,
  authenticate: () => Promise<AuthenticationOutcome<User>>,
): Promise<AuthenticationOutcome<User>> {
  if (purpose === 'negotiate' && !isServed(queryValue('contract'))) return refusal('upgrade_needed');
  const outcome = await authenticate();
  if (opensSocket || outcome === null || outcome === undefined || 'refusal' in outcome) return outcome;
  const limit = purpose === 'negotiate' ? negotiates : polls;
  return limit.admit(outcome.user.sessionHash) ? outcome : refusal('too_many');
}

/** Contracts N and N-1, from 1 on. */
function isServed(contract: string | undefined): boolean {
  if (contract === undefined) return true;
  const number = /^\d{1,6}$/.test(contract) ? Number(contract) : 0;
  return number >= Math.max(1, contractVersion - 1) && number <= contractVersion;
}

function refusal(code: ErrorCode): RequestRefusal {
  const problem = problemOf({ code });
  return {
    refusal: {
      status: problem.status,
      type: 'application/problem+json',
      body: JSON.stringify(problem),
      headers: { 'Cache-Control': 'no-store' },
    },
  };
}
