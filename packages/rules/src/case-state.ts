import type {
  Audience,
  CaseStatus,
  CloseReason,
  Instant,
  Marks,
  ServiceLanguage,
  StaffView,
} from '@nara/contract';

/** A case as the rules see it: who, where, how far. Its texts live in its events. */
export interface CaseState {
  readonly id: string;
  readonly reference: string;
  readonly personKey: string;
  readonly unitId: string;
  readonly providerId: string;
  readonly register: 'health' | 'social';
  readonly serviceId: string;
  readonly language: ServiceLanguage;
  readonly status: CaseStatus;
  readonly startedAt: Instant;
  readonly queuedAt?: Instant;
  readonly lastAt: Instant;
  readonly handler?: StaffView;
  readonly takenAt?: Instant;
  readonly closed?: {
    readonly at: Instant;
    readonly by: 'resident' | 'staff' | 'system';
    readonly reason: CloseReason;
  };
  /** Who wrote each message, in order: `r` the resident, `s` staff, with the number of those in a row where they are more: `r3sr2`. */
  readonly written: string;
  /** How far each side has come among the messages. */
  readonly marks: { readonly resident: Marks; readonly staff: Marks };
  /** Messages above a side's read mark that the other side wrote. */
  readonly unread: { readonly resident: number; readonly staff: number };
  /** The last event number of each audience. */
  readonly heads: { readonly resident: number; readonly staff: number };
}

/** The side's letter in {@link CaseState.written}. */
function letterOf(side: Audience): 'r' | 's' {
  return side === 'resident' ? 'r' : 's';
}

/** What was written, and one more message of a side: a state stays small however much somebody writes in a row. */
export function withWritten(written: string, side: Audience): string {
  const letter = letterOf(side);
  const last = Math.max(written.lastIndexOf('r'), written.lastIndexOf('s'));
  if (written[last] !== letter) return written + letter;
  return written.slice(0, last + 1) + (Number(written.slice(last + 1) || 1) + 1);
}

/** {@link CaseState.written} with a letter for each message. */
export function lettersOf(written: string): string {
  return written.replaceAll(/([rs])(\d+)/g, (_, letter: string, count: string) =>
    letter.repeat(Number(count)),
  );
}

/** The other side of a case. */
export function otherSide(side: Audience): Audience {
  return side === 'resident' ? 'staff' : 'resident';
}

/** The number of the last message that a side wrote; 0 when it has written none. */
export function lastWrittenBy(side: Audience, written: string): number {
  return lettersOf(written).lastIndexOf(letterOf(side)) + 1;
}

/** How many messages above `read` the other side wrote. */
export function countUnread(side: Audience, written: string, read: number): number {
  const letter = letterOf(otherSide(side));
  const letters = lettersOf(written);
  let count = 0;
  for (let index = read; index < letters.length; index += 1) if (letters[index] === letter) count += 1;
  return count;
}
