import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LoginHandleInput, SessionView } from '@nara/contract';
import type { Backend } from './backend.ts';
import { openMemory } from './panel-memory.ts';
import { keepSession, type SessionNews } from './session-keeper.ts';

const view: SessionView = {
  person: { key: 'karin', name: 'Karin' },
  idleUntil: '',
  absoluteUntil: '',
  warnSeconds: 120,
  shared: false,
};
const challengeOf = (verifier: string) => `challenge of ${verifier}`;

/** A hub with one code for each challenge, and sessions that can be ended. */
function hub() {
  let made = 0;
  const codes = new Map<string, string>();
  const sessions = new Map<string, SessionView>();
  const logins: LoginHandleInput[] = [];
  const calls: string[] = [];
  const backend: Backend = {
    region: () => Promise.reject(new Error('not asked for here')),
    client: () => Promise.reject(new Error('not asked for here')),
    verifier: () => `verifier ${++made}`,
    challenge: async verifier => challengeOf(verifier),
    session: {
      async requestLogin(input) {
        logins.push(input);
        codes.set('code', input.challenge);
        return { handle: 'h' };
      },
      loginAddress: handle => `/login?h=${handle}`,
      async tradeCode({ code, verifier }) {
        const challenge = codes.get(code);
        codes.delete(code);
        if (challenge !== challengeOf(verifier)) throw new Error('login_failed');
        const token = `token ${sessions.size + 1}`;
        sessions.set(token, view);
        return { ...view, token };
      },
      readSession: async token => sessions.get(token),
      extendSession: async () => view,
      async siblingCode(token, challenge) {
        calls.push(`sibling ${token}`);
        codes.set('sibling', challenge);
        return { code: 'sibling' };
      },
      async logout({ token }) {
        calls.push(`logout ${token}`);
        sessions.delete(token);
        return { providerLogout: 'https://provider.example/logout' };
      },
    },
  };
  return { backend, sessions, logins, calls };
}

/** A tab: its own storage, and a way to hear what the keeper tells. */
function tab(backend: Backend, channel?: BroadcastChannel, memory = openMemory('norrvik', undefined)) {
  const heard: string[] = [];
  const news: SessionNews = {
    signedIn: (_, other) => void heard.push(other ? 'signed in as another' : 'signed in'),
    loginFailed: () => void heard.push('login failed'),
    ended: () => void heard.push('ended'),
    soundChosen: () => void heard.push('sound chosen'),
    loggedOutElsewhere: () => void heard.push('logged out elsewhere'),
  };
  return { memory, heard, keeper: keepSession(backend, memory, news, channel) };
}
const wish = {
  method: 'bankid',
  shared: false,
  locale: 'sv-SE',
  returnTo: 'https://region.example/',
} as const;

test('login: the verifier stays in the tab, its challenge goes, the code comes back to both', async () => {
  const { backend, logins } = hub();
  const before = tab(backend);
  assert.equal(await before.keeper.login(wish), '/login?h=h');
  assert.equal(logins[0]?.challenge, challengeOf(before.memory.get('verifier') ?? ''));
  const after = tab(backend, undefined, before.memory);
  await after.keeper.begin('code');
  assert.deepEqual(after.heard, ['signed in']);
  assert.equal(after.memory.get('token'), 'token 1');
  assert.equal(after.memory.get('verifier'), undefined);
});

test('a code that another tab’s login was answered with opens nothing here', async () => {
  const { backend } = hub();
  await tab(backend).keeper.login(wish);
  const thief = tab(backend);
  await thief.keeper.begin('code');
  assert.deepEqual(thief.heard, ['login failed']);
  const other = tab(backend);
  await other.keeper.login(wish);
  await other.keeper.begin('another code');
  assert.deepEqual(other.heard, ['login failed']);
});

test('a code that is not this tab’s takes nothing from a tab that is logged in', async () => {
  const { backend } = hub();
  const first = tab(backend);
  await first.keeper.login(wish);
  await first.keeper.begin('code');
  const lured = tab(backend, undefined, first.memory);
  await lured.keeper.begin('forged');
  assert.deepEqual(lured.heard, ['signed in']);
});

test('a code is good once', async () => {
  const { backend } = hub();
  const first = tab(backend);
  await first.keeper.login(wish);
  const { memory } = first;
  const verifier = memory.get('verifier');
  await first.keeper.begin('code');
  memory.set('verifier', verifier);
  memory.set('token', undefined);
  const again = tab(backend, undefined, memory);
  await again.keeper.begin('code');
  assert.deepEqual(again.heard, ['login failed']);
});

test('a reload takes the session up, one that has ended is told', async () => {
  const { backend, sessions } = hub();
  const first = tab(backend);
  await first.keeper.login(wish);
  await first.keeper.begin('code');
  const reloaded = tab(backend, undefined, first.memory);
  await reloaded.keeper.begin(undefined);
  assert.deepEqual(reloaded.heard, ['signed in']);
  sessions.clear();
  const later = tab(backend, undefined, first.memory);
  await later.keeper.begin(undefined);
  assert.deepEqual(later.heard, ['ended']);
  assert.equal(later.memory.get('token'), undefined);
});

test('a new tab gets a session of its own from the one that is logged in, and both leave together', async () => {
  const { backend, calls } = hub();
  const channels = [new BroadcastChannel('nara:test'), new BroadcastChannel('nara:test')];
  const [here, there] = channels;
  try {
    const first = tab(backend, here);
    await first.keeper.login(wish);
    await first.keeper.begin('code');
    const second = tab(backend, there);
    await second.keeper.begin(undefined);
    await seen(() => second.heard.includes('signed in'));
    assert.deepEqual(calls, ['sibling token 1']);
    assert.notEqual(second.memory.get('token'), first.memory.get('token'));
    assert.equal(await first.keeper.logout(), 'https://provider.example/logout');
    await seen(() => second.heard.includes('logged out elsewhere'));
    assert.equal(first.memory.get('token'), undefined);
  } finally {
    for (const channel of channels) channel.close();
  }
});

test('whether the person wants a sound is so in all their tabs, a new one too, until they log out', async () => {
  const { backend } = hub();
  const channels = [new BroadcastChannel('nara:sound'), new BroadcastChannel('nara:sound')];
  const [here, there] = channels;
  try {
    const first = tab(backend, here);
    await first.keeper.login(wish);
    await first.keeper.begin('code');
    assert.equal(first.keeper.wantsSound(), true);
    first.keeper.chooseSound(false);
    const second = tab(backend, there);
    await second.keeper.begin(undefined);
    await seen(() => second.heard.includes('sound chosen'));
    assert.equal(second.keeper.wantsSound(), false);
    second.keeper.chooseSound(true);
    await seen(() => first.heard.includes('sound chosen'));
    assert.equal(first.keeper.wantsSound(), true);
    first.keeper.chooseSound(false);
    await first.keeper.logout();
    assert.equal(first.keeper.wantsSound(), true);
  } finally {
    for (const channel of channels) channel.close();
  }
});

test('a tab whose session has ended is wiped too when another logs out: drafts and what was never sent', async () => {
  const { backend } = hub();
  const channels = [0, 1, 2].map(() => new BroadcastChannel('nara:ended'));
  const [here, there, ear] = channels;
  const told: unknown[] = [];
  ear?.addEventListener('message', ({ data }) => told.push(data.type));
  try {
    const first = tab(backend, here);
    await first.keeper.login(wish);
    await first.keeper.begin('code');
    const second = tab(backend, there);
    await second.keeper.begin(undefined);
    await seen(() => second.heard.includes('signed in'));
    second.keeper.drop();
    second.memory.setDraft('karin', 'a', 'text');
    second.memory.storage.setItem('nara.outbox.norrvik.karin', '[]');
    await first.keeper.logout();
    await seen(() => second.heard.includes('logged out elsewhere'));
    await second.keeper.logout();
    assert.equal(second.memory.storage.length, 0);
    there?.postMessage({ type: 'last' });
    await seen(() => told.includes('last'));
    assert.deepEqual(told, ['ask', 'code', 'logout', 'last']);
  } finally {
    for (const channel of channels) channel.close();
  }
});

test('the other tabs are told when the hub has answered, whose answer their logouts would take away; on the way out at once', async () => {
  for (const leaving of [false, true]) {
    const { backend, calls } = hub();
    const channels = [0, 1].map(() => new BroadcastChannel('nara:order'));
    const [here, there] = channels;
    const told: number[] = [];
    there?.addEventListener('message', ({ data }) => {
      if (data.type === 'logout') told.push(calls.filter(call => call.startsWith('logout')).length);
    });
    let answer = () => {};
    const answered = new Promise<void>(resolve => {
      answer = resolve;
    });
    const logout: typeof backend.session.logout = async input => {
      await answered;
      return backend.session.logout(input);
    };
    try {
      const first = tab({ ...backend, session: { ...backend.session, logout } }, here);
      await first.keeper.login(wish);
      await first.keeper.begin('code');
      const after = first.keeper.logout(leaving);
      if (leaving) await seen(() => told.length === 1);
      answer();
      assert.equal(await after, 'https://provider.example/logout');
      await seen(() => told.length === 1);
      assert.deepEqual(told, [leaving ? 0 : 1]);
    } finally {
      for (const channel of channels) channel.close();
    }
  }
});

test('a tab that nobody has logged in to hears of no logout', async () => {
  const { backend } = hub();
  const channels = [0, 1].map(() => new BroadcastChannel('nara:nobody'));
  const [here, there] = channels;
  try {
    const first = tab(backend, here);
    await first.keeper.login(wish);
    await first.keeper.begin('code');
    const nobody = tab(backend, there);
    let heard = false;
    there?.addEventListener('message', () => {
      heard = true;
    });
    nobody.memory.setDraft('', '', 'text');
    await first.keeper.logout();
    await seen(() => heard);
    assert.deepEqual(nobody.heard, []);
    assert.equal(nobody.memory.draft('', ''), 'text');
  } finally {
    for (const channel of channels) channel.close();
  }
});

test('a page from the back-forward cache sees that its session is gone from the tab', async () => {
  const { backend } = hub();
  const first = tab(backend);
  await first.keeper.login(wish);
  await first.keeper.begin('code');
  assert.ok(first.keeper.stillHeld());
  await tab(backend, undefined, first.memory).keeper.logout();
  assert.ok(!first.keeper.stillHeld());
});

test('a page that has logged out itself shows nothing when it comes back from the back-forward cache', async () => {
  const first = tab(hub().backend);
  await first.keeper.login(wish);
  await first.keeper.begin('code');
  await first.keeper.logout();
  assert.ok(!first.keeper.stillHeld());
});

test('logging out wipes also when the hub does not answer, after five seconds', async context => {
  const { backend } = hub();
  const silent = { ...backend.session, logout: () => new Promise<never>(() => {}) };
  const first = tab({ ...backend, session: silent });
  await first.keeper.login(wish);
  await first.keeper.begin('code');
  context.mock.timers.enable({ apis: ['setTimeout'] });
  const after = first.keeper.logout();
  context.mock.timers.tick(4_999);
  await Promise.resolve();
  assert.ok(first.memory.storage.length > 0);
  context.mock.timers.tick(1);
  assert.equal(await after, undefined);
  assert.equal(first.memory.storage.length, 0);
});

test('logging out wipes also when the hub cannot be told', async () => {
  const { backend } = hub();
  const first = tab({
    ...backend,
    session: { ...backend.session, logout: () => Promise.reject(new Error('offline')) },
  });
  await first.keeper.login(wish);
  await first.keeper.begin('code');
  first.memory.setDraft('karin', 'a', 'text');
  first.memory.storage.setItem('nara.outbox.norrvik.karin', '[]');
  assert.equal(await first.keeper.logout(), undefined);
  assert.equal(first.memory.storage.length, 0);
});

test('logging out ends also a session that could not be taken up yet', async () => {
  const { backend, calls } = hub();
  const first = tab(backend);
  await first.keeper.login(wish);
  await first.keeper.begin('code');
  const readSession = () => Promise.reject(new Error('offline'));
  const reloaded = tab({ ...backend, session: { ...backend.session, readSession } }, undefined, first.memory);
  await assert.rejects(reloaded.keeper.begin(undefined));
  await reloaded.keeper.logout();
  assert.deepEqual(calls, ['logout token 1']);
  assert.equal(first.memory.storage.length, 0);
});

test('another person in the same tab is told apart', async () => {
  const { backend } = hub();
  const memory = openMemory('norrvik', undefined);
  memory.set('person', 'bo');
  const next = tab(backend, undefined, memory);
  await next.keeper.login(wish);
  await next.keeper.begin('code');
  assert.deepEqual(next.heard, ['signed in as another']);
});

async function seen(condition: () => boolean): Promise<void> {
  for (let turns = 0; turns < 10_000 && !condition(); turns++) await new Promise(setImmediate);
  assert.ok(condition(), `not seen: ${condition}`);
}
