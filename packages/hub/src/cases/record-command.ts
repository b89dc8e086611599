import { type Answer, accept, type Instant, refuse } from '@nara/contract';
import {
  applyAll,
  type CaseCommand,
  type CaseState,
  type DecideIds,
  type DomainEvent,
  decide,
} from '@nara/rules';
import { caseAuditRow } from '../audit/audit-row.ts';
import type { Bus } from '../bus/bus.ts';
import type { StoredEvent, Tx } from '../store/port.ts';
import { type Actor, authorOf, caseActorOf, type SystemActor } from './actor.ts';
import type { VerbDeps } from './verb-deps.ts';

/** What a command did: nothing is stored of a refusal, so the same command may be tried again under its id. */
export interface Recorded {
  readonly state: CaseState;
  readonly stored: readonly StoredEvent[];
}

/** What is known of a command before it is decided. */
export interface CommandIdentity {
  readonly author: string;
  readonly commandId: string;
  readonly inputHash: string;
}

/** A command's identity: who sent it, its id, and a hash of all else that was asked. */
export function identifyCommand(
  { sha256 }: Pick<VerbDeps, 'sha256'>,
  actor: Actor,
  commandId: string,
  input: unknown,
): CommandIdentity {
  return {
    author: authorOf(actor),
    commandId,
    inputHash: sha256(JSON.stringify(input), 'base64url'),
  };
}

/** Rule 2: what a known command answered, or `command_reused`; undefined for a new one. */
export async function findCommand<Receipt>(
  tx: Tx,
  { author, commandId, inputHash }: CommandIdentity,
): Promise<Answer<Receipt> | undefined> {
  const known = await tx.commands.find(author, commandId);
  if (known === undefined) return undefined;
  return known.inputHash === inputHash ? (known.answer as Answer<Receipt>) : refuse('command_reused');
}

/**
 * Decides a command and stores what it leads to: state, events, what others are to be told of them and, for all but marks, the
 * audit row (a mark tells how far the reading went that `openCase` has recorded). The caller stores the command's receipt.
 */
export async function decideAndSave(
  { tellOutside }: VerbDeps,
  tx: Tx,
  state: CaseState | undefined,
  command: CaseCommand,
  actor: Actor | SystemActor,
  now: Instant,
  ids: DecideIds,
): Promise<Answer<Recorded>> {
  const decision = decide(state, command, caseActorOf(actor), now, ids);
  if (!decision.ok) return decision;
  const next = applyAll(state, decision.value);
  if (next === undefined) throw new TypeError('decide: a case begins with its first event');
  if (decision.value.length === 0) return accept({ state: next, stored: [] });
  const stored = await tx.cases.save(next, decision.value, state);
  if (command.kind !== 'mark') await tx.audit.add(caseAuditRow(actor, command.kind, next, now));
  await tellOutside?.(tx, next, stored);
  return accept({ state: next, stored });
}

/** Rings for what was committed: each audience that has new events, then the unit. */
export function ringFor(bus: Bus, region: string, { state, stored }: Recorded): void {
  if (stored.length === 0) return;
  const { id: caseId, personKey, unitId } = state;
  for (const audience of ['resident', 'staff'] as const) {
    if (stored.some(({ n }) => n[audience] !== undefined))
      bus.publish({ kind: 'case', region, caseId, audience, head: state.heads[audience], personKey, stored });
  }
  bus.publish({ kind: 'unit', region, unitId, queue: stored.some(({ event }) => changesQueue(event)) });
}

function changesQueue({ kind }: DomainEvent): boolean {
  return kind === 'queued' || kind === 'taken' || kind === 'returned' || kind === 'closed';
}
