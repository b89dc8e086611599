import assert from 'node:assert/strict';
import { appendFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { CaseView } from '@nara/sdk/resident';
import { until } from '../../sdk/until.ts';
import { type Conversation, writersOf } from './conversation.ts';
import type { FaultWorld } from './fault-world.ts';
import type { Writer } from './writer.ts';

/** What came of a test's messages. */
export interface Figures {
  readonly kills: number;
  readonly cuts: number;
  readonly acknowledged: number;
  /** Written, and not in the store when all had been shown as sent. */
  readonly lost: number;
  /** More than once in the store. */
  readonly doubled: number;
}

/** What the store holds of each case: its messages, in order. */
function storedMessages(file: string): ReadonlyMap<string, readonly { commandId: string; text: string }[]> {
  const store = new DatabaseSync(file, { readOnly: true });
  try {
    const rows = store.prepare('SELECT case_id, body FROM case_event ORDER BY case_id, staff_n').all();
    const cases = Map.groupBy(rows, row => String(row['case_id']));
    return new Map(
      [...cases].map(([caseId, events]) => [
        caseId,
        events.map(({ body }) => JSON.parse(String(body))).filter(({ kind }) => kind === 'message'),
      ]),
    );
  } finally {
    store.close();
  }
}

/** How often each message stands in the store, by its command's id. */
export function timesStored(file: string): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  for (const { commandId } of [...storedMessages(file).values()].flat())
    times.set(commandId, (times.get(commandId) ?? 0) + 1);
  return times;
}

/** Counts what the store holds of what was written. */
export function countMessages(
  { storeFile }: FaultWorld,
  conversations: readonly Conversation[],
): Omit<Figures, 'kills' | 'cuts'> {
  const times = timesStored(storeFile);
  let [acknowledged, lost, doubled] = [0, 0, 0];
  for (const writer of writersOf(conversations)) {
    acknowledged += writer.acknowledged.size;
    lost += writer.sent.filter(({ commandId }) => !times.has(commandId)).length;
    doubled += writer.sent.filter(({ commandId }) => (times.get(commandId) ?? 0) > 1).length;
  }
  return { acknowledged, lost, doubled };
}

/**
 * Asserts that everything that was written is in the store once, in each author's order, and that every client's picture of each case
 * is what a new client reads. Answers the figures, which the suite's table shows.
 */
export async function assertNothingLost(
  world: FaultWorld,
  conversations: readonly Conversation[],
  happened: {
    readonly kills?: number;
    readonly cuts?: number;
    /** Acknowledged messages of others, which the test has found in the store itself. */
    readonly others?: number;
  },
): Promise<Figures> {
  const { kills = 0, cuts = 0, others = 0 } = happened;
  const counted = countMessages(world, conversations);
  const figures = { kills, cuts, ...counted, acknowledged: counted.acknowledged + others };
  tell(figures);
  assert.deepEqual([figures.lost, figures.doubled], [0, 0], 'messages lost and doubled');
  const sent = writersOf(conversations).reduce((sum, writer) => sum + writer.sent.length, 0);
  assert.equal(counted.acknowledged, sent, 'every message is shown as sent');
  const stored = storedMessages(world.storeFile);
  for (const { caseId, resident, nurse } of conversations) {
    for (const writer of [resident, nurse]) assertInOrder(writer, stored.get(caseId) ?? []);
  }
  await Promise.all(conversations.map(conversation => assertSameRead(world, conversation)));
  return figures;
}

function assertInOrder({ sent, setAside }: Writer, stored: readonly { readonly commandId: string }[]): void {
  const inOrder = sent.filter(({ commandId }) => !setAside.has(commandId)).map(({ commandId }) => commandId);
  const wanted = new Set(inOrder);
  const found = stored.map(({ commandId }) => commandId).filter(commandId => wanted.has(commandId));
  assert.deepEqual(found, inOrder, 'the store keeps the order of the author');
}

async function assertSameRead(
  world: FaultWorld,
  { caseId, index, resident, nurse }: Conversation,
): Promise<void> {
  const [one, other] = [world.resident(index), world.nurse(index % 2)];
  await assertSameView(resident.ref, one.case(caseId));
  await assertSameView(nurse.ref, other.case(caseId));
  await Promise.all([one.close(), other.close()]);
}

/** Waits until both have come to the same number; then they must show the same. */
async function assertSameView(followed: Writer['ref'], fresh: Writer['ref']): Promise<void> {
  const agree = (): boolean => {
    const [here, there] = [followed.get().snapshot, fresh.get().snapshot];
    return here !== undefined && here.n === there?.n;
  };
  const ends = [followed.subscribe(() => {}), fresh.subscribe(() => {})];
  await Promise.race([until(followed, agree), until(fresh, agree)]);
  const [here, there] = [followed.get(), fresh.get()];
  for (const end of ends) end();
  const { entries, earlier: _, ...rest } = pictureOf(here);
  const { entries: freshEntries, earlier: _fresh, ...freshRest } = pictureOf(there);
  // One that has followed for long may hold more of the beginning than one that has just come.
  assert.deepEqual(entries.slice(-freshEntries.length), freshEntries);
  assert.deepEqual(rest, freshRest);
}

function pictureOf({ snapshot }: CaseView): { entries: readonly unknown[] } & Record<string, unknown> {
  assert(snapshot !== undefined);
  // Opening hours are of the moment of reading.
  return JSON.parse(JSON.stringify(snapshot, (key, value) => (key === 'opening' ? undefined : value)));
}

function tell(figures: Figures): void {
  const file = process.env['NARA_FAULT_FIGURES'];
  if (file !== undefined) appendFileSync(file, `${JSON.stringify(figures)}\n`);
}
