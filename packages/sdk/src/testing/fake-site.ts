import { type HubRegion, type Operation, problemOf, refusalOf } from '@nara/hub';
import type { Answer } from '@nara/signalr/hub';
import type { MemoryRequest } from '@nara/signalr/memory';

/** What a fake hub answers besides its hubs: the same operations as the real one's, below the region's address. */
export function answerOperations(
  region: HubRegion,
  hubOrigin: string,
  operations: readonly Operation[],
): (request: MemoryRequest) => Promise<Answer> {
  const base = `/r/${region.config.id}`;
  return async request => {
    const { method, url, headers, body } = request;
    if (method === 'GET' && url.pathname === `${base}/about`) return json(200, region.about());
    const operation = operations.find(
      known => known.method === method && `${base}${known.path}` === url.pathname,
    );
    if (operation === undefined) return refuse({ code: 'not_found' });
    try {
      const query = Object.fromEntries(url.searchParams);
      const answer = await operation.run({ region, hubOrigin, headers, query, body: parse(body) });
      return json(200, answer.body);
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal === undefined) throw error;
      return refuse(refusal);
    }
  };
}

function refuse(refusal: Parameters<typeof problemOf>[0]): Answer {
  const problem = problemOf(refusal);
  return { ...json(problem.status, problem), type: 'application/problem+json' };
}

function json(status: number, body: object): Answer {
  return { status, type: 'application/json', body: JSON.stringify(body) };
}

/** What is no JSON fits no schema. */
function parse(body: string): unknown {
  try {
    return body === '' ? undefined : JSON.parse(body);
  } catch {
    return undefined;
  }
}
