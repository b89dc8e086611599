export { apply, applyAll } from './apply.ts';
export { caseMoves, mayMove } from './case-moves.ts';
export type { CaseState } from './case-state.ts';
export { type CaseActor, type CaseCommand, type DecideIds, type Decision, decide } from './decide.ts';
export { audiencesOf, type DomainEvent, type DomainEventOf } from './domain-events.ts';
export { eventView, messageView, type NameLookup } from './event-view.ts';
export { openingAt } from './hours.ts';
export { type IdentityNumber, maskIdentity, parseIdentityNumber } from './identity-number.ts';
export { instantOf, localDateOf, nextDate, weekdayOf } from './local-time.ts';
export {
  compareQueued,
  expectedWait,
  placeInQueue,
  type QueuedCase,
  type Take,
  takesWindowMinutes,
} from './queue-order.ts';
export {
  choosableUnits,
  coveredUnits,
  lastSuccessor,
  type RoutableService,
  type RoutableUnit,
  type RoutingInput,
  routeCase,
  successorCycles,
} from './routing.ts';
export { scrubIdentityNumbers } from './scrub-identity.ts';
