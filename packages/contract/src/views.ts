import type { Preset } from './host-messages.ts';
import type { Locale, Localized } from './locales.ts';

/** An instant: ISO 8601 in UTC with milliseconds, `2026-11-24T09:31:00.000Z`. */
export type Instant = string;

/** Who a person at the desk is by profession. Names are `role.<code>` in the locales. */
export const roles = [
  'nurse',
  'publicHealthNurse',
  'practicalNurse',
  'doctor',
  'physio',
  'ot',
  'midwife',
  'psychologist',
  'counsellor',
  'socialWorker',
  'socialAdviser',
  'dentist',
  'admin',
] as const;

/** One of {@link roles}. */
export type Role = (typeof roles)[number];

/** The two sides of a case, which are also its audiences: each sees its own gap-free run of events. */
export type Audience = 'resident' | 'staff';

/** Where a case stands. `draft` and `submitted` are for cases that begin with a questionnaire. */
export const caseStatuses = ['draft', 'submitted', 'queued', 'active', 'waiting', 'closed'] as const;

/** One of {@link caseStatuses}. */
export type CaseStatus = (typeof caseStatuses)[number];

/** The language a resident wants to be helped in. */
export type ServiceLanguage = 'sv' | 'fi' | 'en';

/** Whether a unit answers now: till when, or when it opens next. Both are absent for a unit without hours (always open). */
export interface OpeningView {
  readonly open: boolean;
  readonly until?: Instant;
  readonly opensAt?: Instant;
}

/** A clinic or shared service, as residents and staff see it. `id` is its HSA-id or SOTE OID. */
export interface UnitView {
  readonly id: string;
  readonly name: Localized;
  readonly provider: Localized;
  readonly address?: Localized;
  readonly phone?: string;
  readonly opening: OpeningView;
}

/** Symbols that a service may have in the list; the drawings are in the elements. */
export const serviceIcons = [
  'symptoms',
  'prescription',
  'results',
  'certificate',
  'mind',
  'invoice',
  'child',
  'question',
  'social',
] as const;

/** One of {@link serviceIcons}. */
export type ServiceIcon = (typeof serviceIcons)[number];

/** A reason for contact that a resident can choose. */
export interface ServiceView {
  readonly id: string;
  readonly name: Localized;
  readonly description: Localized;
  readonly icon: ServiceIcon;
}

/** A member of staff, as everyone in the case sees them. */
export interface StaffView {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
}

/** The resident, as staff of the clinic see them. `identityMasked` hides the last four characters. */
export interface PersonView {
  readonly name: string;
  readonly birthDate: string;
  readonly identityMasked: string;
}

/** A place in the queue: a value that replaces the one before, never an event. `waitMinutes` is absent while unknown. */
export interface QueueView {
  readonly place: number;
  readonly at: Instant;
  readonly waitMinutes?: { readonly from: number; readonly to: number };
}

/** How far one side has come among the messages of the case, by message number. 0 is none; `read` is never above `delivered`. */
export interface Marks {
  readonly delivered: number;
  readonly read: number;
}

/** A text that residents agree to before their first message. The hub keeps the version with the case. */
export interface ConsentView {
  readonly version: string;
  /** Paragraphs, with an empty line between them. */
  readonly text: Localized;
}

/** What everyone who opens the chat may know of a region, before any login. */
export interface RegionView {
  readonly id: string;
  readonly name: Localized;
  readonly country: 'SE' | 'FI';
  readonly locales: readonly Locale[];
  readonly preset: Preset;
  /** The number to call when it can wait a little but not long: 1177, 116117. */
  readonly adviceNumber: string;
  readonly adviceName: Localized;
  readonly services: readonly ServiceView[];
  /** What the login is called on the button: one entry a way to log in. */
  readonly loginMethods: readonly { readonly id: string; readonly name: Localized }[];
  readonly opening: OpeningView;
  readonly consent?: ConsentView;
  /** Where a quick exit leads to; absent: there is none. */
  readonly quickExit?: string;
}
