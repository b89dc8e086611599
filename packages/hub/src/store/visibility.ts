import type { CaseState } from '@nara/rules';
import type { Visibility } from './port.ts';

/** Whether a case exists for whoever sees no more than this. */
export function isVisible(state: CaseState, visibleTo: Visibility): boolean {
  if (visibleTo.side === 'system') return true;
  return visibleTo.side === 'resident'
    ? state.personKey === visibleTo.personKey
    : visibleTo.unitIds.includes(state.unitId) && visibleTo.registers.includes(state.register);
}
