import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { fetchRegion } from '@nara/sdk/resident';
import { begin, inCare } from './begun-case.ts';
import { texts, withoutClock } from './case-texts.ts';
import type { HubUnderTest } from './hub-under-test.ts';
import { until } from './until-told.ts';

/** A case from its beginning to its end. */
export function testCases(hub: () => HubUnderTest): void {
  test('a region tells everyone of its services, its logins and whether it is open', async () => {
    const about = await hub().fetch('/about');
    const region = (await about.json()) as Awaited<ReturnType<typeof fetchRegion>>;
    assert.deepEqual(
      [
        region.id,
        region.country,
        region.services.map(({ id }) => id),
        region.loginMethods.map(({ id }) => id),
      ],
      ['norrvik', 'SE', ['symptoms'], ['bankid']],
    );
    assert.deepEqual(region.opening, { open: true, until: '2026-11-24T17:00:00.000Z' });
    assert.equal((await hub().fetch('/elsewhere')).status, 404);
  });

  test('a resident sees her clinic, one who is listed nowhere sees what there is to choose', async () => {
    const [karin, leila] = [await hub().resident('karin'), await hub().resident('leila')];
    const listed = await until(karin.client.overview, ({ status }) => status === 'ready');
    assert.equal(listed.value?.person.name, 'Karin Lindqvist');
    assert.equal(listed.value?.listing?.unit.name['sv-SE'], 'Norrviks vårdcentral');
    const unlisted = await until(leila.client.overview, ({ status }) => status === 'ready');
    assert.equal(unlisted.value?.listing, undefined);
    assert.deepEqual(
      unlisted.value?.clinics.map(({ id }) => id),
      ['SE2329990017-A001', 'SE2329990017-A002'],
    );
  });

  test('a case begins in the queue, with a reference, and stands in the overview', async () => {
    const karin = await hub().resident('karin');
    karin.client.overview.subscribe(() => {});
    await until(karin.client.overview, ({ status }) => status === 'ready');
    const { caseId, reference, hers } = await begin(karin);
    assert.equal(reference, '2611-0001');
    const { snapshot } = hers.get();
    assert.deepEqual(
      [snapshot?.status, snapshot?.reference, snapshot?.queue?.place, snapshot?.n, snapshot?.language],
      ['queued', reference, 1, 3, 'sv'],
    );
    assert.deepEqual(
      snapshot?.entries.map(({ kind, n }) => [kind, n]),
      [
        ['started', 1],
        ['message', 2],
        ['queued', 3],
      ],
    );
    assert.equal(snapshot?.entries[0]?.at.slice(0, 10), '2026-11-24');
    const { value } = await until(karin.client.overview, shown => shown.value?.cases.length === 1);
    assert.deepEqual(
      value?.cases.map(one => [one.caseId, one.status, one.queue?.place, one.n, one.unread]),
      [[caseId, 'queued', 1, 3, 0]],
    );
  });

  test('the queue is first come, first served, and moves as cases are taken and left', async () => {
    const [karin, amir, leila] = [
      await hub().resident('karin'),
      await hub().resident('amir'),
      await hub().resident('leila'),
    ];
    const first = await begin(karin);
    await hub().advance(1_000);
    const second = await begin(amir);
    await hub().advance(1_000);
    const unitId = 'SE2329990017-A001';
    const started = await leila.client.startCase({
      serviceId: 'symptoms',
      unitId,
      language: 'fi',
      text: 'Hei',
    });
    const third = leila.client.case(started.caseId);
    third.subscribe(() => {});
    await until(second.hers, ({ snapshot }) => snapshot?.queue?.place === 2);
    await until(third, ({ snapshot }) => snapshot?.queue?.place === 3);
    const anna = await hub().nurse('anna');
    anna.client.desk.subscribe(() => {});
    const { value } = await until(anna.client.desk, ({ status }) => status === 'ready');
    assert.deepEqual(
      value?.workList.rows.map(({ caseId, person, language, unread }) => [
        caseId,
        person.name,
        language,
        unread,
      ]),
      [
        [first.caseId, 'Karin Lindqvist', 'sv', 1],
        [second.caseId, 'Amir Rahimi', 'sv', 1],
        [started.caseId, 'Leila Haddad', 'fi', 1],
      ],
    );
    await anna.client.case(first.caseId).take();
    await until(third, ({ snapshot }) => snapshot?.queue?.place === 2);
    await amir.client.case(second.caseId).leaveQueue();
    await until(third, ({ snapshot }) => snapshot?.queue?.place === 1);
    const left = await until(second.hers, ({ snapshot }) => snapshot?.status === 'closed');
    assert.deepEqual([left.snapshot?.closed?.by, left.snapshot?.closed?.reason], ['resident', 'left_queue']);
    await until(anna.client.desk, ({ value: desk }) => desk?.workList.rows.length === 2);
  });

  test('a nurse takes a case and answers; what is written goes both ways, once and in order', async () => {
    const { karin, hers, ours } = await inCare(hub());
    const taken = await until(hers, ({ snapshot }) => snapshot?.handler !== undefined);
    assert.deepEqual(
      [taken.snapshot?.status, taken.snapshot?.handler?.name, taken.snapshot?.queue],
      ['active', 'Anna Bergström', undefined],
    );
    const heard: string[] = [];
    karin.client.on('message', ({ message }) => void heard.push(message.text));
    ours.send('Hur länge?');
    ours.send('Och hur hög?');
    await until(hers, view => texts(view).length === 3);
    hers.send('Tre dagar.\r\n39 grader. ');
    const view = await until(ours, shown => texts(shown).length === 4);
    assert.deepEqual(texts(view), ['Jag har feber.', 'Hur länge?', 'Och hur hög?', 'Tre dagar.\n39 grader.']);
    assert.deepEqual(heard, ['Hur länge?', 'Och hur hög?']);
    assert.deepEqual(
      view.snapshot?.entries.flatMap(entry =>
        entry.kind === 'message'
          ? [[entry.message.number, entry.message.side, entry.message.author?.name]]
          : [],
      ),
      [
        [1, 'resident', undefined],
        [2, 'staff', 'Anna Bergström'],
        [3, 'staff', 'Anna Bergström'],
        [4, 'resident', undefined],
      ],
    );
    assert.deepEqual(
      [view.snapshot?.person?.name, view.snapshot?.person?.birthDate, view.snapshot?.person?.identityMasked],
      ['Karin Lindqvist', '1993-06-06', '19930606••••'],
    );
    assert.equal(await ours.revealIdentity(), '199306069882');
  });

  test('receipts say what has come to the other side, and what was shown there', async () => {
    const karin = await hub().resident('karin');
    const anna = await hub().nurse('anna');
    const { caseId, hers } = await begin(karin);
    const ours = anna.client.case(caseId);
    ours.subscribe(() => {});
    await until(hers, ({ snapshot }) => snapshot?.marks.staff.delivered === 1);
    assert.equal(hers.get().snapshot?.marks.staff.read, 0);
    ours.markShown(1);
    await until(hers, ({ snapshot }) => snapshot?.marks.staff.read === 1);
    await ours.take();
    ours.send('Hej');
    await until(ours, ({ snapshot }) => snapshot?.marks.resident.delivered === 2);
    assert.equal(ours.get().snapshot?.marks.resident.read, 0);
    hers.markShown(2);
    await until(ours, ({ snapshot }) => snapshot?.marks.resident.read === 2);
  });

  test('who is writing is seen on the other side, by name for staff, and stops with the message or the connection', async () => {
    const { karin, hers, ours } = await inCare(hub());
    await until(ours, ({ status }) => status === 'ready');
    ours.setTyping(true);
    await until(hers, ({ typing }) => typing?.name === 'Anna Bergström');
    ours.send('Hej');
    await until(hers, view => texts(view).length === 2 && view.typing === undefined);
    hers.setTyping(true);
    const { typing } = await until(ours, view => view.typing !== undefined);
    assert.deepEqual(typing, {});
    karin.goDown();
    await until(ours, view => view.typing === undefined);
  });

  test('a note is for staff alone and leaves no gap for the resident', async () => {
    const { hers, ours } = await inCare(hub());
    await ours.addNote('Ring i morgon.');
    ours.send('Vila.');
    const shown = await until(hers, view => texts(view).includes('Vila.'));
    assert.ok(shown.snapshot?.entries.every(({ kind }) => kind !== 'note'));
    assert.equal(shown.snapshot?.n, 5);
    const own = await until(ours, view => texts(view).includes('Vila.'));
    assert.deepEqual(
      [own.snapshot?.n, own.snapshot?.entries.filter(({ kind }) => kind === 'note').length],
      [6, 1],
    );
  });

  test('what was put together from events is what a new reading shows, for both sides', async () => {
    const { caseId, hers, ours } = await inCare(hub());
    await ours.addNote('Ring i morgon.');
    ours.send('Vila.');
    await until(hers, view => texts(view).includes('Vila.'));
    hers.markShown(2);
    const followed = await until(ours, ({ snapshot }) => snapshot?.marks.resident.read === 2);
    const again = await hub().nurse('anna');
    const fresh = await until(
      again.client.case(caseId),
      ({ snapshot }) => snapshot?.n === followed.snapshot?.n,
    );
    assert.deepEqual(withoutClock(fresh.snapshot), withoutClock(ours.get().snapshot));
    const device = await hub().resident('karin');
    const reread = await until(
      device.client.case(caseId),
      ({ snapshot }) => snapshot?.n === hers.get().snapshot?.n,
    );
    assert.deepEqual(withoutClock(reread.snapshot), withoutClock(hers.get().snapshot));
  });

  test('a case is closed with a reason, and the resident is told', async () => {
    const karin = await hub().resident('karin');
    const anna = await hub().nurse('anna');
    const { caseId, hers } = await begin(karin);
    const closed: string[] = [];
    karin.client.on('caseClosed', happening => void closed.push(happening.caseId));
    await anna.client.case(caseId).take();
    await anna.client.case(caseId).close();
    const view = await until(hers, ({ snapshot }) => snapshot?.status === 'closed');
    assert.deepEqual([view.snapshot?.closed?.by, view.snapshot?.closed?.reason], ['staff', 'done']);
    assert.deepEqual(closed, [caseId]);
    hers.send('En sak till.');
    const { pending } = await until(hers, shown => shown.pending[0]?.state === 'failed');
    assert.deepEqual(pending[0]?.error, { code: 'case_closed', retryable: false });
  });

  test('a case whose nurse has vanished goes back to the front of the queue', async () => {
    const [karin, amir] = [await hub().resident('karin'), await hub().resident('amir')];
    const anna = await hub().nurse('anna');
    const { caseId, hers } = await begin(karin);
    await hub().advance(1_000);
    const behind = await begin(amir);
    anna.client.desk.subscribe(() => {});
    await until(anna.client.desk, ({ status }) => status === 'ready');
    const ours = anna.client.case(caseId);
    ours.subscribe(() => {});
    await ours.take();
    await until(behind.hers, ({ snapshot }) => snapshot?.queue?.place === 1);
    await until(ours, ({ snapshot }) => snapshot?.status === 'active');
    ours.setTyping(true);
    await until(hers, ({ typing }) => typing !== undefined);
    await anna.client.close();
    // By this the hub is known to have heard it; that her time runs is written a moment later.
    await until(hers, ({ typing }) => typing === undefined);
    for (let passed = 0; passed < 3 && hers.get().snapshot?.status !== 'queued'; passed += 1) {
      for (const one of [karin, amir]) await one.call('openCase', { caseId });
      await hub().advance(125_000);
    }
    await until(hers, ({ snapshot }) => snapshot?.handler === undefined && snapshot?.queue?.place === 1);
    await until(behind.hers, ({ snapshot }) => snapshot?.queue?.place === 2);
  });
}
