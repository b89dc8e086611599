import type { CaseStatus, CloseReason, FeedbackAnswer, Locale, Role, ServiceLanguage } from '@nara/contract';
import type { LoginKind, WorkKind } from '@nara/hub/store';
import type { Generated } from 'kysely';

/** The tables of a store, as the migrations make them. */
export interface Schema {
  readonly meta: MetaTable;
  readonly care_case: CaseTable;
  readonly case_talk: CaseTalkTable;
  readonly case_event: CaseEventTable;
  readonly case_month: CaseMonthTable;
  readonly command: CommandTable;
  readonly person: PersonTable;
  readonly listing: ListingTable;
  readonly session: SessionTable;
  readonly login: LoginTable;
  readonly audit: AuditTable;
  readonly due_work: DueWorkTable;
  readonly page_feedback: PageFeedbackTable;
}

export interface MetaTable {
  name: string;
  value: string;
}

/** A row a case: what it is and where it stands. */
export interface CaseTable {
  id: string;
  reference: string;
  person_key: string;
  unit_id: string;
  provider_id: string;
  register: 'health' | 'social';
  service_id: string;
  language: ServiceLanguage;
  status: CaseStatus;
  started_at: string;
  queued_at: string | null;
  handler_id: string | null;
  handler_name: string | null;
  handler_role: Role | null;
  taken_at: string | null;
  closed_at: string | null;
  closed_by: 'resident' | 'staff' | 'system' | null;
  close_reason: CloseReason | null;
}

/** A row a case: what is said in it and how far it has been read. */
export interface CaseTalkTable {
  case_id: string;
  /** The id of the case's last event. */
  last_event: number | null;
  last_at: string;
  written: string;
  resident_delivered: number;
  resident_read: number;
  staff_delivered: number;
  staff_read: number;
  resident_unread: number;
  staff_unread: number;
  resident_head: number;
  staff_head: number;
}

/** A row an event; `previous` is the id of the one before it in its case, `body` the domain event as JSON. */
export interface CaseEventTable {
  id: number;
  previous: number | null;
  case_id: string;
  staff_n: number;
  resident_n: number | null;
  body: string;
}

/** The last case number of each month, `2611`. */
export interface CaseMonthTable {
  month: string;
  last_number: number;
}

/** A row a command that changed something. */
export interface CommandTable {
  author: string;
  command_id: string;
  input_hash: string;
  answer: string;
  at: string;
}

export interface PersonTable {
  key: string;
  name: string;
  birth_date: string;
  identity_sealed: string;
  seal_key_id: string;
  updated_at: string;
}

export interface ListingTable {
  person_key: string;
  unit_id: string;
}

export interface SessionTable {
  hash: string;
  kind: 'resident' | 'staff';
  who: string;
  origin: string;
  acr: string;
  shared: number;
  auth_time: string;
  idle_until: string;
  absolute_until: string;
  revoked_at: string | null;
  details: string;
}

export interface LoginTable {
  kind: LoginKind;
  key_hash: string;
  data: string;
  expires_at: string;
}

/** A row for each thing to be done; `body` is JSON. */
export interface DueWorkTable {
  id: Generated<number>;
  kind: WorkKind;
  key: string;
  line: string | null;
  due: string;
  body: string;
  attempts: number;
  set_aside_at: string | null;
}

/** A row an answer. */
export interface PageFeedbackTable {
  id: string;
  day: string;
  page: string;
  answer: FeedbackAnswer;
  language: Locale;
  comment: string | null;
}

export interface AuditTable {
  id: Generated<number>;
  at: string;
  actor_kind: 'resident' | 'staff' | 'system';
  actor: string;
  act: string;
  case_id: string | null;
  person_key: string | null;
  unit_id: string | null;
  ground: string;
}
