import type { CaseSnapshot, CaseSummary, Overview } from '@nara/contract';

/** A case's row in the overview, as its snapshot says; `before` is the row so far. */
function summaryOf(snapshot: CaseSnapshot, before: CaseSummary): CaseSummary {
  const { caseId, reference, status, unit, service, startedAt, n, handler, queue, entries } = snapshot;
  const last = entries.at(-1);
  return {
    caseId,
    reference,
    status,
    unit,
    service,
    startedAt,
    lastAt: last?.at ?? startedAt,
    n,
    unread: countUnread(snapshot, before),
    ...(handler === undefined ? {} : { handler }),
    ...(queue === undefined ? {} : { queue }),
  };
}

/** Messages of staff above the read mark. Where the snapshot begins above it, the row that the hub counted may know of more. */
function countUnread({ entries, marks }: CaseSnapshot, before: CaseSummary): number {
  const messages = entries.flatMap(entry => (entry.kind === 'message' ? [entry.message] : []));
  const { read } = marks.resident;
  const unread = messages.filter(({ side, number }) => side === 'staff' && number > read).length;
  return (messages[0]?.number ?? 1) <= read + 1 ? unread : Math.max(unread, before.unread);
}

/** The overview with what a case's snapshot knows better. */
export function withSummary(overview: Overview, snapshot: CaseSnapshot): Overview {
  return {
    ...overview,
    cases: overview.cases.map(summary =>
      summary.caseId === snapshot.caseId && summary.n <= snapshot.n ? summaryOf(snapshot, summary) : summary,
    ),
  };
}

/** Whether the hub knows of more than the overview shows: a case that is not in it, or events that it lacks. */
export function isBehind(
  overview: Overview,
  heads: readonly { readonly caseId: string; readonly n: number }[],
): boolean {
  return heads.some(({ caseId, n }) => {
    const summary = overview.cases.find(known => known.caseId === caseId);
    return summary === undefined || summary.n < n;
  });
}
