import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import type { CaseEvent } from '@nara/contract';
import fc from 'fast-check';
import type { CaseBell } from '../bus/bus.ts';
import { startCase } from '../cases/start-case.ts';
import { ManualClock } from '../manual-clock.ts';
import { sendMessage } from '../messages/send-message.ts';
import type { Store, StoredEvent } from '../store/port.ts';
import { openVerbWorld, region, residentOf } from '../testing/verb-world.ts';
import { CaseWatchers } from './case-watchers.ts';
import { createEventDelivery } from './deliver-events.ts';

const at = '2026-11-24T09:00:00.000Z';
const commandId = '6f1c2c39-5d8e-4f7d-9f3e-0c9a4a1d2b11';

/** What becomes of a bell on its way. */
type Fate = 'comes' | 'comes without content' | 'is lost' | 'comes twice' | 'comes late';

test('over a bus that drops, doubles and delays, events come in order, each once, and all when a last bell comes', async () => {
  const anyFate = fc.constantFrom<Fate>(
    'comes',
    'comes without content',
    'is lost',
    'comes twice',
    'comes late',
  );
  await fc.assert(
    fc.asyncProperty(fc.array(anyFate, { minLength: 1, maxLength: 12 }), async fates => {
      const world = await openVerbWorld();
      const karin = residentOf('p1');
      const command = { language: 'sv', text: 'Hej' } as const;
      const started = await startCase(world, karin, {
        ...command,
        commandId: randomUUID(),
        serviceId: 'symptoms',
        unitId: null,
      });
      assert.ok(started.ok);
      const { caseId, n } = started.value;
      const watchers = new CaseWatchers();
      watchers.join({ connectionId: 'connection', signal: new AbortController().signal }, caseId, n);
      const sent: CaseEvent[] = [];
      let all: (() => void) | undefined;
      const deliver = createEventDelivery({
        audience: 'resident',
        watchers,
        store: world.store,
        names: region,
        clock: world.clock,
        log: { error: fields => assert.fail(String(fields.err)) },
        send(_, { events }) {
          sent.push(...events);
          if (sent.at(-1)?.n === n + fates.length) all?.();
        },
      });
      const late: CaseBell[] = [];
      world.rung.length = 0;
      for (const fate of fates) {
        await sendMessage(world, karin, { caseId, commandId: randomUUID(), text: 'Hej' });
        const bell = world.rung
          .splice(0)
          .find((message): message is CaseBell => message.kind === 'case' && message.audience === 'resident');
        assert.ok(bell);
        const { stored: _, ...bare } = bell;
        if (fate === 'comes late') late.push(bell);
        else if (fate === 'comes without content') deliver(bare);
        else if (fate !== 'is lost') deliver(bell);
        if (fate === 'comes twice') deliver(bell);
      }
      for (const bell of late.reverse()) deliver(bell);
      const complete = new Promise<void>(resolve => {
        all = resolve;
      });
      const last = {
        kind: 'case',
        region: region.id,
        caseId,
        audience: 'resident',
        personKey: 'p1',
      } as const;
      if (sent.at(-1)?.n !== n + fates.length) {
        deliver({ ...last, head: n + fates.length });
        await complete;
      }
      assert.deepEqual(
        sent.map(event => event.n),
        fates.map((_, index) => n + index + 1),
      );
      await world.close();
    }),
    { numRuns: 15 },
  );
});

test('what comes with a bell is sent without being read, if it follows what was sent and the audience may see it', async () => {
  const bell = { kind: 'case', region: region.id, audience: 'resident', personKey: 'p1' } as const;
  const queued = (n: number): StoredEvent => ({
    event: { kind: 'queued', at },
    n: { staff: n, resident: n },
  });
  const author = { id: 'eva', name: 'Eva', role: 'nurse' } as const;
  const note: StoredEvent = {
    event: { kind: 'note', at, id: 'm', author, text: 'obs', commandId },
    n: { staff: 9 },
  };
  const watchers = new CaseWatchers();
  const connection = { connectionId: 'connection', signal: new AbortController().signal };
  for (const caseId of ['c1', 'c2']) watchers.join(connection, caseId, 3);
  let reads = 0;
  const read = async (): Promise<void> => {
    reads += 1;
  };
  const sent: string[] = [];
  const deliver = createEventDelivery({
    audience: 'resident',
    watchers,
    store: { read } as unknown as Store,
    names: region,
    clock: new ManualClock(),
    log: { error: fields => assert.fail(String(fields.err)) },
    send: (caseId, { events }) => sent.push(...events.map(({ n, kind }) => `${caseId} ${n} ${kind}`)),
  });
  deliver({ ...bell, caseId: 'c1', head: 4, stored: [queued(4), note] });
  deliver({ ...bell, caseId: 'c1', head: 5, stored: [queued(5)] });
  await new Promise(resolve => setImmediate(resolve));
  assert.deepEqual([sent, reads], [['c1 4 queued', 'c1 5 queued'], 0]);
  // The bells of 6 in one case, and of 4 in the other, were lost: what follows them waits for the store.
  deliver({ ...bell, caseId: 'c1', head: 7, stored: [queued(7)] });
  deliver({ ...bell, caseId: 'c2', head: 4, stored: [queued(4)] });
  deliver({ ...bell, caseId: 'c2', head: 6, stored: [queued(6)] });
  await new Promise(resolve => setImmediate(resolve));
  assert.deepEqual([sent.slice(2), reads], [['c2 4 queued'], 1]);
});
