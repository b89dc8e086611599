import type { Audience } from '@nara/contract';
import type { StoredEvent } from '../store/port.ts';

/**
 * A case has new events for an audience, up to `head`. Between processes the doorbell carries no content: it is read from the
 * store.
 */
export interface CaseBell {
  readonly kind: 'case';
  readonly region: string;
  readonly caseId: string;
  readonly audience: Audience;
  readonly head: number;
  /** Whose case it is: their devices that have not opened it hear of its head too. */
  readonly personKey: string;
  /** Within the process that has just committed them: the events, so that they need not be read again. */
  readonly stored?: readonly StoredEvent[];
}

/** A unit's queue or work list is no longer what it was. */
export interface UnitBell {
  readonly kind: 'unit';
  readonly region: string;
  readonly unitId: string;
  /** Whether places in the queue may have changed too. */
  readonly queue: boolean;
}

/** Somebody writes, or has stopped: a value that replaces the one before and is stored nowhere. */
export interface TypingValue {
  readonly kind: 'typing';
  readonly region: string;
  readonly caseId: string;
  readonly side: Audience;
  /** Staff only. */
  readonly name?: string;
  readonly typing: boolean;
  /** The connection that said so, which need not hear it. */
  readonly from: string;
}

/** What travels on the bus. */
export type BusMessage = CaseBell | UnitBell | TypingValue;

/**
 * Tells every node of the hub that something has happened. May lose, double, delay and reorder: listeners read the truth from
 * the store.
 */
export interface Bus {
  publish(message: BusMessage): void;
  /** The returned function ends it. */
  subscribe(listener: (message: BusMessage) => void): () => void;
}
