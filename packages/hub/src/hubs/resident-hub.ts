import { leaveQueue as leaveQueueInput, type ResidentHub, startCase as startCaseInput } from '@nara/contract';
import { defineHub, type Hub } from '@nara/signalr/hub';
import { overview } from '../cases/overview.ts';
import { startCase } from '../cases/start-case.ts';
import type { ResidentCaller } from '../identity/caller.ts';
import { leaveQueue } from '../queues/leave-queue.ts';
import { residentActor } from './callers.ts';
import { caseMethods } from './case-methods.ts';
import type { ConnectionsByKey } from './connections-by-key.ts';
import { refuseArgument } from './guard-call.ts';
import type { HubSide } from './hub-side.ts';
import { personGroup, personHeads } from './tell-heads.ts';

/** The hub that residents call. `persons` learns which connections are whose. */
export function createResidentHub(
  side: HubSide<ResidentCaller>,
  persons: ConnectionsByKey,
): Hub<ResidentHub, ResidentCaller> {
  const { deps } = side;
  return defineHub<ResidentHub, ResidentCaller>({
    methods: {
      ...caseMethods(side),
      overview: ctx => side.run('read', 'overview', ctx, () => overview(deps, residentActor(ctx.user))),
      startCase: {
        args: [startCaseInput],
        handle: (ctx, input) =>
          side.run('command', 'startCase', ctx, () => startCase(deps, residentActor(ctx.user), input)),
      },
      leaveQueue: {
        args: [leaveQueueInput],
        handle: (ctx, input) =>
          side.run('command', 'leaveQueue', ctx, () => leaveQueue(deps, residentActor(ctx.user), input)),
      },
    },
    async onConnected(ctx) {
      const { personKey } = ctx.user;
      // Before the read, so that no bell falls between the two.
      persons.add(ctx.connectionId, personKey);
      await ctx.groups.add(ctx.connectionId, personGroup(personKey));
      try {
        // Also without cases: the epoch tells a client that is ahead of a restore.
        const heads = await deps.store.read(tx => personHeads(tx, personKey, deps.store.epoch));
        ctx.clients.caller.send('heads', heads);
        const ending = side.endingOf(ctx.user);
        if (ending !== undefined) ctx.clients.caller.send('sessionEnding', ending);
      } catch (error) {
        // The connection is refused, and nobody will tell of its end.
        persons.remove(ctx.connectionId);
        throw error;
      }
    },
    onDisconnected(ctx) {
      persons.remove(ctx.connectionId);
      side.forget(ctx);
    },
    argumentsRefused: (_, fault) => refuseArgument(fault),
  });
}
