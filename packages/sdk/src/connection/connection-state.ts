import type { Instant, SessionEndReason } from '@nara/contract';
import type { NaraFailure } from '../errors/nara-error.ts';

/**
 * How the connection stands. `idle`: nothing has asked for it yet. `connecting`: for the first time. `reconnecting`: it was
 * lost and the first attempts are being made. `offline`: those failed; the next attempt is at `retryAt` and what is sent
 * waits. `ended`: there will be no more attempts; `reason` says why, where it is known (absent: log in again),
 * `error` what a login or an origin was refused with.
 */
export interface ConnectionState {
  readonly state: 'idle' | 'connecting' | 'online' | 'reconnecting' | 'offline' | 'ended';
  readonly reason?: SessionEndReason | 'upgrade_needed';
  readonly error?: NaraFailure;
  readonly retryAt?: Instant;
}
