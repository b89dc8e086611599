import { isVisible, type Tx } from '@nara/hub/store';
import type { CaseState } from '@nara/rules';
import type { QueryRunner } from '../sql/prepared-query.ts';
import { Recent } from '../sql/recent.ts';

/**
 * Spares the one writer of a store the reading of cases that it wrote itself: whoever writes in a case mostly writes again. A case takes about
 * a kilobyte.
 */
export function rememberCases(tx: Tx, runner: Pick<QueryRunner, 'undone'>): Tx {
  const states = new Recent<CaseState>(runner);
  const { cases } = tx;
  return {
    ...tx,
    cases: {
      ...cases,
      async get(caseId, visibleTo) {
        const state = states.get(caseId);
        if (state === undefined) return cases.get(caseId, visibleTo);
        return isVisible(state, visibleTo) ? state : undefined;
      },
      async save(state, events, before) {
        const numbered = await cases.save(state, events, before);
        states.set(state.id, state);
        return numbered;
      },
    },
  };
}
