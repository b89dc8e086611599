/** The other tabs of the same page, over a `BroadcastChannel`: a new tab asks, the one that is logged in fetches a code for it. */
export interface SiblingTabs {
  /** Asks whether another tab is logged in. A code for the challenge may come, or nothing. */
  ask(challenge: string): void;
  /** Tells the others that the person has logged out. */
  tellLogout(): void;
  /** Tells the others that the person wants a sound for news, or none. */
  tellSound(wanted: boolean): void;
  close(): void;
}

/** What this tab does when another asks or tells. */
export interface SiblingAnswers {
  /** A one-time code for another tab's challenge; undefined when this tab is not logged in. */
  codeFor(challenge: string): Promise<string> | undefined;
  /** The code that this tab asked for. */
  hasCode(code: string): void;
  loggedOut(): void;
  /** Whether the person wants a sound for news: what another tab that is logged in says holds here too. */
  wantsSound(): boolean;
  soundChosen(wanted: boolean): void;
}

type Said =
  | { readonly type: 'ask'; readonly challenge: string }
  | { readonly type: 'code'; readonly challenge: string; readonly code: string }
  | { readonly type: 'sound'; readonly wanted: boolean }
  | { readonly type: 'logout' };

/** The channel of a region's tabs, where tabs can hear each other. */
export function siblingChannel(region: string): BroadcastChannel | undefined {
  return 'BroadcastChannel' in window ? new BroadcastChannel(`nara:${region}`) : undefined;
}

/** Joins the tabs of a region. */
export function joinSiblings(channel: BroadcastChannel, answers: SiblingAnswers): SiblingTabs {
  let asked: string | undefined;
  const say = (said: Said) => channel.postMessage(said);
  channel.addEventListener('message', event => {
    const said: unknown = event.data;
    if (isAsk(said)) {
      const code = answers.codeFor(said.challenge);
      code?.then(
        known => {
          say({ type: 'code', challenge: said.challenge, code: known });
          if (!answers.wantsSound()) say({ type: 'sound', wanted: false });
        },
        () => undefined,
      );
    } else if (isCode(said) && said.challenge === asked) {
      asked = undefined;
      answers.hasCode(said.code);
    } else if (isSound(said)) answers.soundChosen(said.wanted);
    else if (isLogout(said)) answers.loggedOut();
  });
  return {
    ask(challenge) {
      asked = challenge;
      say({ type: 'ask', challenge });
    },
    tellLogout: () => say({ type: 'logout' }),
    tellSound: wanted => say({ type: 'sound', wanted }),
    close: () => channel.close(),
  };
}

function has<Type extends string>(said: unknown, type: Type): said is { readonly type: Type } {
  return typeof said === 'object' && said !== null && 'type' in said && said.type === type;
}

function isAsk(said: unknown): said is Extract<Said, { type: 'ask' }> {
  return has(said, 'ask') && 'challenge' in said && typeof said.challenge === 'string';
}

function isCode(said: unknown): said is Extract<Said, { type: 'code' }> {
  return has(said, 'code') && 'code' in said && typeof said.code === 'string' && 'challenge' in said;
}

function isSound(said: unknown): said is Extract<Said, { type: 'sound' }> {
  return has(said, 'sound') && 'wanted' in said && typeof said.wanted === 'boolean';
}

function isLogout(said: unknown): said is Extract<Said, { type: 'logout' }> {
  return has(said, 'logout');
}
