import type { Locale } from '@nara/contract';
import type { DeskSettings } from './desk-settings.ts';
import type { WorkFilter } from './desk-state.ts';

/** What the parts of the desk tell the desk. All bubble and cross shadow roots. */
export interface DeskEvents {
  /** The pointer or the focus is at the work list, or neither is any more. */
  'desk-hold': { readonly held: boolean };
  'desk-filter': { readonly filter: WorkFilter };
  /** The rows that wait behind the list are to be shown. */
  'desk-fresh': null;
  /** A row has the focus. */
  'desk-cursor': { readonly caseId: string };
  'desk-open': { readonly caseId: string };
  'desk-close-tab': { readonly caseId: string };
  /** Back to the list, where there is room for one column. */
  'desk-back': null;
  'desk-take': { readonly caseId: string };
  /** The case was closed, and the resident told. */
  'desk-closed': { readonly caseId: string };
  'desk-settings': { readonly settings: DeskSettings };
  'desk-language': { readonly locale: Locale };
  'desk-logout': null;
  'desk-extend': null;
  /** Something that failed is to be tried again. */
  'desk-again': null;
  /** The person is on the way to log in anew. */
  'desk-login': null;
}

/** One of {@link DeskEvents} as an event. */
export type DeskEvent<Name extends keyof DeskEvents> = CustomEvent<DeskEvents[Name]>;

/** Dispatches one of {@link DeskEvents} from a part of the desk. */
export function tell<Name extends keyof DeskEvents>(
  from: EventTarget,
  name: Name,
  detail: DeskEvents[Name],
): void {
  from.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
}
