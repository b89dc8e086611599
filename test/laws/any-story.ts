import { randomUUID } from 'node:crypto';
import type { Answer } from '@nara/contract';
import {
  type Actor,
  addNote,
  closeCase,
  leaveQueue,
  mark,
  nurseAt,
  type ResidentActor,
  residentOf,
  type StaffActor,
  sendMessage,
  startCase,
  takeCase,
  type VerbWorld,
} from '@nara/hub/testing';
import fc from 'fast-check';

/** Two residents: one is listed at clinic `a`, the other nowhere and chooses. */
export const residents: readonly [ResidentActor, ResidentActor] = [residentOf('p1'), residentOf('p9')];
/** Three who answer, at two clinics, and one of social services, who may see none of their cases. */
export const staff: readonly [StaffActor, StaffActor, StaffActor, StaffActor] = [
  nurseAt('a', 'eva'),
  nurseAt('a', 'olle'),
  nurseAt('b', 'bo'),
  nurseAt('social', 'soila'),
];
/** Everybody. */
export const actors: readonly Actor[] = [...residents, ...staff];

/** A case that was begun: whose, and where. */
export interface BegunCase {
  readonly caseId: string;
  readonly personKey: string;
  readonly unitId: string;
}

/** Whether a case is there for somebody. */
export function maySee(actor: Actor, { personKey, unitId }: BegunCase): boolean {
  return actor.side === 'resident' ? actor.personKey === personKey : actor.unitId === unitId;
}

/** One thing that somebody does. `case` and `call` pick among those there are. */
export type Step =
  | { readonly do: 'start'; readonly resident: number; readonly unitId: 'a' | 'b' }
  | { readonly do: 'leave'; readonly resident: number; readonly case: number }
  | { readonly do: 'note' | 'take' | 'close'; readonly staff: number; readonly case: number }
  | { readonly do: 'send'; readonly actor: number; readonly case: number }
  | { readonly do: 'flood'; readonly case: number }
  | { readonly do: 'return'; readonly case: number }
  | {
      readonly do: 'mark';
      readonly actor: number;
      readonly case: number;
      readonly delivered: number;
      readonly read: number;
    }
  | { readonly do: 'again' | 'reuse'; readonly call: number }
  | { readonly do: 'wait' };

// Some are about more often than others, so that stories get further than their beginnings.
const resident = fc.constantFrom(0, 0, 1);
const nurse = fc.constantFrom(0, 0, 0, 1, 2, 2, 3);
const actor = fc.constantFrom(0, 0, 1, 2, 2, 3, 4, 5);
const which = fc.constantFrom(0, 0, 0, 1, 1, 2, 3);

/** Any step; those by which a case goes on are more frequent. */
export const anyStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('start' as const),
      resident,
      unitId: fc.constantFrom('a' as const, 'b' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('leave' as const), resident, case: which }) },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'take' as const,
        'take' as const,
        'note' as const,
        'note' as const,
        'close' as const,
      ),
      staff: nurse,
      case: which,
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('send' as const), actor, case: which }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('flood' as const), case: which }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('return' as const), case: which }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('mark' as const),
      actor,
      case: which,
      delivered: fc.nat(8),
      read: fc.nat(8),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constantFrom('again' as const, 'reuse' as const), call: fc.nat(20) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('wait' as const) }) },
);

/** A command as it can be given once more, and once more with other input under its id. */
export interface Call {
  readonly actor: Actor;
  /** The case it is about; absent for a start. */
  readonly begun?: BegunCase;
  readonly run: (other?: 'other input') => Promise<Answer<unknown>>;
}

/** The case that a step is about, of those there are. */
export function touchedBy(step: Step, cases: readonly BegunCase[]): BegunCase | undefined {
  if (step.do === 'start') return cases.at(-1);
  return 'case' in step ? cases[step.case % Math.max(cases.length, 1)] : undefined;
}

/** How many messages a flood of the resident's is: two of them are more than a snapshot holds. */
const flood = 50;

/** The commands that a step is; none for those that concern earlier calls or nobody. */
export function callsOf(world: VerbWorld, step: Step, cases: readonly BegunCase[]): readonly Call[] {
  if (step.do === 'start') return [startOf(world, residents[step.resident] ?? residents[0], step.unitId)];
  const begun = touchedBy(step, cases);
  if (begun === undefined || 'call' in step || step.do === 'wait' || step.do === 'return') return [];
  const { caseId } = begun;
  const one = (actor: Actor, run: (text: string, commandId: string) => Promise<Answer<unknown>>): Call => {
    const commandId = randomUUID();
    return { actor, begun, run: other => run(other ?? 'Hej', commandId) };
  };
  switch (step.do) {
    case 'leave': {
      const by = residents[step.resident] ?? residents[0];
      return [
        one(by, (text, commandId) =>
          text === 'Hej'
            ? leaveQueue(world, by, { caseId, commandId })
            : sendMessage(world, by, { caseId, commandId, text }),
        ),
      ];
    }
    case 'note':
    case 'take':
    case 'close': {
      const by = staff[step.staff] ?? staff[0];
      const act = { take: takeCase, close: closeCase }[step.do === 'note' ? 'take' : step.do];
      return [
        one(by, (text, commandId) =>
          step.do === 'note' || text !== 'Hej'
            ? addNote(world, by, { caseId, commandId, text })
            : act(world, by, { caseId, commandId }),
        ),
      ];
    }
    case 'mark': {
      const by = actors[step.actor] ?? residents[0];
      const { delivered, read } = step;
      return [
        one(by, (text, commandId) =>
          mark(world, by, { caseId, commandId, read, delivered: text === 'Hej' ? delivered : delivered + 1 }),
        ),
      ];
    }
    case 'send':
    case 'flood': {
      const owner = residents.find(({ personKey }) => personKey === begun.personKey) ?? residents[0];
      const by = step.do === 'flood' ? owner : (actors[step.actor] ?? owner);
      return Array.from({ length: step.do === 'flood' ? flood : 1 }, () =>
        one(by, (text, commandId) => sendMessage(world, by, { caseId, commandId, text })),
      );
    }
  }
}

function startOf(world: VerbWorld, by: ResidentActor, unitId: 'a' | 'b'): Call {
  const commandId = randomUUID();
  return {
    actor: by,
    run: (text?: 'other input') =>
      startCase(world, by, {
        commandId,
        serviceId: 'symptoms',
        unitId: by === residents[0] ? null : unitId,
        language: 'sv',
        text: text ?? 'Hej',
      }),
  };
}
