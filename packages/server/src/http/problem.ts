import { problemOf, type Refusal, refusalOf } from '@nara/hub';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { LoginRefused } from '../identity/oidc-client.ts';
import type { HubLogger } from './log.ts';

/** Answers a refusal. */
export function sendProblem(reply: FastifyReply, refusal: Refusal): FastifyReply {
  const problem = problemOf(refusal);
  return reply
    .code(problem.status)
    .header('cache-control', 'no-store')
    .type('application/problem+json')
    .send(problem);
}

/** Every error of a route becomes one of the contract's codes; what is unknown is `internal`, and only then something is logged. */
export function answerProblems(app: FastifyInstance, log: HubLogger): void {
  app.setNotFoundHandler((_request, reply) => sendProblem(reply, { code: 'not_found' }));
  app.setErrorHandler((error, request, reply) => {
    const refusal = toRefusal(error);
    if (refusal.code === 'internal')
      log.error(
        { place: 'http', method: request.method, route: request.routeOptions.url, err: error },
        'failed',
      );
    return sendProblem(reply, refusal);
  });
}

function toRefusal(error: unknown): Refusal {
  const meant = refusalOf(error);
  if (meant !== undefined) return meant;
  if (error instanceof LoginRefused) return { code: 'login_failed' };
  const status =
    typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : undefined;
  if (status === 429) return { code: 'too_many' };
  if (status === 413) return { code: 'too_large' };
  if (status === 404) return { code: 'not_found' };
  return { code: typeof status === 'number' && status >= 400 && status < 500 ? 'invalid_input' : 'internal' };
}
