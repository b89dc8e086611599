import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Answer, type ErrorCode, limits, type RegionView } from '@nara/contract';
import { createVerifier, NaraError } from '@nara/sdk/resident';
import { begin } from './begun-case.ts';
import type { HubOptions, HubUnderTest } from './hub-under-test.ts';
import { until } from './until-told.ts';

const uuid = (): string => crypto.randomUUID();

/** What an act was refused with: the code, whether it may be tried again, and what else the refusal says. */
async function refusal(act: Promise<unknown>): Promise<object> {
  const error = await act.then(
    value => assert.fail(`it was done: ${JSON.stringify(value)}`),
    (reason: unknown) => reason,
  );
  if (!(error instanceof NaraError)) assert.fail(String(error));
  const { code, retryable, path, handler } = error;
  return {
    code,
    retryable,
    ...(path === undefined ? {} : { path }),
    ...(handler === undefined ? {} : { handler }),
  };
}

async function refused(answer: Promise<Answer<unknown>>): Promise<object> {
  const told = await answer;
  return told.ok ? assert.fail(`it was done: ${JSON.stringify(told.value)}`) : told.error;
}

type Open = (options: HubOptions) => Promise<HubUnderTest>;

/** How each code comes about, at any hub. A code that is added to the contract must be added here. */
const cases: Readonly<
  Record<ErrorCode, ((hub: HubUnderTest, open: Open) => Promise<void>) | 'made by the SDK' | 'a fault'>
> = {
  async invalid_input(hub) {
    const karin = await hub.resident('karin');
    const input = { serviceId: 'none', language: 'sv', text: 'Hej' } as const;
    const expected = { code: 'invalid_input', retryable: false };
    assert.deepEqual(await refusal(karin.client.startCase(input)), { ...expected, path: 'serviceId' });
    const text = 'x'.repeat(limits.messageText + 1);
    const long = { commandId: uuid(), serviceId: 'symptoms', unitId: null, language: 'sv', text };
    assert.deepEqual(await refused(karin.call('startCase', long)), { ...expected, path: 'text' });
    assert.deepEqual(await refused(karin.call('openCase', { caseId: 7 })), { ...expected, path: 'caseId' });
    const handle = {
      challenge: 'x',
      returnTo: 'no address',
      locale: 'sv-SE',
      method: 'bankid',
      shared: false,
    };
    const response = await hub.fetch('/login/handle', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(handle),
    });
    const problem = await response.json();
    assert.deepEqual(problem, {
      ...expected,
      type: 'about:blank',
      title: 'Bad Request',
      status: 400,
      path: 'challenge',
    });
  },
  async not_found(hub) {
    const [karin, amir, bo] = [
      await hub.resident('karin'),
      await hub.resident('amir'),
      await hub.nurse('bo'),
    ];
    const { caseId } = await begin(karin);
    assert.equal(
      (await until(amir.client.case(caseId), ({ status }) => status !== 'loading')).status,
      'gone',
    );
    const expected = { code: 'not_found', retryable: false };
    // Of another clinic, and none at all: the two look alike.
    assert.deepEqual(await refusal(bo.client.case(caseId).take()), expected);
    assert.deepEqual(await refusal(bo.client.case(uuid()).take()), expected);
    assert.deepEqual(await refused(amir.call('history', { caseId, limit: 10 })), expected);
  },
  async command_reused(hub) {
    const karin = await hub.resident('karin');
    const { caseId } = await begin(karin);
    const input = { commandId: uuid(), caseId, text: 'En gång' };
    const [first, again] = [await karin.call('sendMessage', input), await karin.call('sendMessage', input)];
    assert.deepEqual(again, first);
    assert.ok(first.ok);
    const expected = { code: 'command_reused', retryable: false };
    assert.deepEqual(await refused(karin.call('sendMessage', { ...input, text: 'Två' })), expected);
  },
  async already_taken(hub) {
    const [karin, anna, olle] = [
      await hub.resident('karin'),
      await hub.nurse('anna'),
      await hub.nurse('olle'),
    ];
    const { caseId } = await begin(karin);
    await anna.client.case(caseId).take();
    const expected = { code: 'already_taken', retryable: false, handler: 'Anna Bergström' };
    assert.deepEqual(await refusal(olle.client.case(caseId).take()), expected);
  },
  async not_handler(hub) {
    const [karin, anna, olle] = [
      await hub.resident('karin'),
      await hub.nurse('anna'),
      await hub.nurse('olle'),
    ];
    const { caseId } = await begin(karin);
    await anna.client.case(caseId).take();
    const input = { commandId: uuid(), caseId, text: 'Hej' };
    const { code } = (await refused(olle.call('sendMessage', input))) as { code: ErrorCode };
    assert.equal(code, 'not_handler');
    assert.equal(
      ((await refusal(olle.client.case(caseId).close())) as { code: ErrorCode }).code,
      'not_handler',
    );
  },
  async case_closed(hub) {
    const [karin, anna] = [await hub.resident('karin'), await hub.nurse('anna')];
    const { caseId } = await begin(karin);
    await anna.client.case(caseId).take();
    await anna.client.case(caseId).close();
    const expected = { code: 'case_closed', retryable: false };
    assert.deepEqual(
      await refused(karin.call('sendMessage', { commandId: uuid(), caseId, text: 'Hej' })),
      expected,
    );
    assert.deepEqual(await refusal(anna.client.case(caseId).take()), expected);
  },
  async not_queued(hub) {
    const [karin, anna] = [await hub.resident('karin'), await hub.nurse('anna')];
    const { caseId } = await begin(karin);
    await anna.client.case(caseId).take();
    const expected = { code: 'not_queued', retryable: false };
    assert.deepEqual(await refusal(karin.client.case(caseId).leaveQueue()), expected);
  },
  async unit_needed(hub) {
    const leila = await hub.resident('leila');
    const input = { serviceId: 'symptoms', language: 'sv', text: 'Hej' } as const;
    const expected = { code: 'unit_needed', retryable: false };
    assert.deepEqual(await refusal(leila.client.startCase(input)), expected);
    await leila.client.startCase({ ...input, unitId: 'SE2329990017-A002' });
  },
  async consent_needed(_hub, open) {
    const hub = await open({ consent: '2026-11' });
    try {
      const karin = await hub.resident('karin');
      const input = { serviceId: 'symptoms', language: 'sv', text: 'Hej' } as const;
      const expected = { code: 'consent_needed', retryable: false };
      assert.deepEqual(await refusal(karin.client.startCase(input)), expected);
      assert.deepEqual(await refusal(karin.client.startCase({ ...input, consent: '2025-01' })), expected);
      const { consent } = (await (await hub.fetch('/about')).json()) as RegionView;
      await karin.client.startCase({ ...input, consent: consent?.version });
    } finally {
      await hub.close();
    }
  },
  async too_many_cases(hub) {
    const karin = await hub.resident('karin');
    const input = { serviceId: 'symptoms', language: 'sv', text: 'Hej' } as const;
    for (let count = 0; count < limits.openCases; count += 1) await karin.client.startCase(input);
    const expected = { code: 'too_many_cases', retryable: false };
    assert.deepEqual(await refusal(karin.client.startCase(input)), expected);
  },
  async too_many(hub) {
    const karin = await hub.resident('karin');
    const answers: Answer<unknown>[] = [];
    for (let count = 0; count < limits.commandsPerMinute + 20; count += 1)
      answers.push(await karin.call('leaveQueue', { commandId: uuid(), caseId: uuid() }));
    const codes = answers.map(answer => (answer.ok ? 'done' : answer.error.code));
    assert.ok(codes.slice(0, limits.commandsPerMinute).every(code => code === 'not_found'));
    const last = answers.at(-1);
    assert.deepEqual(last, { ok: false, error: { code: 'too_many', retryable: true } });
    // Another session of the same person has a count of its own, and a minute later all is as before.
    const device = await hub.resident('karin');
    await device.client.startCase({ serviceId: 'symptoms', language: 'sv', text: 'Hej' });
    await hub.advance(60_000);
    const later = await karin.call('leaveQueue', { commandId: uuid(), caseId: uuid() });
    assert.deepEqual(later, { ok: false, error: { code: 'not_found', retryable: false } });
  },
  async too_large(hub) {
    const karin = await hub.resident('karin');
    const serviceId = 'x'.repeat(limits.hubMessageBytes);
    const start = karin.client.startCase({ serviceId, language: 'sv', text: 'Hej' });
    assert.deepEqual(await refusal(start), { code: 'too_large', retryable: false });
    // Past the SDK the hub ends the connection, as SignalR does.
    await assert.rejects(karin.call('openCase', { caseId: 'x'.repeat(limits.hubMessageBytes) }));
  },
  async store_unavailable(hub) {
    const karin = await hub.resident('karin');
    const { caseId } = await begin(karin);
    const mend = hub.breakStore();
    const input = { commandId: uuid(), caseId, text: 'Hej' };
    const expected = { code: 'store_unavailable', retryable: true };
    assert.deepEqual(await refused(karin.call('sendMessage', input)), expected);
    mend();
    assert.ok((await karin.call('sendMessage', input)).ok);
  },
  async session_ended(hub) {
    const karin = await hub.resident('karin');
    const api = hub.sessionApi();
    await api.logout({ token: karin.token });
    const expected = { code: 'session_ended', retryable: false };
    assert.deepEqual(await refusal(api.extendSession(karin.token)), expected);
    assert.equal(await api.readSession(karin.token), undefined);
    assert.deepEqual(await refusal(api.extendSession('no token')), expected);
  },
  async upgrade_needed(hub) {
    const { token } = await hub.resident('karin');
    const negotiate = (contract: string) =>
      hub.fetch(`/hub/resident/negotiate?contract=${contract}&negotiateVersion=1`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}` },
      });
    assert.equal((await negotiate('1')).status, 200);
    const refusedAt = await negotiate('99');
    const { code } = (await refusedAt.json()) as { code: string };
    assert.deepEqual([refusedAt.status, code], [426, 'upgrade_needed']);
  },
  async login_failed(hub) {
    const code = createVerifier();
    const expected = { code: 'login_failed', retryable: false };
    assert.deepEqual(
      await refusal(hub.sessionApi().tradeCode({ code, verifier: createVerifier() })),
      expected,
    );
  },
  async token_refused(hub) {
    const client = hub.productClient({ getIdentityToken: () => 'e30.e30.AA' });
    client.overview.subscribe(() => {});
    assert.deepEqual(await until(client.connection, ({ state }) => state === 'ended'), {
      state: 'ended',
      error: { code: 'token_refused', retryable: false },
    });
  },
  async token_expired(hub) {
    const client = hub.productClient({ getIdentityToken: () => hub.identityToken('karin', 'expired') });
    client.overview.subscribe(() => {});
    assert.deepEqual(await until(client.connection, ({ state }) => state === 'ended'), {
      state: 'ended',
      error: { code: 'token_expired', retryable: false, path: 'exp' },
    });
  },
  async origin_refused(hub) {
    const input = {
      challenge: createVerifier(),
      returnTo: `${hub.hub}/r/norrvik/`,
      locale: 'sv-SE',
    } as const;
    const login = { ...input, method: 'bankid', shared: false };
    const expected = { code: 'origin_refused', retryable: false };
    assert.deepEqual(await refusal(hub.sessionApi('https://evil.example').requestLogin(login)), expected);
    const elsewhere = { ...login, returnTo: 'https://evil.example/' };
    assert.deepEqual(await refusal(hub.sessionApi().requestLogin(elsewhere)), {
      ...expected,
      path: 'returnTo',
    });
    await hub.sessionApi().requestLogin(login);
  },
  unreachable: 'made by the SDK',
  lost_twice: 'made by the SDK',
  internal: 'a fault',
};

/** Every refusal of the contract, with all that it says. */
export function testRefusals(hub: () => HubUnderTest, open: Open): void {
  for (const [code, run] of Object.entries(cases))
    if (typeof run === 'function') test(`refuses with ${code}`, () => run(hub(), open));
}
