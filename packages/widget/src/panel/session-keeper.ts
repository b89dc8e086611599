import type { Locale, SessionView } from '@nara/contract';
import type { Backend } from './backend.ts';
import type { PanelMemory } from './panel-memory.ts';
import { joinSiblings, type SiblingTabs } from './sibling-tabs.ts';

/** A session with its secret, which stays in this frame. */
export interface HeldSession {
  readonly token: string;
  readonly view: SessionView;
}

/** What the keeper tells of. */
export interface SessionNews {
  /** `other`: not the person that this tab last knew. */
  signedIn(session: HeldSession, other: boolean): void;
  loginFailed(): void;
  /** The session that this tab held is over. */
  ended(): void;
  /** Another tab says whether the person wants a sound for news. */
  soundChosen(): void;
  /** Another tab has logged the person out; the session that this tab held may have ended before. */
  loggedOutElsewhere(): void;
}

/** How a login begins. */
export interface LoginWish {
  readonly method: string;
  readonly shared: boolean;
  readonly locale: Locale;
  /** The page to come back to, without a fragment. */
  readonly returnTo: string;
}

/** Holds the person's session: from the storage, a login code, or another tab. */
export interface SessionKeeper {
  held(): HeldSession | undefined;
  /** Takes up the session of this tab, trades a login code, or asks the other tabs. Resolves when nothing more is under way. */
  begin(code: string | undefined): Promise<void>;
  /** Makes the verifier and the handle; answers the address that the top window goes to. */
  login(wish: LoginWish): Promise<string>;
  extend(): Promise<void>;
  /** Whether the person wants a sound for news, in all their tabs. */
  wantsSound(): boolean;
  chooseSound(wanted: boolean): void;
  /**
   * Ends the session everywhere and wipes; answers where the provider logs out, if it does. Never rejects. `leaving`: the page goes away,
   * and nothing after it is waited for.
   */
  logout(leaving?: boolean): Promise<string | undefined>;
  /** Lets go of a session that has ended by itself. */
  drop(): void;
  /** Whether the storage still holds the session that this page holds: false after a logout seen from the back-forward cache. */
  stillHeld(): boolean;
}

/** How long a logout waits for the hub, in milliseconds: nobody sits before a chat that they have left until a network gives up. */
const patience = 5_000;

/** Makes the keeper. `channel` is absent where tabs cannot hear each other. */
export function keepSession(
  backend: Backend,
  memory: PanelMemory,
  news: SessionNews,
  channel: BroadcastChannel | undefined,
): SessionKeeper {
  let session: HeldSession | undefined;
  let siblingVerifier: string | undefined;
  let loggedOut = false;

  const take = (token: string, view: SessionView) => {
    if (loggedOut) return;
    const before = memory.get('person');
    const other = before !== undefined && before !== view.person.key;
    if (other) memory.forgetPerson(before);
    session = { token, view };
    memory.set('token', token);
    memory.set('person', view.person.key);
    memory.set('verifier', undefined);
    memory.adoptDraft(view.person.key);
    news.signedIn(session, other);
  };
  const letGo = () => {
    session = undefined;
    memory.set('token', undefined);
  };
  const wantsSound = () => memory.get('sound') !== 'off';
  const keepSound = (wanted: boolean) => memory.set('sound', wanted ? undefined : 'off');
  const trade = async (code: string, verifier: string) => {
    const { token, ...view } = await backend.session.tradeCode({ code, verifier });
    take(token, view);
  };
  const siblings: SiblingTabs | undefined =
    channel &&
    joinSiblings(channel, {
      codeFor: challenge =>
        session && backend.session.siblingCode(session.token, challenge).then(({ code }) => code),
      hasCode(code) {
        if (session !== undefined || siblingVerifier === undefined) return;
        trade(code, siblingVerifier).catch(() => undefined);
      },
      wantsSound,
      soundChosen(wanted) {
        keepSound(wanted);
        news.soundChosen();
      },
      loggedOut() {
        // A session that has ended here leaves what was typed and not sent: it goes with the person too.
        if (loggedOut || memory.get('person') === undefined) return;
        loggedOut = true;
        news.loggedOutElsewhere();
      },
    });

  return {
    held: () => session,
    async begin(code) {
      const verifier = memory.get('verifier');
      if (code !== undefined) {
        memory.set('verifier', undefined);
        try {
          if (verifier === undefined) throw new TypeError('code: nobody here asked to log in');
          return await trade(code, verifier);
        } catch {
          // A code that is not ours must not take away what this tab has.
          if (memory.get('token') === undefined) return news.loginFailed();
        }
      }
      const token = memory.get('token');
      if (token !== undefined) {
        const view = await backend.session.readSession(token);
        if (view !== undefined) return take(token, view);
        letGo();
        return news.ended();
      }
      siblingVerifier = backend.verifier();
      siblings?.ask(await backend.challenge(siblingVerifier));
    },
    async login(wish) {
      const verifier = backend.verifier();
      const challenge = await backend.challenge(verifier);
      const { handle } = await backend.session.requestLogin({ ...wish, challenge });
      memory.set('verifier', verifier);
      return backend.session.loginAddress(handle);
    },
    async extend() {
      if (session === undefined) return;
      const view = await backend.session.extendSession(session.token);
      session = { ...session, view };
    },
    wantsSound,
    chooseSound(wanted) {
      keepSound(wanted);
      siblings?.tellSound(wanted);
    },
    async logout(leaving) {
      const token = session?.token ?? memory.get('token');
      const person = session?.view.person.key ?? memory.get('person');
      session = undefined;
      // A tab that was told does not tell again: the echo would log out who logs in meanwhile.
      const others = loggedOut ? undefined : siblings;
      loggedOut = true;
      if (leaving) others?.tellLogout();
      if (person !== undefined) memory.forgetPerson(person);
      let after: string | undefined;
      try {
        if (token !== undefined) {
          const late = new Promise<never>((_, reject) => setTimeout(reject, patience));
          after = (await Promise.race([backend.session.logout({ token }), late])).providerLogout;
        }
      } catch {
        // The hub could not be told: the session ends there by itself.
      }
      // Had they been told before, the hub could have heard of their logouts first, which end this session too, and would answer this tab nothing.
      if (!leaving) others?.tellLogout();
      memory.wipe();
      return after;
    },
    drop: letGo,
    stillHeld: () => !loggedOut && memory.get('token') === session?.token,
  };
}
