import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { type Answer, limits } from '@nara/contract';
import {
  type Actor,
  accepted,
  closeCase,
  leaveQueue,
  openCase,
  openDesk,
  overview,
  type ResidentActor,
  returnToQueue,
  type StaffActor,
  sendMessage,
  startCase,
  takeCase,
  type VerbWorld,
} from '@nara/hub/testing';
import fc from 'fast-check';
import { actors, residents, staff } from './any-story.ts';

/** A case as the model has it: where it stands, who has it, since when it waits. */
interface ModelCase {
  readonly caseId: string;
  readonly personKey: string;
  readonly unitId: string;
  readonly queuedAt: number;
  status: 'queued' | 'active' | 'closed';
  handler: string | undefined;
}

/** What the model knows: the cases in the order of their beginning, and the time. */
export interface CaseModel {
  readonly cases: ModelCase[];
  now: number;
}

/** The real thing: the verbs over a store. */
export interface RealCases {
  readonly world: VerbWorld;
}

type CaseStep = fc.AsyncCommand<CaseModel, RealCases>;

/** A model without a case. */
export function newModel(now: number): CaseModel {
  return { cases: [], now };
}

/** Up to so many of all that residents and staff do with cases. */
export function anyCommands(maxCommands: number): fc.Arbitrary<Iterable<CaseStep>> {
  const which = fc.nat(5);
  const someone = fc.nat(actors.length - 1);
  const resident = fc.nat(residents.length - 1);
  const nurse = fc.nat(staff.length - 1);
  return fc.commands(
    [
      fc.tuple(resident, fc.constantFrom('a', 'b')).map(([who, unitId]) => start(who, unitId)),
      fc.tuple(resident, fc.constantFrom('a', 'b')).map(([who, unitId]) => start(who, unitId)),
      fc.tuple(nurse, which).map(([who, index]) => onCase('take', staff[who] ?? staff[0], index)),
      fc.tuple(nurse, which).map(([who, index]) => onCase('close', staff[who] ?? staff[0], index)),
      fc.tuple(resident, which).map(([who, index]) => onCase('leave', residents[who] ?? residents[0], index)),
      fc.tuple(someone, which).map(([who, index]) => onCase('send', actors[who] ?? residents[0], index)),
      which.map(index => putBack(index)),
      fc.constant(wait()),
    ],
    { maxCommands, size: 'max' },
  );
}

function start(who: number, chosen: string): CaseStep {
  const by = residents[who] ?? residents[0];
  return {
    check: () => true,
    async run(model, { world }) {
      const open = model.cases.filter(
        ({ personKey, status }) => personKey === by.personKey && status !== 'closed',
      );
      const answer = await startCase(world, by, {
        commandId: randomUUID(),
        serviceId: 'symptoms',
        unitId: by.personKey === 'p1' ? null : chosen,
        language: 'sv',
        text: 'Hej',
      });
      if (open.length >= limits.openCases) assert.equal(!answer.ok && answer.error.code, 'too_many_cases');
      else {
        const { caseId } = accepted(answer);
        const unitId = by.personKey === 'p1' ? 'a' : chosen;
        model.cases.push({
          caseId,
          personKey: by.personKey,
          unitId,
          queuedAt: model.now,
          status: 'queued',
          handler: undefined,
        });
      }
      await assertAgree(model, world);
    },
    toString: () => `${by.personKey} starts a case at ${chosen}`,
  };
}

function wait(): CaseStep {
  return {
    check: () => true,
    async run(model, { world }) {
      model.now += 1_000;
      world.clock.advance(1_000);
    },
    toString: () => 'a second passes',
  };
}

/** The hub finds the handler gone: the case is queued again, where it stood. */
function putBack(index: number): CaseStep {
  return {
    check: ({ cases }) => cases.length > 0,
    async run(model, { world }) {
      const it = model.cases[index % model.cases.length];
      if (it === undefined) return;
      const { caseId, handler: handlerId = 'nobody' } = it;
      const wentBack = await returnToQueue(world, { caseId, handlerId, reason: 'handler_away' });
      assert.equal(wentBack, it.status === 'active');
      if (wentBack) {
        it.status = 'queued';
        it.handler = undefined;
      }
      await assertAgree(model, world);
    },
    toString: () => `case ${index} goes back to the queue`,
  };
}

type Act = 'take' | 'close' | 'leave' | 'send';

function onCase(act: Act, by: Actor, index: number): CaseStep {
  return {
    check: ({ cases }) => cases.length > 0,
    async run(model, { world }) {
      const it = model.cases[index % model.cases.length];
      if (it === undefined) return;
      const expected = outcome(act, by, it);
      const answer = await does(world, act, by, it.caseId);
      assert.equal(answer.ok ? 'done' : answer.error.code, expected);
      if (expected === 'done') change(act, by, it);
      await assertAgree(model, world);
    },
    toString: () => `${nameOf(by)}: ${act} case ${index}`,
  };
}

/** The rules of a case in the model's words: what a command comes to. */
function outcome(act: Act, by: Actor, it: ModelCase): string {
  const sees = by.side === 'resident' ? by.personKey === it.personKey : by.unitId === it.unitId;
  if (!sees) return 'not_found';
  if (it.status === 'closed') return 'case_closed';
  if (act === 'leave') return it.status === 'queued' ? 'done' : 'not_queued';
  if (by.side === 'resident' || it.handler === by.staff.id) return 'done';
  if (act === 'take') return it.handler === undefined ? 'done' : 'already_taken';
  return 'not_handler';
}

function change(act: Act, by: Actor, it: ModelCase): void {
  if (act === 'take' && by.side === 'staff') {
    it.status = 'active';
    it.handler = by.staff.id;
  }
  if (act === 'close' || act === 'leave') it.status = 'closed';
}

async function does(world: VerbWorld, act: Act, by: Actor, caseId: string): Promise<Answer<unknown>> {
  const command = { caseId, commandId: randomUUID() };
  if (act === 'send') return await sendMessage(world, by, { ...command, text: 'Hej' });
  if (by.side === 'resident') return await leaveQueue(world, by, command);
  return await (act === 'take' ? takeCase : closeCase)(world, by, command);
}

/** All that can be read agrees with the model: overviews, snapshots and places, work lists and their order. */
async function assertAgree(model: CaseModel, world: VerbWorld): Promise<void> {
  await Promise.all([
    ...residents.map(by => assertOverview(model, world, by)),
    ...staff.map(by => assertWorkList(model, world, by)),
  ]);
}

async function assertOverview(model: CaseModel, world: VerbWorld, by: ResidentActor): Promise<void> {
  const own = model.cases.filter(({ personKey }) => personKey === by.personKey);
  const { cases } = accepted(await overview(world, by));
  assert.deepEqual(
    cases.map(({ caseId, status, queue }) => [caseId, status, queue?.place]).toSorted(),
    own.map(it => [it.caseId, it.status, placeOf(model, it)]).toSorted(),
  );
  const last = own.at(-1);
  if (last === undefined) return;
  const read = accepted(await openCase(world, by, { caseId: last.caseId }, () => undefined));
  assert.deepEqual(
    [read.status, read.handler?.id, read.queue?.place],
    [last.status, last.handler, placeOf(model, last)],
  );
}

async function assertWorkList(model: CaseModel, world: VerbWorld, by: StaffActor): Promise<void> {
  const { rows } = accepted(await openDesk(world, by, () => undefined)).workList;
  const queue = queueOf(model, by.unitId).map(({ caseId }) => caseId);
  assert.deepEqual(
    rows.slice(0, queue.length).map(({ caseId }) => caseId),
    queue,
  );
  assert.deepEqual(
    rows
      .slice(queue.length)
      .map(({ caseId, handler }) => [caseId, handler?.id])
      .toSorted(),
    model.cases
      .filter(({ unitId, status }) => unitId === by.unitId && status === 'active')
      .map(({ caseId, handler }) => [caseId, handler])
      .toSorted(),
  );
}

/** Who has waited longest is first; the id decides between equal instants. */
function queueOf({ cases }: CaseModel, unitId: string): readonly ModelCase[] {
  return cases
    .filter(it => it.unitId === unitId && it.status === 'queued')
    .toSorted((a, b) => a.queuedAt - b.queuedAt || (a.caseId < b.caseId ? -1 : 1));
}

function placeOf(model: CaseModel, it: ModelCase): number | undefined {
  const index = queueOf(model, it.unitId).indexOf(it);
  return index < 0 ? undefined : index + 1;
}

function nameOf(by: Actor): string {
  return by.side === 'resident' ? by.personKey : by.staff.id;
}
