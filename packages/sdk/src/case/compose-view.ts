import type { CaseSnapshot } from '@nara/contract';
import { failureOf } from '../errors/failures.ts';
import type { OutboxEntry } from '../outbox/outbox.ts';
import type { FeedState } from './case-feed.ts';
import type { CaseView, PendingMessage } from './case-view.ts';

/** A message that the hub has answered but the snapshot does not show yet. */
export interface Confirmed {
  readonly message: PendingMessage;
  /** The event number that it will come with. */
  readonly n: number;
}

/** An outbox entry as a message; undefined for commands that bring none. A start stands in a case's lane when a restore took the case away. */
export function pendingMessage({ command, at, state, error }: OutboxEntry): PendingMessage | undefined {
  if (command.method !== 'sendMessage' && command.method !== 'startCase') return undefined;
  const { commandId, text } = command.input;
  return { commandId, text, at, state, ...(error === undefined ? {} : { error }) };
}

/** What is drawn: the snapshot, then what it does not hold yet. */
export function composeView(
  feed: FeedState,
  confirmed: readonly Confirmed[],
  entries: readonly OutboxEntry[],
  typing: CaseView['typing'],
): CaseView {
  const { snapshot } = feed;
  const unsent = entries.map(pendingMessage).filter(message => message !== undefined);
  const all = [
    ...confirmed.filter(({ n }) => snapshot === undefined || n > snapshot.n).map(c => c.message),
    ...unsent,
  ];
  return {
    status: feed.status,
    ...(snapshot === undefined ? {} : { snapshot }),
    pending: snapshot === undefined ? all : withoutStored(all, snapshot),
    ...(typing === undefined ? {} : { typing }),
    ...(feed.error === undefined ? {} : { error: failureOf(feed.error) }),
  };
}

function withoutStored(
  pending: readonly PendingMessage[],
  snapshot: CaseSnapshot,
): readonly PendingMessage[] {
  if (pending.length === 0) return pending;
  const stored = new Set(
    snapshot.entries.map(entry => (entry.kind === 'message' ? entry.message.commandId : undefined)),
  );
  return pending.filter(({ commandId }) => !stored.has(commandId));
}
