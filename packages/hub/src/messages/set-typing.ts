import type { SetTyping } from '@nara/contract';
import type { Actor } from '../cases/actor.ts';
import type { VerbDeps } from '../cases/verb-deps.ts';

/**
 * Tells the other side that somebody writes or has stopped; stored nowhere. The caller's connection has opened the case, which
 * is the permission.
 */
export function setTyping(
  { bus, region }: VerbDeps,
  actor: Actor,
  { caseId, typing }: SetTyping,
  connectionId: string,
): void {
  const value = {
    kind: 'typing',
    region: region.id,
    caseId,
    side: actor.side,
    typing,
    from: connectionId,
  } as const;
  bus.publish(actor.side === 'staff' ? { ...value, name: actor.staff.name } : value);
}
