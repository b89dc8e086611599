import type { StaffView } from '@nara/contract';

/** The resident behind a connection of the resident hub. */
export interface ResidentCaller {
  readonly kind: 'resident';
  readonly regionId: string;
  readonly personKey: string;
  readonly name: string;
  /** SHA-256 of the session's token; pass it to {@link SessionActivity.touched}. */
  readonly sessionHash: string;
}

/** The member of staff behind a connection of the staff hub, with the commission chosen at login. */
export interface StaffCaller {
  readonly kind: 'staff';
  readonly regionId: string;
  readonly staff: StaffView;
  /** The unit of the commission. */
  readonly unitId: string;
  /** The commission's purpose, as the provider says it: the ground of access in the audit. */
  readonly purpose: string;
  readonly sessionHash: string;
}

/** What hubs tell the sessions: the person did something (not a heartbeat, a mark or a read on reconnect), so the session slides. */
export interface SessionActivity {
  touched(sessionHash: string): void;
  /** Of a session whose person has been warned: its end, for a connection that comes after the warning. */
  ending(sessionHash: string): { readonly at: string; readonly seconds: number } | undefined;
}

/** Opens sealed identity numbers, for the one act that shows them. */
export interface IdentityUnsealer {
  unseal(sealed: string, keyId: string): string;
}
