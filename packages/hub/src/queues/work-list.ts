import type { WorkList, WorkRow } from '@nara/contract';
import { type CaseState, compareQueued } from '@nara/rules';
import type { RegionDirectory } from '../cases/region-directory.ts';
import { instantNow, type VerbDeps } from '../cases/verb-deps.ts';
import type { Person, ReadTx, Visibility } from '../store/port.ts';

/** The open cases that a commission covers: the queue in order, then those being handled, the latest first. */
export async function readWorkList(deps: VerbDeps, tx: ReadTx, visibleTo: Visibility): Promise<WorkList> {
  const states = await tx.cases.list(visibleTo, 0);
  const rows: WorkRow[] = [];
  for (const state of states.toSorted(compareWork))
    rows.push(rowOf(state, deps.region, await tx.persons.get(state.personKey)));
  return { at: instantNow(deps), rows };
}

function compareWork(a: CaseState, b: CaseState): number {
  const queuedFirst = Number(b.status === 'queued') - Number(a.status === 'queued');
  if (queuedFirst !== 0) return queuedFirst;
  if (a.status === 'queued') return compareQueued(a, b);
  return compareQueued({ id: a.id, queuedAt: b.lastAt }, { id: b.id, queuedAt: a.lastAt });
}

function rowOf(state: CaseState, region: RegionDirectory, person: Person | undefined): WorkRow {
  const { id: caseId, reference, status, language, lastAt, handler } = state;
  return {
    caseId,
    reference,
    status,
    unit: region.unitView(state.unitId),
    service: region.serviceView(state.serviceId),
    language,
    person: { name: person?.name ?? '', birthDate: person?.birthDate ?? '' },
    queuedAt: state.queuedAt ?? state.startedAt,
    lastAt,
    n: state.heads.staff,
    unread: state.unread.staff,
    ...(handler === undefined ? {} : { handler }),
  };
}
