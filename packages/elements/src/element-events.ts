/** What the shared elements dispatch. All bubble and cross shadow roots. */
export interface ElementEvents {
  /** The composer's text is to be sent. The composer has emptied itself. */
  'nara-send': { readonly text: string };
  /** Somebody began, or stopped, writing in the composer. */
  'nara-typing': { readonly typing: boolean };
  /** The composer's text as it stands, after each change. */
  'nara-draft': { readonly text: string };
  /** A message that was not sent is to be tried again. */
  'nara-retry': { readonly commandId: string };
  /** A message that was not sent is to be forgotten. */
  'nara-cancel': { readonly commandId: string };
  /** The other side's messages up to this number have been shown on a visible page. */
  'nara-shown': { readonly number: number };
  /** The dialog's question was answered with yes. */
  'nara-confirm': null;
  /** The dialog's question was answered with no, Escape included. */
  'nara-dismiss': null;
  /** The person wants to connect now rather than wait. */
  'nara-try-now': null;
}

/** One of {@link ElementEvents} as an event. */
export type NaraEvent<Name extends keyof ElementEvents> = CustomEvent<ElementEvents[Name]>;

/** Dispatches one of {@link ElementEvents} from an element. */
export function emit<Name extends keyof ElementEvents>(
  from: EventTarget,
  name: Name,
  detail: ElementEvents[Name],
): void {
  from.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
}

declare global {
  interface HTMLElementEventMap {
    'nara-send': NaraEvent<'nara-send'>;
    'nara-typing': NaraEvent<'nara-typing'>;
    'nara-draft': NaraEvent<'nara-draft'>;
    'nara-retry': NaraEvent<'nara-retry'>;
    'nara-cancel': NaraEvent<'nara-cancel'>;
    'nara-shown': NaraEvent<'nara-shown'>;
    'nara-confirm': NaraEvent<'nara-confirm'>;
    'nara-dismiss': NaraEvent<'nara-dismiss'>;
    'nara-try-now': NaraEvent<'nara-try-now'>;
  }
}
