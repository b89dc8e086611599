import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { CaseSnapshot, NewSession } from '@nara/contract';
import { type RunningDemo, startDemo } from '@nara/demo';
import { freePorts } from '@nara/demo/free-ports';
import {
  type CaseView,
  type ClientNetwork,
  createResidentClient,
  createSessionApi,
  fetchRegion,
  type ResidentClient,
} from '@nara/sdk/resident';
import { createStaffClient, type StaffClient } from '@nara/sdk/staff';
import { logInResident, logInStaff } from './log-in.ts';
import { until } from './until.ts';

/** What a proxy that lets no WebSocket through makes of one. */
class FailingWebSocket extends EventTarget {
  onerror: ((event: Event) => void) | undefined;
  onclose: ((event: Event) => void) | undefined;
  constructor() {
    super();
    queueMicrotask(() => {
      this.onerror?.(new Event('error'));
      this.onclose?.(new Event('close'));
    });
  }
  close(): void {}
}

/** One story through the real hub, its store and the demo's login provider: each step goes on from the one before. */
describe('the SDK over the real hub', () => {
  let folder: string;
  let demo: RunningDemo;
  let session: NewSession;
  let resident: ResidentClient;
  let nurse: StaffClient;
  let colleague: StaffClient;
  let caseId: string;
  const clients: { close(): Promise<void> }[] = [];

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'nara-sdk-'));
    demo = await startDemo({
      ports: await freePorts(),
      dataFolder: join(folder, 'data'),
      hubCommand: fileURLToPath(new URL('./hub-without-pages.ts', import.meta.url)),
    });
    session = await logInResident(demo, 'Karin', 'Lindqvist');
    resident = residentClient();
    nurse = await staffClient('Sara');
    colleague = await staffClient('Anna-Lena');
  });
  after(async () => {
    await Promise.all(clients.map(client => client.close()));
    await demo.stop();
    await rm(folder, { recursive: true });
  });

  function residentClient(network?: ClientNetwork): ResidentClient {
    const { hub } = demo.addresses;
    const getToken = (): string => session.token;
    const client = createResidentClient({
      hub,
      region: 'norrvik',
      getToken,
      headers: { origin: hub },
      ...(network && { network }),
    });
    clients.push(client);
    return client;
  }

  async function staffClient(given: string, network?: ClientNetwork): Promise<StaffClient> {
    const headers = await logInStaff(demo, given);
    const client = createStaffClient({
      hub: demo.addresses.desk,
      region: 'norrvik',
      headers,
      ...(network && { network }),
    });
    clients.push(client);
    return client;
  }

  const texts = (view: CaseView): string[] =>
    (view.snapshot?.entries ?? []).flatMap(entry => (entry.kind === 'message' ? [entry.message.text] : []));

  it('tells of the region before any login', async () => {
    const region = await fetchRegion(demo.addresses.hub, 'norrvik');
    assert.equal(region.name['sv-SE'], 'Region Norrvik');
  });

  it('shows a resident her clinic, and starts a case there', async () => {
    const { value } = await until(resident.overview, ({ status }) => status === 'ready');
    assert.equal(value?.listing?.unit.id, 'SE2329990017-A001');
    const started = await resident.startCase({
      serviceId: 'symptoms',
      language: 'sv',
      text: 'Jag har feber.',
    });
    caseId = started.caseId;
    const view = await until(resident.case(caseId), ({ snapshot }) => snapshot?.queue !== undefined);
    assert.deepEqual([view.snapshot?.status, view.snapshot?.queue?.place], ['queued', 1]);
    assert.equal(view.snapshot?.reference, started.reference);
  });

  it('an unknown service, or an unknown case, is refused with a code', async () => {
    const start = resident.startCase({ serviceId: 'none', language: 'sv', text: 'Hej' });
    await assert.rejects(start, { name: 'NaraError', retryable: false });
    const other = resident.case(crypto.randomUUID());
    assert.equal((await until(other, ({ status }) => status !== 'loading')).status, 'gone');
  });

  it('the clinic sees the case, one nurse takes it, and the other is told who has it', async () => {
    const desk = await until(nurse.desk, ({ value }) => (value?.workList.rows.length ?? 0) > 0);
    const row = desk.value?.workList.rows.find(known => known.caseId === caseId);
    assert.deepEqual([row?.person.name, row?.unread], ['Karin Lindqvist', 1]);
    await nurse.case(caseId).take();
    await assert.rejects(colleague.case(caseId).take(), { code: 'already_taken', handler: 'Sara Nyberg' });
    const view = await until(resident.case(caseId), ({ snapshot }) => snapshot?.handler !== undefined);
    assert.deepEqual(
      [view.snapshot?.status, view.snapshot?.handler?.name, view.snapshot?.queue],
      ['active', 'Sara Nyberg', undefined],
    );
  });

  it('messages, marks and typing go both ways', async () => {
    const [hers, ours] = [resident.case(caseId), nurse.case(caseId)];
    const ends = [hers.subscribe(() => {}), ours.subscribe(() => {})];
    await until(ours, ({ status }) => status === 'ready');
    await until(hers, ({ snapshot }) => snapshot?.marks.staff.delivered === 1);
    ours.markShown(1);
    await until(hers, ({ snapshot }) => snapshot?.marks.staff.read === 1);
    ours.setTyping(true);
    await until(hers, ({ typing }) => typing?.name === 'Sara Nyberg');
    ours.send('Hur länge har du haft feber?');
    const view = await until(hers, shown => texts(shown).length === 2);
    assert.equal(view.typing, undefined);
    hers.send('I tre dagar.');
    await until(ours, shown => texts(shown).includes('I tre dagar.'));
    for (const end of ends) end();
  });

  it('where no WebSocket comes through, residents and staff poll, and hear each other', async () => {
    const network = { fetch, WebSocket: FailingWebSocket };
    const polling = residentClient(network);
    const staff = await staffClient('Sara', network);
    await until(polling.case(caseId), ({ status }) => status === 'ready');
    await until(staff.case(caseId), ({ status }) => status === 'ready');
    polling.case(caseId).send('Hör ni mig?');
    await until(staff.case(caseId), view => texts(view).includes('Hör ni mig?'));
    staff.case(caseId).send('Ja, vi hör dig.');
    await until(polling.case(caseId), view => texts(view).includes('Ja, vi hör dig.'));
    await Promise.all([polling.close(), staff.close()]);
  });

  it('a note is for staff, and leaves no gap for the resident', async () => {
    await nurse.case(caseId).addNote('Feber i tre dagar, ring vid försämring.');
    const ours = await until(
      nurse.case(caseId),
      ({ snapshot }) => snapshot?.entries.some(({ kind }) => kind === 'note') ?? false,
    );
    nurse.case(caseId).send('Drick mycket.');
    const hers = await until(resident.case(caseId), shown => texts(shown).includes('Drick mycket.'));
    assert.equal(
      hers.snapshot?.entries.some(({ kind }) => kind === 'note'),
      false,
    );
    assert.ok((ours.snapshot?.n ?? 0) >= (hers.snapshot?.n ?? 0));
    assert.match(await nurse.case(caseId).revealIdentity(), /^19930606-?9882$/);
  });

  it('what a client has put together from events is what a new reading shows', async () => {
    const followed = await until(resident.case(caseId), ({ status }) => status === 'ready');
    const end = resident.case(caseId).subscribe(() => {});
    nurse.case(caseId).send('Och vila.');
    await until(resident.case(caseId), shown => texts(shown).includes('Och vila.'));
    const second = residentClient().case(caseId);
    const fresh = await until(second, ({ status }) => status === 'ready');
    const n = Math.max(fresh.snapshot?.n ?? 0, followed.snapshot?.n ?? 0);
    const settledHere = await until(resident.case(caseId), ({ snapshot }) => (snapshot?.n ?? 0) >= n);
    const settledThere = await until(second, ({ snapshot }) => snapshot?.n === settledHere.snapshot?.n);
    assert.deepEqual(withoutOpening(settledHere.snapshot), withoutOpening(settledThere.snapshot));
    end();
  });

  it('what is written while the hub is killed arrives once, when it is back', async () => {
    const hers = resident.case(caseId);
    const end = hers.subscribe(() => {});
    await until(hers, ({ status }) => status === 'ready');
    process.kill(demo.hub.pid, 'SIGKILL');
    await demo.hub.ended;
    hers.send('Är du kvar?');
    hers.send('Jag väntar.');
    await until(hers, ({ pending }) => pending.length === 2 && pending.every(one => one.state === 'waiting'));
    await demo.startHubAgain();
    resident.retryNow();
    const view = await until(hers, ({ pending, snapshot }) => pending.length === 0 && snapshot !== undefined);
    assert.deepEqual(texts(view).slice(-2), ['Är du kvar?', 'Jag väntar.']);
    const ours = await until(nurse.case(caseId), shown => texts(shown).includes('Jag väntar.'));
    assert.equal(texts(ours).filter(text => text === 'Är du kvar?').length, 1);
    end();
  });

  it('for staff of another clinic the case does not exist', async () => {
    const elsewhere = await staffClient('Karim');
    assert.equal((await until(elsewhere.case(caseId), ({ status }) => status !== 'loading')).status, 'gone');
    await assert.rejects(elsewhere.case(caseId).take(), { code: 'not_found' });
  });

  it('a closed case says so, and what is written in it is shown as not sent', async () => {
    const hers = resident.case(caseId);
    const end = hers.subscribe(() => {});
    await nurse.case(caseId).close();
    const closed = await until(hers, ({ snapshot }) => snapshot?.status === 'closed');
    assert.equal(closed.snapshot?.closed?.reason, 'done');
    hers.send('En sak till.');
    const { pending } = await until(hers, shown => shown.pending[0]?.state === 'failed');
    assert.deepEqual(pending[0]?.error, { code: 'case_closed', retryable: false });
    hers.cancel(pending[0]?.commandId ?? '');
    end();
  });

  it('logging out ends every connection of the session, and no address ever carried its token', async () => {
    const { hub } = demo.addresses;
    const ended = until(resident.connection, ({ state }) => state === 'ended');
    const api = createSessionApi({ hub, region: 'norrvik', headers: { origin: hub } });
    assert.equal((await api.readSession(session.token))?.person.name, 'Karin Lindqvist');
    await api.logout({ token: session.token });
    assert.deepEqual(await ended, { state: 'ended', reason: 'logout' });
    assert.equal(await api.readSession(session.token), undefined);
    const log = await readFile(demo.logFile, 'utf8');
    assert.ok(!log.includes(session.token) && !log.includes('access_token'));

    const desk = until(nurse.connection, ({ state }) => state === 'ended');
    await nurse.logout();
    assert.deepEqual(await desk, { state: 'ended', reason: 'logout' });
    assert.equal(await nurse.readSession(), undefined);
  });
});

/** Whether a clinic is open now changes with the clock, not with events. */
function withoutOpening(snapshot: CaseSnapshot | undefined): unknown {
  return JSON.parse(
    JSON.stringify(snapshot, (key, value: unknown) => (key === 'opening' ? undefined : value)),
  );
}
