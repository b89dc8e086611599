import type { Audience, SessionEndReason } from '@nara/contract';
import { hashOf, type RegionFacts, type Sessions } from '@nara/hub';
import type { FakeClock } from './fake-clock.ts';
import { fakeSecrets } from './fake-secrets.ts';

/** Somebody's session at a fake hub. */
export interface FakeSession {
  readonly token: string;
  /**
   * Moves the time, for everybody, to where the person is warned. Input slides the session, so what the person did last counts. Does
   * nothing when they have been warned.
   */
  warn(): Promise<void>;
  /** Ends it now, as the hub does for that reason. Default `idle`. */
  end(reason?: SessionEndReason): Promise<void>;
}

/** The session behind a token. */
export function fakeSession(
  token: string,
  kind: Audience,
  { session }: RegionFacts,
  sessions: Sessions,
  clock: FakeClock,
): FakeSession {
  return {
    token,
    async warn() {
      const live = await sessions.findByToken(token, kind);
      if (live === undefined) throw new TypeError('warn: the session has ended');
      await clock.advance(Math.max(0, live.idleUntil.getTime() - session.warn * 60_000 - clock.now()));
    },
    async end(reason = 'idle') {
      const live = await sessions.find(hashOf(fakeSecrets, token), kind);
      if (live !== undefined) await sessions.revoke(live, reason, async () => undefined);
    },
  };
}
