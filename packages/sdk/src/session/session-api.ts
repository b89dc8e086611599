import type {
  LoggedOut,
  LoginHandle,
  LoginHandleInput,
  NewSession,
  SessionInput,
  SessionView,
  SiblingCode,
} from '@nara/contract';
import type { Abortable } from '../abort/until-aborted.ts';
import { regionAddress } from '../http/region-address.ts';
import { type Fetch, requestJson } from '../http/request-json.ts';
import { outboxKey } from '../outbox/outbox-key.ts';
import type { Storage } from '../outbox/storage.ts';

/** Where sessions are asked for. */
export interface SessionApiOptions {
  /** The hub's origin. */
  readonly hub: string;
  /** The region's id. */
  readonly region: string;
  /** Headers of every request, outside browsers only (`Origin`). Default: none. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** What requests are made with. Default: the global one. */
  readonly fetch?: Fetch | undefined;
}

/** What logging out wipes besides: the person's outbox in this storage. */
export interface LogoutInput {
  readonly token: string;
  readonly storage?: Storage | undefined;
  readonly personKey?: string | undefined;
}

/** A resident's login and session over HTTP. Every call rejects with a `NaraError`, or with its signal's reason. */
export interface SessionApi {
  /** A 10-minute handle for a login that is about to begin. */
  requestLogin(input: LoginHandleInput, options?: Abortable): Promise<LoginHandle>;
  /** The address that the top window goes to with the handle. */
  loginAddress(handle: string): string;
  /** Trades the code of the fragment and the verifier for a session. `login_failed` when they are not a pair, or were used. */
  tradeCode(input: SessionInput, options?: Abortable): Promise<NewSession>;
  /** The session behind the token, or undefined when it has ended. */
  readSession(token: string, options?: Abortable): Promise<SessionView | undefined>;
  /** Moves the session's idle end: the person is still there. */
  extendSession(token: string, options?: Abortable): Promise<SessionView>;
  /** A one-time code for another tab's challenge. */
  siblingCode(token: string, challenge: string, options?: Abortable): Promise<SiblingCode>;
  /** Wipes what the storage holds of the person, then revokes the session. The wiping never fails, also without a network. */
  logout(input: LogoutInput, options?: Abortable): Promise<LoggedOut>;
}

/** The session calls of one region. Nothing is sent before one is called. */
export function createSessionApi(options: SessionApiOptions): SessionApi {
  const base = regionAddress(options.hub, options.region);
  const session = `${base}/session`;
  const { headers, fetch } = options;
  return {
    requestLogin: (input, { signal } = {}) =>
      requestJson<LoginHandle>(`${base}/login/handle`, {
        method: 'POST',
        body: input,
        headers,
        fetch,
        signal,
      }),
    loginAddress: handle => `${base}/login?h=${encodeURIComponent(handle)}`,
    tradeCode: (input, { signal } = {}) =>
      requestJson<NewSession>(session, { method: 'POST', body: input, headers, fetch, signal }),
    async readSession(token, { signal } = {}) {
      return await requestJson<SessionView>(session, {
        method: 'GET',
        token,
        headers,
        fetch,
        absentWhenEnded: true,
        signal,
      });
    },
    extendSession: (token, { signal } = {}) =>
      requestJson<SessionView>(`${session}/extend`, { method: 'POST', token, headers, fetch, signal }),
    siblingCode: (token, challenge, { signal } = {}) =>
      requestJson<SiblingCode>(`${session}/code`, {
        method: 'POST',
        token,
        headers,
        fetch,
        body: { challenge },
        signal,
      }),
    async logout({ token, storage, personKey }, { signal } = {}) {
      if (storage !== undefined && personKey !== undefined) {
        try {
          storage.removeItem(outboxKey(options.region, personKey));
        } catch {
          // A storage that throws kept nothing.
        }
      }
      return await requestJson<LoggedOut>(session, {
        method: 'DELETE',
        token,
        headers,
        fetch,
        keepalive: true,
        signal,
      });
    },
  };
}
