import type { Instant } from '@nara/contract';
import type { CaseState } from './case-state.ts';

/** What queue order looks at. */
export type QueuedCase = Pick<CaseState, 'id' | 'queuedAt'>;

/** Orders a unit's queue: who has waited longest is first. Total: the id decides between equal instants. */
export function compareQueued(a: QueuedCase, b: QueuedCase): number {
  return compareText(a.queuedAt ?? '', b.queuedAt ?? '') || compareText(a.id, b.id);
}

/** The place of a case in a queue in order, from 1; undefined when it is not there. */
export function placeInQueue(queue: readonly QueuedCase[], caseId: string): number | undefined {
  const index = queue.findIndex(({ id }) => id === caseId);
  return index < 0 ? undefined : index + 1;
}

/** A case taken out of a queue: when, and by whom. */
export interface Take {
  readonly at: Instant;
  readonly handlerId: string;
}

/** What an expected wait is reckoned from. */
export interface WaitInput {
  readonly place: number;
  /** The unit's takes of the last {@link takesWindowMinutes}. */
  readonly takes: readonly Take[];
  /** How many staff sit at the unit's desk now. */
  readonly onDuty: number;
  /** Whether the unit is open now. */
  readonly open: boolean;
}

/** How far back takes tell of the pace, in minutes. */
export const takesWindowMinutes = 120;
const fewestTakes = 3;
const longestMinutes = 240;

/**
 * The minutes until a place in the queue is likely to be taken, as a range, from the pace of the staff on duty: a take a
 * person and hour so far, times those at the desk. Undefined while it is not known: closed, nobody at the desk, fewer than
 * three takes, or longer than four hours (a promise that far ahead would be a guess).
 */
export function expectedWait({
  place,
  takes,
  onDuty,
  open,
}: WaitInput): { readonly from: number; readonly to: number } | undefined {
  if (!open || onDuty < 1 || takes.length < fewestTakes) return undefined;
  const handlers = new Set(takes.map(({ handlerId }) => handlerId)).size;
  const perMinute = (takes.length / handlers / takesWindowMinutes) * onDuty;
  const minutes = place / perMinute;
  const from = Math.max(1, Math.floor(minutes * 0.6));
  const to = Math.ceil((minutes * 1.5) / 5) * 5;
  return to > longestMinutes ? undefined : { from, to };
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
