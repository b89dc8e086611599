import type { CaseStatus } from '@nara/contract';

/** Where a case may go from each status. `closed` is the end. */
export const caseMoves = {
  draft: ['submitted', 'closed'],
  submitted: ['queued', 'closed'],
  queued: ['active', 'closed'],
  active: ['waiting', 'queued', 'closed'],
  waiting: ['active', 'closed'],
  closed: [],
} as const satisfies Readonly<Record<CaseStatus, readonly CaseStatus[]>>;

/** Whether a case may go from one status to another. */
export function mayMove(from: CaseStatus, to: CaseStatus): boolean {
  const allowed: readonly CaseStatus[] = caseMoves[from];
  return allowed.includes(to);
}
