import type { CloseReason, Entry } from './case-events.ts';
import type {
  Audience,
  CaseStatus,
  Instant,
  Marks,
  PersonView,
  QueueView,
  ServiceLanguage,
  ServiceView,
  StaffView,
  UnitView,
} from './views.ts';

/** How a case ended. */
export interface ClosedView {
  readonly at: Instant;
  readonly by: Audience | 'system';
  readonly reason: CloseReason;
}

/**
 * A case for one audience at its event number `n`: all that is true of it, and the newest of its entries (`limits.caseWindow`).
 * Law: snapshot at k + the events above k = a fresh snapshot, where both hold entries. What was folded still holds the entries
 * of its own beginning; the fresh one's are the last of them, and the entries before it are what `history` answers.
 * `queue` is a value of its own (not changed by events).
 */
export interface CaseSnapshot {
  readonly caseId: string;
  /** The number people may say aloud: `2611-0387`. */
  readonly reference: string;
  readonly epoch: string;
  readonly n: number;
  readonly status: CaseStatus;
  readonly unit: UnitView;
  readonly service: ServiceView;
  readonly language: ServiceLanguage;
  readonly startedAt: Instant;
  readonly queuedAt?: Instant;
  readonly handler?: StaffView;
  readonly closed?: ClosedView;
  /** Without a gap, oldest first, to the last one there is at `n`. */
  readonly entries: readonly Entry[];
  /** Whether there are entries before the first of `entries`: `history` answers them. */
  readonly earlier: boolean;
  readonly marks: { readonly resident: Marks; readonly staff: Marks };
  readonly queue?: QueueView;
  /** Staff only. */
  readonly person?: PersonView;
}

/** A case in the resident's list. `unread` counts staff messages above the resident's read mark. */
export interface CaseSummary {
  readonly caseId: string;
  readonly reference: string;
  readonly status: CaseStatus;
  readonly unit: UnitView;
  readonly service: ServiceView;
  readonly startedAt: Instant;
  readonly lastAt: Instant;
  readonly n: number;
  readonly unread: number;
  readonly handler?: StaffView;
  readonly queue?: QueueView;
}

/** What a resident sees on arrival, newest case first. `listing` is absent for a person listed nowhere: then `clinics` offers a choice. */
export interface Overview {
  readonly epoch: string;
  readonly person: { readonly name: string };
  readonly listing?: { readonly unit: UnitView };
  readonly clinics: readonly UnitView[];
  readonly cases: readonly CaseSummary[];
}

/** A row of the clinic's work list. `unread` counts resident messages above the staff's read mark. */
export interface WorkRow {
  readonly caseId: string;
  readonly reference: string;
  readonly status: CaseStatus;
  readonly unit: UnitView;
  readonly service: ServiceView;
  readonly language: ServiceLanguage;
  readonly person: { readonly name: string; readonly birthDate: string };
  readonly queuedAt: Instant;
  readonly lastAt: Instant;
  readonly n: number;
  readonly unread: number;
  readonly handler?: StaffView;
}

/** The open cases of the commission's clinic: queue order first, then those being handled. A value that replaces the one before. */
export interface WorkList {
  readonly at: Instant;
  readonly rows: readonly WorkRow[];
}

/** What a member of staff sees on arrival. */
export interface DeskView {
  readonly epoch: string;
  readonly staff: StaffView;
  readonly unit: UnitView;
  readonly workList: WorkList;
}
