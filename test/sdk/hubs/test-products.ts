import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NaraError, type ProductClient, type ProductClientOptions } from '@nara/sdk/resident';
import type { HubUnderTest } from './hub-under-test.ts';
import { until } from './until-told.ts';

const minute = 60_000;

interface Product {
  readonly client: ProductClient;
  /** How often a token was asked for. */
  asked(): number;
}

/** How a product of its own begins with identity tokens, goes on and ends. */
export function testProducts(hub: () => HubUnderTest): void {
  function open(options: Partial<ProductClientOptions> = {}): Product {
    let asked = 0;
    const { getIdentityToken = () => hub().identityToken('karin'), ...rest } = options;
    const client = hub().productClient({
      ...rest,
      getIdentityToken() {
        asked += 1;
        return getIdentityToken();
      },
    });
    return { client, asked: () => asked };
  }

  async function online(client: ProductClient): Promise<void> {
    client.overview.subscribe(() => {});
    await until(client.connection, ({ state }) => state === 'online');
    await until(client.overview, ({ status }) => status === 'ready');
  }

  /** Does something often enough for four hours not to be idle. */
  async function liveToTheEnd(client: ProductClient, caseId: string): Promise<void> {
    for (let passed = 0; passed < 240; passed += 20) {
      if (passed > 0) await client.extendSession();
      // A connection that is silent while a clock is moved has been silent for all that time.
      await client.case(caseId).history().next();
      await hub().advance(20 * minute);
    }
  }

  const begin = (client: ProductClient, text: string) =>
    client.startCase({ serviceId: 'symptoms', language: 'sv', text });

  test('a token of the product’s person is traded for a session that can do what any resident can', async () => {
    const { client, asked } = open();
    assert.equal(client.session.get(), undefined);
    await online(client);
    assert.equal(client.session.get()?.person.name, 'Karin Lindqvist');
    const { caseId } = await begin(client, 'Jag har feber.');
    const anna = await hub().nurse('anna');
    await anna.client.case(caseId).take();
    anna.client.case(caseId).send('Hur hög är den?');
    const { snapshot } = await until(client.case(caseId), ({ snapshot: seen }) =>
      JSON.stringify(seen?.entries ?? []).includes('Hur hög'),
    );
    assert.equal(snapshot?.handler?.name, 'Anna Bergström');
    assert.equal(asked(), 1);
    assert.ok(!JSON.stringify(client.session.get()).includes('token'));
  });

  test('a token that was kept too long is followed by a fresh one', async () => {
    const states = ['expired', undefined] as const;
    const { client, asked } = open({
      getIdentityToken: () => hub().identityToken('karin', states[asked() - 1]),
    });
    await online(client);
    assert.equal(asked(), 2);
  });

  test('whom the product knows nobody as is not let in', async () => {
    const { client } = open({
      getIdentityToken: () => Promise.reject(new NaraError({ code: 'session_ended', retryable: false })),
    });
    client.overview.subscribe(() => {});
    assert.deepEqual(await until(client.connection, ({ state }) => state === 'ended'), { state: 'ended' });
  });

  test('a product whose back end is away for a while is asked again', async () => {
    let isAway = true;
    const { client } = open({
      getIdentityToken: () => (isAway ? Promise.reject(new Error('away')) : hub().identityToken('karin')),
    });
    client.overview.subscribe(() => {});
    await until(client.connection, ({ retryAt }) => retryAt !== undefined);
    isAway = false;
    client.retryNow();
    await until(client.connection, ({ state }) => state === 'online');
  });

  test('a session that has reached its greatest age is followed by another, with nothing lost', async () => {
    const { client, asked } = open();
    await online(client);
    const { caseId } = await begin(client, 'Jag har feber.');
    const ended: unknown[] = [];
    client.on('sessionEnded', happening => void ended.push(happening));
    const first = client.session.get();
    await liveToTheEnd(client, caseId);
    const next = await until(client.session, view => view?.absoluteUntil !== first?.absoluteUntil);
    assert.ok(next !== undefined);
    await until(client.connection, ({ state }) => state === 'online');
    const conversation = client.case(caseId);
    conversation.subscribe(() => {});
    conversation.send('Är ni kvar?');
    await until(conversation, ({ snapshot }) =>
      JSON.stringify(snapshot?.entries ?? []).includes('Är ni kvar?'),
    );
    assert.deepEqual([asked(), ended], [2, []]);
  });

  test('one whose person has done nothing is not, unless it is a robot’s', async () => {
    const [person, robot] = [open(), open({ whenIdle: 'renew' })];
    await online(person.client);
    await online(robot.client);
    await hub().advance(30 * minute + 1_000);
    assert.deepEqual(await until(person.client.connection, ({ state }) => state === 'ended'), {
      state: 'ended',
      reason: 'idle',
    });
    await until(robot.client.connection, ({ state }) => state === 'online' && robot.asked() === 2);
    assert.equal(person.asked(), 1);
    assert.equal(person.client.session.get(), undefined);
  });

  test('the next session is never another person’s', async () => {
    const { client, asked } = open({
      whenIdle: 'renew',
      getIdentityToken: () => hub().identityToken(asked() === 1 ? 'karin' : 'amir'),
    });
    await online(client);
    await hub().advance(30 * minute + 1_000);
    assert.equal((await until(client.connection, ({ state }) => state === 'ended')).state, 'ended');
    assert.equal(asked(), 2);
  });

  test('logging out revokes the session and forgets what is unsent', async () => {
    const kept = new Map<string, string>();
    const storage = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
      removeItem: (key: string) => void kept.delete(key),
    };
    const { client, asked } = open({ storage });
    await online(client);
    await begin(client, 'Jag har feber.');
    assert.match([...kept.values()].join(), /Jag har feber/);
    await client.logout();
    assert.deepEqual(client.connection.get(), { state: 'ended', reason: 'logout' });
    await assert.rejects(client.extendSession(), { code: 'session_ended' });
    assert.doesNotMatch([...kept.values()].join(), /Jag har feber/);
    assert.equal(asked(), 1);
  });

  test('what is unsent is kept for the person that the token names', async () => {
    const kept = new Map<string, string>();
    const storage = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
      removeItem: (key: string) => void kept.delete(key),
    };
    const first = open({ storage }).client;
    await online(first);
    const { caseId } = await begin(first, 'Jag har feber.');
    await first.close();
    first.case(caseId).send('Och hosta.');
    const other = open({ storage, getIdentityToken: () => hub().identityToken('amir') }).client;
    await online(other);
    assert.deepEqual(other.case(caseId).get().pending, []);
    const second = open({ storage }).client;
    const conversation = second.case(caseId);
    conversation.subscribe(() => {});
    await until(conversation, ({ snapshot }) =>
      JSON.stringify(snapshot?.entries ?? []).includes('Och hosta.'),
    );
  });
}
