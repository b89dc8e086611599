import type { SessionEndReason } from '@nara/contract';
import type { ConnectionState } from './connection-state.ts';

const said = 'Server returned an error on close: ';
/** How the hub's good-byes are told; `session_ended` says that it is over but not why. */
const ends: Readonly<Record<SessionEndReason | 'upgrade_needed' | 'session_ended', ConnectionState>> = {
  idle: { state: 'ended', reason: 'idle' },
  absolute: { state: 'ended', reason: 'absolute' },
  logout: { state: 'ended', reason: 'logout' },
  revoked: { state: 'ended', reason: 'revoked' },
  upgrade_needed: { state: 'ended', reason: 'upgrade_needed' },
  session_ended: { state: 'ended' },
};

/** The end that the hub's close message tells of; undefined: come back. */
export function endOf(error: Error | undefined): ConnectionState | undefined {
  if (error === undefined || !error.message.startsWith(said)) return undefined;
  const reason = error.message.slice(said.length);
  return isReason(reason) ? ends[reason] : undefined;
}

function isReason(text: string): text is keyof typeof ends {
  return Object.hasOwn(ends, text);
}
