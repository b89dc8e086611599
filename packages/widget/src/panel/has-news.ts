import type { CaseSummary } from '@nara/contract';

type Known = Pick<CaseSummary, 'caseId' | 'status' | 'unread'>;

/**
 * Whether a person is to be called: it is their turn, or something is unread in a case where nothing was. What has called once does
 * not call again until it has been read.
 */
export function hasNews(before: readonly Known[], now: readonly Known[]): boolean {
  return now.some(({ caseId, status, unread }) => {
    const known = before.find(one => one.caseId === caseId);
    if (known === undefined) return false;
    return (known.status === 'queued' && status === 'active') || (known.unread === 0 && unread > 0);
  });
}
