import type { NewSession, SessionView } from '@nara/contract';
import { naraError } from '../errors/failures.ts';
import { NaraError } from '../errors/nara-error.ts';
import { createCell, readOnly } from '../ref/ref.ts';
import { buildResidentParts } from '../resident/build-resident-client.ts';
import { createSessionApi } from '../session/session-api.ts';
import { tradeIdentityToken } from '../session/trade-identity-token.ts';
import type { World } from '../world/world.ts';
import type { ProductClient, ProductClientOptions } from './product-client.ts';

/** A product's client in the world that it is given. */
export function buildProductClient(options: ProductClientOptions, world: World): ProductClient {
  const { getIdentityToken, whenIdle = 'end', ...rest } = options;
  if (typeof getIdentityToken !== 'function') throw new TypeError('getIdentityToken: a function is expected');
  const { hub, region, headers } = options;
  const place = { hub, region, headers, fetch: world.fetch };
  const api = createSessionApi(place);
  const session = createCell<SessionView | undefined>(undefined);
  let current: Promise<NewSession> | undefined;
  let personKey: string | undefined;
  /** The hub has let the current session in: what it then refuses is not the token. */
  let proven = false;
  let loggedOut = false;

  async function trade(attempts: number): Promise<NewSession> {
    const token = await getIdentityToken();
    try {
      return await tradeIdentityToken(place, token);
    } catch (error) {
      if (!(error instanceof NaraError)) throw error;
      // One that was kept too long: the next one need not be.
      if (error.code === 'token_expired' && attempts > 1) return trade(attempts - 1);
      if (error.code === 'invalid_input') throw naraError('token_refused', {}, error);
      throw error;
    }
  }

  async function begin(): Promise<NewSession> {
    const traded = await trade(2);
    const { token, ...view } = traded;
    // What waits to be sent is the first person's, and must not leave as another's.
    if (personKey !== undefined && personKey !== view.person.key) {
      await api.logout({ token }).catch(() => {});
      throw naraError('session_ended');
    }
    personKey = view.person.key;
    parts.belongsTo(personKey);
    session.set(view);
    return traded;
  }

  function getSession(): Promise<NewSession> {
    if (loggedOut) return Promise.reject(naraError('session_ended'));
    current ??= begin().catch((error: unknown) => {
      current = undefined;
      throw error;
    });
    return current;
  }

  const parts = buildResidentParts(
    {
      ...rest,
      getToken: async () => (await getSession()).token,
      renews(reason) {
        if (!proven || (reason !== 'absolute' && whenIdle === 'end')) return false;
        proven = false;
        current = undefined;
        parts.client.sessionExtended();
        return true;
      },
    },
    world,
  );
  parts.client.connection.subscribe(({ state }) => {
    if (state === 'online') proven = true;
    if (state === 'ended') session.set(undefined);
  });

  return {
    ...parts.client,
    session: readOnly(session),
    async extendSession({ signal } = {}) {
      const view = await api.extendSession((await getSession()).token, { signal });
      session.set(view);
      parts.client.sessionExtended();
      return view;
    },
    async logout({ signal } = {}) {
      const traded = current;
      loggedOut = true;
      parts.end('logout');
      const token = await traded?.then(
        known => known.token,
        () => undefined,
      );
      if (token !== undefined) await api.logout({ token }, { signal });
    },
  };
}
