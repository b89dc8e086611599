import type { Audience, CaseSnapshot, PersonView, QueueView } from '@nara/contract';
import type { CaseState, NameLookup } from '@nara/rules';
import type { Entries } from './newest-entries.ts';

/** What a snapshot is made of, all read in one transaction. */
export interface SnapshotInput {
  readonly state: CaseState;
  /** The newest that the audience may see. */
  readonly window: Entries;
  readonly audience: Audience;
  readonly epoch: string;
  readonly names: NameLookup;
  readonly queue?: QueueView | undefined;
  /** For staff. */
  readonly person?: PersonView | undefined;
}

/** A case as one audience sees it. */
export function caseSnapshot(input: SnapshotInput): CaseSnapshot {
  const { state, window, audience, epoch, names, queue, person } = input;
  const { id: caseId, reference, status, language, startedAt, queuedAt, handler, closed, marks } = state;
  return {
    caseId,
    reference,
    epoch,
    n: state.heads[audience],
    status,
    unit: names.unitView(state.unitId),
    service: names.serviceView(state.serviceId),
    language,
    startedAt,
    ...(queuedAt === undefined ? {} : { queuedAt }),
    ...(handler === undefined ? {} : { handler }),
    ...(closed === undefined ? {} : { closed }),
    ...window,
    marks,
    ...(queue === undefined ? {} : { queue }),
    ...(person === undefined ? {} : { person }),
  };
}
