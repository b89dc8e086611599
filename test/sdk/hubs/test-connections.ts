import assert from 'node:assert/strict';
import { test } from 'node:test';
import { limits } from '@nara/contract';
import { begin, inCare } from './begun-case.ts';
import { texts } from './case-texts.ts';
import type { HubUnderTest } from './hub-under-test.ts';
import { until } from './until-told.ts';

/** What becomes of a case when the network goes away, and when it grows long. */
export function testConnections(hub: () => HubUnderTest): void {
  test('what is written on both sides while a device is away comes together when it is back, once and in order', async () => {
    const { karin, hers, ours } = await inCare(hub());
    await until(hers, ({ snapshot }) => snapshot?.status === 'active');
    karin.goDown();
    await until(karin.client.connection, ({ state }) => state === 'reconnecting' || state === 'offline');
    hers.send('Är du kvar?');
    hers.send('Jag väntar.');
    ours.send('Jag är kvar.');
    await until(ours, view => texts(view).length === 2);
    assert.ok(hers.get().pending.every(({ state }) => state === 'waiting'));
    karin.comeUp();
    karin.client.retryNow();
    const wanted = ['Jag har feber.', 'Jag är kvar.', 'Är du kvar?', 'Jag väntar.'];
    const view = await until(hers, shown => shown.pending.length === 0 && texts(shown).length === 4);
    assert.deepEqual(texts(view), wanted);
    assert.deepEqual(texts(await until(ours, shown => texts(shown).length === 4)), wanted);
  });

  test('a message whose answer was lost with the connection is stored once', async () => {
    const karin = await hub().resident('karin');
    const { caseId, hers } = await begin(karin);
    hers.send('En gång');
    await until(hers, ({ pending }) => pending[0]?.state === 'sending' || pending.length === 0);
    karin.goDown();
    await until(karin.client.connection, ({ state }) => state === 'reconnecting' || state === 'offline');
    karin.comeUp();
    karin.client.retryNow();
    await until(hers, view => view.pending.length === 0 && texts(view).length === 2);
    const device = await hub().resident('karin');
    const { entries } =
      (await until(device.client.case(caseId), ({ status }) => status === 'ready')).snapshot ?? {};
    assert.equal(entries?.filter(({ kind }) => kind === 'message').length, 2);
  });

  test('a nurse who was away finds her work list and her cases as they are', async () => {
    const [karin, amir] = [await hub().resident('karin'), await hub().resident('amir')];
    const anna = await hub().nurse('anna');
    anna.client.desk.subscribe(() => {});
    await until(anna.client.desk, ({ status }) => status === 'ready');
    const first = await begin(karin);
    await anna.client.case(first.caseId).take();
    anna.goDown();
    await until(anna.client.connection, ({ state }) => state === 'reconnecting' || state === 'offline');
    const second = await begin(amir);
    first.hers.send('Hallå?');
    await until(first.hers, ({ pending }) => pending.length === 0);
    anna.comeUp();
    anna.client.retryNow();
    const { value } = await until(anna.client.desk, desk => desk.value?.workList.rows.length === 2);
    assert.deepEqual(
      value?.workList.rows.map(({ caseId, status, unread }) => [caseId, status, unread]),
      [
        [second.caseId, 'queued', 1],
        [first.caseId, 'active', 2],
      ],
    );
  });

  test('a long case opens with its newest entries, and the earlier ones are read a page at a time', async () => {
    const karin = await hub().resident('karin');
    const { caseId, hers } = await begin(karin, '1');
    const all = limits.caseWindow + 15;
    for (let number = 2; number <= all; number += 1) hers.send(String(number));
    await until(hers, ({ pending }) => pending.length === 0);
    const ours = (await hub().nurse('anna')).client.case(caseId);
    ours.subscribe(() => {});
    const opened = await until(ours, ({ status }) => status === 'ready');
    assert.deepEqual(
      [opened.snapshot?.entries.length, opened.snapshot?.earlier, texts(opened)[0], texts(opened).at(-1)],
      [limits.caseWindow, true, '16', String(all)],
    );
    assert.equal(await ours.loadMore(), false);
    const whole = ours.get();
    assert.deepEqual([whole.snapshot?.earlier, texts(whole).length, texts(whole)[0]], [false, all, '1']);
    const device = await hub().resident('karin');
    const read: string[] = [];
    for await (const entry of device.client.case(caseId).history())
      read.push(entry.kind === 'message' ? entry.message.text : entry.kind);
    assert.deepEqual(read.slice(0, 2), [String(all), String(all - 1)]);
    assert.deepEqual(read.slice(-3), ['queued', '1', 'started']);
    assert.equal(read.length, all + 2);
  });
}
