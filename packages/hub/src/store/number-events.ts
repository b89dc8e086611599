import type { Audience } from '@nara/contract';
import { audiencesOf, type CaseState, type DomainEvent } from '@nara/rules';
import type { StoredEvent } from './port.ts';

/** The events that led to a state, each with its number for each audience that may see it: the state's heads are those after the last. */
export function numberEvents(state: CaseState, events: readonly DomainEvent[]): readonly StoredEvent[] {
  const next: Record<Audience, number> = { ...state.heads };
  const numbered: StoredEvent[] = [];
  for (const event of events.toReversed()) {
    const n: Partial<Record<Audience, number>> = {};
    for (const audience of audiencesOf(event)) {
      n[audience] = next[audience];
      next[audience] -= 1;
    }
    numbered.unshift({ event, n });
  }
  return numbered;
}
