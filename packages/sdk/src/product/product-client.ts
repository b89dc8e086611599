import type { SessionView } from '@nara/contract';
import type { Abortable } from '../abort/until-aborted.ts';
import type { Ref } from '../ref/ref.ts';
import type { ResidentClient, ResidentClientOptions } from '../resident/resident-client.ts';

/** What a client in a product of its own is set to. */
export interface ProductClientOptions extends Omit<ResidentClientOptions, 'getToken' | 'personKey'> {
  /**
   * A fresh identity token: a JWT that your back end or the region's provider has signed, of whoever is logged in with you. Asked for before the first
   * connection and for each further session; it works once. Rejecting with a `NaraError` `session_ended` ends the client: nobody is logged in; any other
   * rejection is an attempt that failed, and is made again later.
   */
  readonly getIdentityToken: () => string | Promise<string>;
  /**
   * When the session has ended because the person did nothing: `end` the client, since they may have gone, or `renew` it, for a robot. Default `end`. A
   * session that ends by its greatest age is always followed by another.
   */
  readonly whenIdle?: 'end' | 'renew' | undefined;
}

/** A resident's client in a product whose people are logged in already: it trades identity tokens for sessions by itself. */
export interface ProductClient extends ResidentClient {
  /** Whose session it is and how long it lasts, once there is one. */
  readonly session: Ref<SessionView | undefined>;
  /** The person is still there: moves the session's idle end. */
  extendSession(options?: Abortable): Promise<SessionView>;
  /** Wipes what is unsent, ends the client and revokes its session. Wiping and ending never fail, also without a network. */
  logout(options?: Abortable): Promise<void>;
}
