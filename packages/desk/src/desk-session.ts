import type { DeskView, StaffSessionView } from '@nara/contract';
import { type ConnectionState, type Loadable, NaraError } from '@nara/sdk/staff';
import type { LoginReason } from './desk-login.ts';

/** Where the reader stands: being asked about, not at the desk (and why), or at it. */
export type DeskPhase =
  | { readonly kind: 'asking' }
  | { readonly kind: 'away'; readonly reason: LoginReason }
  | { readonly kind: 'in' };

/** What the answer to "who is logged in?" means. `reason` is what the page was told of a login that failed. */
export function phaseOfSession(session: StaffSessionView | undefined, reason: LoginReason): DeskPhase {
  return session === undefined ? { kind: 'away', reason } : { kind: 'in' };
}

/** What it means that the answer did not come. */
export function phaseOfFailure(error: unknown): DeskPhase {
  const known = error instanceof NaraError && error.code === 'session_ended';
  return { kind: 'away', reason: known ? 'none' : 'unreachable' };
}

/** What the connection and the desk say about it, once the reader is at the desk; undefined: nothing changes. */
export function phaseAfter(connection: ConnectionState, desk: Loadable<DeskView>): DeskPhase | undefined {
  if (connection.state === 'ended') return { kind: 'away', reason: connection.reason ?? 'idle' };
  if (desk.error?.code === 'session_ended') return { kind: 'away', reason: 'idle' };
  if (desk.error?.code === 'not_found' && desk.value === undefined) return { kind: 'away', reason: 'noUnit' };
  return undefined;
}
