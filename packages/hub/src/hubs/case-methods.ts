import {
  type Answer,
  accept,
  type CaseInput,
  type CaseSnapshot,
  caseInput,
  type EventsAnswer,
  type EventsSince,
  eventsSince,
  type History,
  type HistoryAnswer,
  history,
  type Mark,
  type MessageView,
  mark,
  refuse,
  type SendMessage,
  type SetTyping,
  sendMessage,
  setTyping,
} from '@nara/contract';
import * as cases from '../cases/events-since.ts';
import * as reading from '../cases/history.ts';
import { openCase } from '../cases/open-case.ts';
import * as marks from '../messages/mark.ts';
import * as sending from '../messages/send-message.ts';
import * as typing from '../messages/set-typing.ts';
import type { Call, HubSide } from './hub-side.ts';

/** The methods that residents and staff have in common. */
export function caseMethods<User extends { readonly sessionHash: string }>(side: HubSide<User>) {
  const { deps, watchers, actorOf } = side;
  return {
    openCase: {
      args: [caseInput] as const,
      handle: (call: Call<User>, input: CaseInput): Promise<Answer<CaseSnapshot>> =>
        side.run('read', 'openCase', call, () => openAndJoin(side, call, input)),
    },
    leaveCase: {
      args: [caseInput] as const,
      async handle(call: Call<User>, { caseId }: CaseInput): Promise<Answer<null>> {
        side.stopWriting(call, caseId);
        watchers.leave(call.connectionId, caseId);
        await call.groups.remove(call.connectionId, side.groupOf(caseId));
        return accept(null);
      },
    },
    eventsSince: {
      args: [eventsSince] as const,
      handle: (call: Call<User>, input: EventsSince): Promise<Answer<EventsAnswer>> =>
        side.run('read', 'eventsSince', call, () =>
          cases.eventsSince(
            deps,
            actorOf(call.user),
            input,
            watchers.isWatching(call.connectionId, input.caseId),
          ),
        ),
    },
    history: {
      args: [history] as const,
      handle: (call: Call<User>, input: History): Promise<Answer<HistoryAnswer>> =>
        side.run('read', 'history', call, () =>
          reading.history(
            deps,
            actorOf(call.user),
            input,
            watchers.isWatching(call.connectionId, input.caseId),
          ),
        ),
    },
    sendMessage: {
      args: [sendMessage] as const,
      handle: (
        call: Call<User>,
        input: SendMessage,
      ): Promise<Answer<{ readonly message: MessageView; readonly n: number }>> =>
        side.run('command', 'sendMessage', call, () => sending.sendMessage(deps, actorOf(call.user), input)),
    },
    mark: {
      args: [mark] as const,
      handle: (call: Call<User>, input: Mark): Promise<Answer<{ readonly n: number }>> =>
        side.run('mark', 'mark', call, () => marks.mark(deps, actorOf(call.user), input)),
    },
    setTyping: {
      args: [setTyping] as const,
      handle: (call: Call<User>, input: SetTyping): Promise<Answer<null>> =>
        side.run('typing', 'setTyping', call, () => {
          if (!watchers.isWatching(call.connectionId, input.caseId)) return refuse('not_found');
          typing.setTyping(deps, actorOf(call.user), input, call.connectionId);
          side.noteTyping(call, input);
          return accept(null);
        }),
    },
  };
}

/** Joins inside the transaction, once the case is known to be visible; leaves again if that could not be recorded. */
async function openAndJoin<User extends { readonly sessionHash: string }>(
  { deps, watchers, actorOf, groupOf }: HubSide<User>,
  call: Call<User>,
  input: CaseInput,
): Promise<Answer<CaseSnapshot>> {
  const { connectionId, user, groups } = call;
  const { caseId } = input;
  const group = groupOf(caseId);
  const watchedBefore = watchers.isWatching(connectionId, caseId);
  let joined: Promise<void> | undefined;
  try {
    const answer = await openCase(deps, actorOf(user), input, n => {
      watchers.join(call, caseId, n);
      joined = groups.add(connectionId, group);
    });
    await joined;
    return answer;
  } catch (error) {
    if (joined !== undefined && !watchedBefore) {
      watchers.leave(connectionId, caseId);
      await groups.remove(connectionId, group);
    }
    throw error;
  }
}
