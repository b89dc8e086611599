import assert from 'node:assert/strict';
import { createHmac, randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, test } from 'node:test';
import type { VerbDeps } from '@nara/hub';
import {
  accepted,
  addNote,
  closeCase,
  mark,
  nurseAt,
  openVerbWorld,
  residentOf,
  returnToQueue,
  sendMessage,
  startCase,
  takeCase,
  untilTrue,
  type VerbWorld,
} from '@nara/hub/testing';
import { openTemporaryStore } from '../testing/temporary-store.ts';
import { openWebhookReceiver, type WebhookReceiver } from '../testing/webhook-receiver.ts';
import { createWebhook, type Webhook } from './create-webhook.ts';
import { type WebhookEvent, type WebhookNotice, webhookEvents } from './webhook-notice.ts';

const bytes = Buffer.alloc(32, 1);
const secret = `whsec_${bytes.toString('base64')}`;
const eva = nurseAt('a', 'eva');

describe('a webhook', () => {
  let world: VerbWorld;
  let receiver: WebhookReceiver;
  let webhooks: Webhook[];
  let logged: unknown[];
  beforeEach(async () => {
    world = await openVerbWorld(openTemporaryStore);
    receiver = await openWebhookReceiver();
    webhooks = [];
    logged = [];
  });
  afterEach(async () => {
    for (const webhook of webhooks) await webhook.stop();
    await receiver.down().catch(() => undefined);
    await world.close();
  });

  /** The world with a webhook, which has begun. */
  function withWebhook(events: readonly WebhookEvent[] = webhookEvents): VerbDeps {
    const { store, bus, clock, uuid } = world;
    const webhook = createWebhook({
      region: 'norrvik',
      webhook: { url: receiver.url, secret, events },
      store,
      bus,
      clock,
      uuid,
      log: { error: fields => logged.push(fields) },
      chance: () => 1,
    });
    webhooks.push(webhook);
    webhook.start();
    return { ...world, tellOutside: webhook.tellOutside };
  }
  const command = (caseId: string) => ({ caseId, commandId: randomUUID() });
  const begin = async (deps: VerbDeps, personKey = 'p1'): Promise<string> =>
    accepted(
      await startCase(deps, residentOf(personKey), {
        commandId: randomUUID(),
        serviceId: 'symptoms',
        unitId: null,
        language: 'sv',
        text: 'Hemligt',
      }),
    ).caseId;
  const notices = () => receiver.received.map(({ body }) => JSON.parse(body) as WebhookNotice);
  const told = () =>
    notices().map(({ event, reason }) => (reason === undefined ? event : `${event} ${reason}`));
  const comes = (count: number) =>
    untilTrue(`${count} requests, not ${receiver.received.length}`, () => receiver.received.length >= count);
  const nextAt = () => world.store.read(tx => tx.dueWork.nextAt('webhook'));
  const nothingIsLeft = () => untilTrue('nothing is left', async () => (await nextAt()) === undefined);
  const instant = (ahead: number) => new Date(world.clock.now() + ahead).toISOString();
  const waits = (ahead: number) => untilTrue('it waits', async () => (await nextAt()) === instant(ahead));
  const setAside = () => world.store.read(tx => tx.dueWork.setAsideCounts());
  const keysOf = () => receiver.received.map(({ key }) => key);

  test('is told in order what happens to a case, in ids and codes, signed', async () => {
    const deps = withWebhook();
    const caseId = await begin(deps);
    accepted(await takeCase(deps, eva, command(caseId)));
    accepted(await sendMessage(deps, eva, { ...command(caseId), text: 'Hemligt' }));
    accepted(await addNote(deps, eva, { ...command(caseId), text: 'Hemligt' }));
    accepted(await mark(deps, residentOf('p1'), { ...command(caseId), delivered: 2, read: 2 }));
    await returnToQueue(deps, { caseId, handlerId: 'eva', reason: 'handler_away' });
    accepted(await takeCase(deps, eva, command(caseId)));
    accepted(await closeCase(deps, eva, command(caseId)));
    await comes(6);
    await nothingIsLeft();
    assert.deepEqual(told(), [
      'caseStarted',
      'caseQueued',
      'caseTaken',
      'caseReturned handler_away',
      'caseTaken',
      'caseClosed done',
    ]);
    const [first] = receiver.received;
    assert.ok(first);
    const at = instant(0);
    assert.deepEqual(JSON.parse(first.body), {
      event: 'caseStarted',
      at,
      region: 'norrvik',
      caseId,
      n: 1,
      reference: '2611-0001',
      unitId: 'a',
      serviceId: 'symptoms',
      register: 'health',
    });
    const timestamp = first.headers['webhook-timestamp'];
    assert.equal(timestamp, String(Math.floor(world.clock.now() / 1_000)));
    const signed = createHmac('sha256', bytes)
      .update(`${first.key}.${timestamp}.${first.body}`)
      .digest('base64');
    assert.equal(first.headers['webhook-signature'], `v1,${signed}`);
    assert.equal(first.headers['content-type'], 'application/json');
    assert.equal(new Set(keysOf()).size, 6);
    // Not the key and the signature: random text holds any two characters now and then.
    const said = receiver.received.map(({ body }) => body.replaceAll(caseId, '')).join('\n');
    for (const hidden of ['Hemligt', 'Person p1', 'p1', 'Name of eva', 'eva', '1993'])
      assert.ok(!said.includes(hidden), hidden);
  });

  test('is told only what it asked for, and messages write nothing for it', async () => {
    const deps = withWebhook(['caseClosed']);
    const caseId = await begin(deps);
    accepted(await sendMessage(deps, residentOf('p1'), { ...command(caseId), text: 'Hej' }));
    accepted(await takeCase(deps, eva, command(caseId)));
    assert.equal(await nextAt(), undefined);
    accepted(await closeCase(deps, eva, command(caseId)));
    await comes(1);
    assert.deepEqual(told(), ['caseClosed done']);
  });

  test('hears nothing of what was undone', async () => {
    const deps = withWebhook();
    const { write } = world.store;
    world.store.write = work =>
      write(async tx => {
        await work(tx);
        throw new Error('undone');
      });
    await assert.rejects(begin(deps));
    world.store.write = write;
    await begin(deps);
    await comes(2);
    await nothingIsLeft();
    assert.deepEqual(told(), ['caseStarted', 'caseQueued']);
  });

  test('that is down is tried later and later, and gets all in order under the same keys when it is back', async () => {
    const deps = withWebhook();
    await receiver.down();
    await begin(deps);
    for (const delay of [2_000, 4_000]) {
      await waits(delay);
      world.clock.advance(delay);
    }
    await waits(8_000);
    await receiver.open();
    world.clock.advance(8_000);
    await comes(2);
    await nothingIsLeft();
    assert.deepEqual(told(), ['caseStarted', 'caseQueued']);
  });

  test('that answers 500 is sent the same again, under the same key and a signature of its own time; what follows waits', async () => {
    const deps = withWebhook();
    receiver.answer = () => (receiver.received.length === 1 ? 500 : 204);
    await begin(deps);
    await waits(2_000);
    assert.equal(receiver.received.length, 1);
    world.clock.advance(2_000);
    await comes(3);
    assert.deepEqual(told(), ['caseStarted', 'caseStarted', 'caseQueued']);
    const [first, again, next] = receiver.received;
    assert.deepEqual([again?.key, again?.body], [first?.key, first?.body]);
    assert.notEqual(next?.key, first?.key);
    assert.notEqual(again?.headers['webhook-signature'], first?.headers['webhook-signature']);
  });

  test('that says when to come back is left alone till then, an hour at most', async () => {
    const deps = withWebhook();
    const answers = [
      { status: 429, headers: { 'retry-after': '120' } },
      { status: 503, headers: { 'retry-after': new Date(world.clock.now() + 420_000).toUTCString() } },
      { status: 503, headers: { 'retry-after': '999999' } },
      { status: 503, headers: { 'retry-after': 'soon' } },
    ];
    receiver.answer = () => answers[receiver.received.length - 1] ?? 204;
    await begin(deps);
    for (const delay of [120_000, 300_000, 3_600_000, 16_000]) {
      await waits(delay);
      world.clock.advance(delay);
    }
    await nothingIsLeft();
  });

  test('that refuses is not asked again, redirects are not followed, and its case goes on', async () => {
    const deps = withWebhook();
    const answers = [
      { status: 307, headers: { location: `${receiver.url}/elsewhere` } },
      { status: 404, headers: {} },
    ];
    receiver.answer = () => answers[receiver.received.length - 1] ?? 204;
    const caseId = await begin(deps);
    accepted(await takeCase(deps, eva, command(caseId)));
    await comes(3);
    await nothingIsLeft();
    assert.deepEqual(told(), ['caseStarted', 'caseQueued', 'caseTaken']);
    assert.ok(receiver.received.every(({ path }) => path === '/events'));
    assert.deepEqual(await setAside(), [{ kind: 'webhook', count: 2 }]);
    assert.equal(logged.length, 2);
    assert.doesNotMatch(JSON.stringify(logged), /Hemligt|p1/);
  });

  test('that does not answer is given up after 10 s and tried again; other cases do not wait for it', async () => {
    const deps = withWebhook();
    const slow = await begin(deps, 'p1');
    await nothingIsLeft();
    receiver.answer = ({ body }) => (body.includes(slow) ? () => undefined : 204);
    accepted(await takeCase(deps, eva, command(slow)));
    await comes(3);
    const other = await begin(deps, 'p2');
    await comes(5);
    assert.deepEqual(
      notices()
        .slice(3)
        .map(({ caseId }) => caseId),
      [other, other],
    );
    world.clock.advance(9_999);
    assert.notEqual(await nextAt(), instant(2_000));
    world.clock.advance(1);
    await waits(2_000);
    receiver.answer = () => 204;
    world.clock.advance(2_000);
    await nothingIsLeft();
    assert.equal(keysOf().filter(key => key === keysOf()[2]).length, 2);
  });

  test('that was sent what a crash kept from being removed gets it again, under the same key', async () => {
    const deps = withWebhook(['caseStarted']);
    const { write } = world.store;
    // The hub dies between the answer and the removal: nothing it writes after the answer is there.
    let died = false;
    receiver.answer = () => {
      world.store.write = () => {
        died = true;
        return new Promise(() => undefined);
      };
      return 204;
    };
    await begin(deps);
    await untilTrue('the answer has come', () => died);
    world.store.write = write;
    receiver.answer = () => 204;
    const later = withWebhook(['caseStarted']);
    world.clock.advance(60_000);
    await comes(2);
    await nothingIsLeft();
    const [first, again] = receiver.received;
    assert.deepEqual([again?.key, again?.body], [first?.key, first?.body]);
    await begin(later, 'p2');
    await comes(3);
    webhooks.shift();
  });

  test('that stops while it sends ends at once, and what was not answered is sent after the start', async () => {
    const deps = withWebhook(['caseStarted']);
    receiver.answer = () => () => undefined;
    await begin(deps);
    await comes(1);
    await webhooks[0]?.stop();
    receiver.answer = () => 204;
    withWebhook(['caseStarted']);
    world.clock.advance(2_000);
    await comes(2);
    await nothingIsLeft();
    assert.equal(new Set(keysOf()).size, 1);
  });
});
