import assert from 'node:assert/strict';
import { afterEach, describe, test } from 'node:test';
import type { CaseView } from '../case/case-view.ts';
import { fetchRegion } from '../region/fetch-region.ts';
import { challengeOf, createVerifier } from '../session/pkce.ts';
import { createSessionApi } from '../session/session-api.ts';
import { createFakeHub, type FakeHub, type FakeHubOptions, until } from '../testing.ts';

const texts = ({ snapshot }: CaseView): string[] =>
  (snapshot?.entries ?? []).flatMap(entry => (entry.kind === 'message' ? [entry.message.text] : []));

/** What a fake hub does for a test of an interface; run where there is Node and where there is a page. */
export function testFakeHub(): void {
  let hub: FakeHub;
  const open = (options: FakeHubOptions = {}): FakeHub => {
    hub = createFakeHub({ log: { error: fields => assert.fail(String(fields.err)) }, ...options });
    return hub;
  };
  afterEach(() => hub.close());

  describe('a fake hub', () => {
    test('plays a whole conversation: what the nurse does is what the resident sees', async () => {
      const karin = await open().resident();
      const sara = await hub.nurse();
      const { caseId } = await karin.starts('Jag har feber.');
      const ref = karin.client.case(caseId);
      const end = ref.subscribe(() => {});
      await sara.takes(caseId);
      await until(ref, ({ snapshot }) => snapshot?.handler?.name === 'Sara Nyberg');
      await sara.reads(caseId);
      await until(ref, ({ snapshot }) => snapshot?.marks.staff.read === 1);
      await sara.types(caseId);
      await until(ref, ({ typing }) => typing?.name === 'Sara Nyberg');
      await sara.notes(caseId, 'Ring i morgon.');
      assert.equal((await sara.answers(caseId, 'Hur länge har du haft feber?')).number, 2);
      const view = await until(ref, value => texts(value).length === 2);
      assert.equal(view.typing, undefined);
      assert.equal((await karin.writes(caseId, 'I tre dagar.')).side, 'resident');
      await sara.closes(caseId);
      await until(ref, ({ snapshot }) => snapshot?.status === 'closed');
      await assert.rejects(
        karin.writes(caseId, 'En sak till.'),
        (error: unknown) => (error as { code?: string }).code === 'case_closed',
      );
      end();
    });

    test('moves its queue as others are taken', async () => {
      const [first] = await open().fillQueue(2);
      const karin = await hub.resident();
      const sara = await hub.nurse();
      const { caseId } = await karin.starts('Hej');
      const ref = karin.client.case(caseId);
      const end = ref.subscribe(() => {});
      const place = (wanted: number | undefined) =>
        until(ref, ({ status, snapshot }) => status === 'ready' && snapshot?.queue?.place === wanted);
      await place(3);
      assert.equal(await sara.takesNext(), first);
      await place(2);
      await sara.takesNext();
      await place(1);
      assert.equal(await sara.takesNext(), caseId);
      await place(undefined);
      await assert.rejects(sara.takesNext(), /nobody is waiting/);
      end();
    });

    test('has a network for each device, which goes down and comes up', async () => {
      const karin = await open().resident();
      const sara = await hub.nurse();
      const { caseId } = await karin.starts('Hej');
      await sara.takes(caseId);
      const ref = karin.client.case(caseId);
      const end = ref.subscribe(() => {});
      await until(ref, ({ status }) => status === 'ready');
      karin.network.goDown();
      await until(karin.client.connection, ({ state }) => state === 'reconnecting');
      const { commandId } = ref.send('Är du kvar?');
      await sara.answers(caseId, 'Jag är kvar.');
      await hub.advance(10_000);
      await until(karin.client.connection, ({ state }) => state === 'offline');
      assert.equal(ref.get().pending[0]?.commandId, commandId);
      karin.network.comeUp();
      await until(karin.client.connection, ({ state }) => state === 'online');
      const view = await until(ref, value => texts(value).length === 3 && value.pending.length === 0);
      assert.deepEqual(texts(view), ['Hej', 'Jag är kvar.', 'Är du kvar?']);
      end();
    });

    test('warns of a session’s end, which can be put off, and ends it', async () => {
      const karin = await open().resident();
      karin.client.overview.subscribe(() => {});
      await until(karin.client.connection, ({ state }) => state === 'online');
      await karin.session.warn();
      await until(karin.client.sessionEnding, ending => ending !== undefined);
      const api = createSessionApi({ hub: hub.hub, region: hub.region, fetch: karin.network.fetch });
      await api.extendSession(karin.session.token);
      karin.client.sessionExtended();
      assert.equal(karin.client.sessionEnding.get(), undefined);
      await hub.advance(29 * 60_000);
      await until(karin.client.sessionEnding, ending => ending !== undefined);
      await hub.advance(60_000);
      const ended = await until(karin.client.connection, ({ state }) => state === 'ended');
      assert.equal(ended.reason, 'idle');
      const again = await hub.resident();
      again.client.overview.subscribe(() => {});
      await until(again.client.overview, ({ status }) => status === 'ready');
      await again.session.end('revoked');
      const revoked = await until(again.client.connection, ({ state }) => state === 'ended');
      assert.equal(revoked.reason, 'revoked');
    });

    test('gives the cases of a nurse who has left back to the queue when her time is up', async () => {
      const karin = await open().resident();
      const sara = await hub.nurse();
      const { caseId } = await karin.starts('Hej');
      const ref = karin.client.case(caseId);
      const end = ref.subscribe(() => {});
      await sara.takes(caseId);
      await until(ref, ({ snapshot }) => snapshot?.status === 'active');
      await sara.leaves();
      await hub.advance(125_000);
      await until(ref, ({ snapshot }) => snapshot?.status === 'queued' && snapshot.handler === undefined);
      end();
    });

    test('fails to store when it is told to: what is sent waits and goes when it can', async () => {
      const karin = await open().resident();
      const { caseId } = await karin.starts('Hej');
      const ref = karin.client.case(caseId);
      const end = ref.subscribe(() => {});
      await until(ref, ({ status }) => status === 'ready');
      const mend = hub.breakStore();
      ref.send('Hallå?');
      await until(ref, ({ pending }) => pending[0]?.state === 'waiting');
      mend();
      await hub.advance(60_000);
      await until(ref, value => texts(value).includes('Hallå?') && value.pending.length === 0);
      end();
    });

    test('logs in as the provider would have it: handle, code, session', async () => {
      const { network } = open();
      const options = { hub: hub.hub, region: hub.region, fetch: network().fetch };
      const region = await fetchRegion(hub.hub, hub.region, options);
      assert.equal(region.name['sv-SE'], 'Region Norrvik');
      const api = createSessionApi(options);
      const verifier = createVerifier();
      const challenge = await challengeOf(verifier);
      const input = {
        challenge,
        returnTo: `${hub.hub}/r/${hub.region}/`,
        locale: 'sv-SE',
        method: 'bankid',
      } as const;
      const { handle } = await api.requestLogin({ ...input, shared: false });
      const back = new URL(await hub.comeBackFromLogin(handle, { name: 'Amir Rahimi' }));
      const code = back.hash.slice('#nara='.length);
      const session = await api.tradeCode({ code, verifier });
      assert.equal(session.person.name, 'Amir Rahimi');
      await assert.rejects(
        api.tradeCode({ code, verifier }),
        (error: unknown) => (error as { code?: string }).code === 'login_failed',
      );
    });

    test('on a clock that stands still nothing happens before the test says so', async () => {
      const karin = await open({ time: 'stands still' }).resident();
      const began = hub.now();
      const overview = karin.client.overview;
      const end = overview.subscribe(() => {});
      await until(overview, ({ status }) => status === 'ready');
      const { caseId } = await karin.starts('Hej');
      await hub.settled();
      assert.deepEqual(overview.get().value?.cases, []);
      await hub.advance(300);
      assert.equal(overview.get().value?.cases[0]?.caseId, caseId);
      assert.equal(hub.now().getTime() - began.getTime(), 300);
      end();
    });

    test('on a clock that passes, things happen by themselves', async () => {
      const karin = await open().resident();
      const end = karin.client.overview.subscribe(() => {});
      await until(karin.client.overview, ({ status }) => status === 'ready');
      const { caseId } = await karin.starts('Hej');
      await until(karin.client.overview, ({ value }) => value?.cases[0]?.caseId === caseId);
      end();
    });
  });
}
