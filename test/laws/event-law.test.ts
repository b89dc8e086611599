import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import type { Answer, CaseSnapshot, Entry } from '@nara/contract';
import {
  type Actor,
  accepted,
  addNote,
  closeCase,
  eventsSince,
  history,
  leaveQueue,
  mark,
  openCase,
  openVerbWorld,
  returnToQueue,
  revealIdentity,
  sendMessage,
  takeCase,
  type VerbWorld,
} from '@nara/hub/testing';
import { foldEvent } from '@nara/sdk/resident';
import { openTemporaryStore } from '@nara/server/testing';
import fc from 'fast-check';
import {
  actors,
  anyStep,
  type BegunCase,
  type Call,
  callsOf,
  maySee,
  type Step,
  touchedBy,
} from './any-story.ts';
import { assertAllMet, lawSettings } from './law-settings.ts';

/** A snapshot that somebody held at some time. */
interface Held {
  readonly actor: Actor;
  readonly snapshot: CaseSnapshot;
}

/** What the runs together must have met, else the law was tried on too little. */
const met = {
  refused: 0,
  repeated: 0,
  reused: 0,
  closed: 0,
  returned: 0,
  noted: 0,
  longerThanItsSnapshot: 0,
};

/** Each story begins and ends so that none passes a law by: a long case, one that is written in, asked about again and closed. */
const beginning: readonly Step[] = [
  { do: 'start', resident: 0, unitId: 'a' },
  { do: 'flood', case: 0 },
  { do: 'flood', case: 0 },
  { do: 'start', resident: 1, unitId: 'b' },
  { do: 'take', staff: 2, case: 1 },
  { do: 'note', staff: 2, case: 1 },
  { do: 'leave', resident: 1, case: 1 },
  { do: 'again', call: 0 },
  { do: 'reuse', call: 0 },
];
const end: readonly Step[] = [{ do: 'close', staff: 2, case: 1 }];

test('whatever is commanded by whomever, all that anybody held becomes what a fresh reading shows', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyStep, { minLength: 8, maxLength: 30, size: 'max' }), async steps => {
      const world = await openVerbWorld(openTemporaryStore);
      try {
        await live(world, [...beginning, ...steps, ...end]);
      } finally {
        await world.close();
      }
    }),
    lawSettings(15),
  );
  assertAllMet(met);
});

async function live(world: VerbWorld, steps: readonly Step[]): Promise<void> {
  const cases: BegunCase[] = [];
  const done: { readonly call: Call; readonly answer: Answer<unknown>; readonly stored: boolean }[] = [];
  const held: Held[] = [];
  for (const step of steps) {
    if (step.do === 'wait') world.clock.advance(60_000);
    if (step.do === 'return') await putBack(world, touchedBy(step, cases));
    const calls = callsOf(world, step, cases);
    const before = await everything(world, cases);
    const answers = await Promise.all(calls.map(call => call.run()));
    const stored = !isDeepStrictEqual(await everything(world, cases), before);
    for (const [index, call] of calls.entries()) {
      const answer = answers[index];
      if (answer === undefined) continue;
      if (!answer.ok) {
        assert.equal(stored, false, 'a refused command changed something');
        met.refused += 1;
      }
      if (call.begun !== undefined && !maySee(call.actor, call.begun))
        assert.equal(!answer.ok && answer.error.code, 'not_found');
      if (call.begun === undefined && answer.ok) cases.push(begunBy(call.actor, step, answer.value));
      if (answer.ok && step.do === 'note') met.noted += 1;
      done.push({ call, answer, stored: stored || step.do !== 'mark' });
    }
    if (step.do === 'again' || step.do === 'reuse') {
      const earlier = done.filter(({ answer, stored }) => answer.ok && stored);
      const pick = earlier[step.call % Math.max(earlier.length, 1)];
      if (pick !== undefined) await repeat(world, cases, pick, step.do);
    }
    held.push(...(await readByAll(world, touchedBy(step, cases))));
  }
  await assertStrangersFindNothing(world, cases);
  for (const begun of cases)
    for (const actor of actors.filter(each => maySee(each, begun)))
      await assertAddUp(
        world,
        actor,
        begun.caseId,
        held.filter(each => each.actor === actor).map(({ snapshot }) => snapshot),
      );
}

/** The hub finds the handler of a case gone. */
async function putBack(world: VerbWorld, begun: BegunCase | undefined): Promise<void> {
  if (begun === undefined) return;
  const { caseId } = begun;
  const state = await world.store.read(tx => tx.cases.get(caseId, { side: 'system' }));
  const handlerId = state?.handler?.id ?? 'nobody';
  if (await returnToQueue(world, { caseId, handlerId, reason: 'handler_away' })) met.returned += 1;
}

function begunBy(actor: Actor, step: Step, value: unknown): BegunCase {
  const { caseId } = value as { readonly caseId: string };
  if (actor.side !== 'resident' || step.do !== 'start') throw new TypeError('residents start cases');
  return { caseId, personKey: actor.personKey, unitId: actor.personKey === 'p1' ? 'a' : step.unitId };
}

/** The same command once more answers the same; another under its id is refused; neither does anything. */
async function repeat(
  world: VerbWorld,
  cases: readonly BegunCase[],
  { call, answer }: { readonly call: Call; readonly answer: Answer<unknown> },
  how: 'again' | 'reuse',
): Promise<void> {
  const before = await everything(world, cases);
  if (how === 'again') {
    assert.deepEqual(await call.run(), answer);
    met.repeated += 1;
  } else {
    const other = await call.run('other input');
    assert.equal(!other.ok && other.error.code, 'command_reused');
    met.reused += 1;
  }
  assert.deepEqual(await everything(world, cases), before, 'a repeated command changed something');
}

/** All that the store holds of the cases: states, events, audit rows. */
async function everything(world: VerbWorld, cases: readonly BegunCase[]): Promise<unknown> {
  return await world.store.read(async tx => {
    const all: unknown[] = [];
    for (const { caseId, personKey } of cases) {
      all.push(await tx.cases.get(caseId, { side: 'resident', personKey }));
      all.push(await tx.cases.eventsSince(caseId, 'staff', 0, 10_000));
      all.push(await tx.audit.list({ caseId }, 10_000));
    }
    return all;
  });
}

/** A case as each who may see it sees it. */
async function readByAll(world: VerbWorld, begun: BegunCase | undefined): Promise<readonly Held[]> {
  if (begun === undefined) return [];
  const readers = actors.filter(actor => maySee(actor, begun));
  return await Promise.all(
    readers.map(async actor => ({ actor, snapshot: await read(world, actor, begun.caseId) })),
  );
}

/** The snapshot without its place in the queue, which is a value of its own. */
async function read(world: VerbWorld, actor: Actor, caseId: string): Promise<CaseSnapshot> {
  const { queue: _, ...snapshot } = accepted(await openCase(world, actor, { caseId }, () => undefined));
  return snapshot;
}

/** Who may not see a case is told `not_found` by every verb, and leaves no trace. */
async function assertStrangersFindNothing(world: VerbWorld, cases: readonly BegunCase[]): Promise<void> {
  const before = await everything(world, cases);
  for (const begun of cases) {
    const { caseId } = begun;
    const command = { caseId, commandId: randomUUID() };
    const joined: number[] = [];
    for (const actor of actors.filter(each => !maySee(each, begun))) {
      const answers = [
        openCase(world, actor, { caseId }, n => joined.push(n)),
        eventsSince(world, actor, { caseId, n: 0 }, true),
        eventsSince(world, actor, { caseId, n: 0 }, false),
        history(world, actor, { caseId, limit: 10 }, true),
        history(world, actor, { caseId, limit: 10 }, false),
        sendMessage(world, actor, { ...command, text: 'Hej' }),
        mark(world, actor, { ...command, delivered: 1, read: 1 }),
        ...(actor.side === 'resident'
          ? [leaveQueue(world, actor, command)]
          : [
              takeCase(world, actor, command),
              closeCase(world, actor, command),
              addNote(world, actor, { ...command, text: 'obs' }),
              revealIdentity(world, actor, { caseId }),
            ]),
      ];
      for (const answer of await Promise.all<Answer<unknown>>(answers))
        assert.equal(!answer.ok && answer.error.code, 'not_found');
    }
    assert.deepEqual(joined, []);
  }
  assert.deepEqual(await everything(world, cases), before);
}

/** The law: a snapshot and the events above it are a fresh one, in all but how far back the entries reach. */
async function assertAddUp(
  world: VerbWorld,
  actor: Actor,
  caseId: string,
  snapshots: readonly CaseSnapshot[],
): Promise<void> {
  const { entries, earlier, ...fresh } = await read(world, actor, caseId);
  const whole = await wholeHistory(world, actor, caseId);
  assert.deepEqual(entries, whole.slice(-entries.length));
  assert.equal(earlier, entries.length < whole.length);
  if (earlier) met.longerThanItsSnapshot += 1;
  for (const snapshot of snapshots) {
    if (snapshot.caseId !== caseId) continue;
    const since = accepted(await eventsSince(world, actor, { caseId, n: snapshot.n }, true));
    assert.equal(since.reset, false);
    assert.deepEqual(
      since.events.map(({ n }) => n),
      Array.from({ length: since.n - snapshot.n }, (_, index) => snapshot.n + 1 + index),
    );
    const folded = since.events.reduce(foldEvent, snapshot);
    const { entries: foldedEntries, earlier: foldedEarlier, ...rest } = folded;
    assert.deepEqual(rest, fresh);
    assert.ok(foldedEntries.length >= entries.length);
    assert.deepEqual(foldedEntries, whole.slice(-foldedEntries.length));
    assert.equal(foldedEarlier, foldedEntries.length < whole.length);
    if (snapshot.status !== 'closed' && fresh.status === 'closed') met.closed += 1;
  }
}

async function wholeHistory(world: VerbWorld, actor: Actor, caseId: string): Promise<readonly Entry[]> {
  let held: readonly Entry[] = [];
  for (let earlier = true; earlier; ) {
    const before = held[0]?.n;
    const input = { caseId, limit: 100, ...(before === undefined ? {} : { before }) };
    const page = accepted(await history(world, actor, input, true));
    held = [...page.entries, ...held];
    earlier = page.earlier;
  }
  return held;
}
