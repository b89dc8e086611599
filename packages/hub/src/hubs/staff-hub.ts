import {
  addNote as addNoteInput,
  caseInput,
  closeCase as closeCaseInput,
  type StaffHub,
  takeCase as takeCaseInput,
} from '@nara/contract';
import { defineHub, type Hub } from '@nara/signalr/hub';
import { closeCase } from '../cases/close-case.ts';
import type { RegionDirectory } from '../cases/region-directory.ts';
import { revealIdentity } from '../cases/reveal-identity.ts';
import { takeCase } from '../cases/take-case.ts';
import type { StaffCaller } from '../identity/caller.ts';
import { addNote } from '../messages/add-note.ts';
import { openDesk } from '../queues/open-desk.ts';
import { staffActor } from './callers.ts';
import { caseMethods } from './case-methods.ts';
import type { Desks } from './desks.ts';
import { refuseArgument } from './guard-call.ts';
import type { HandlerAway } from './handler-away.ts';
import type { HubSide } from './hub-side.ts';

/** The hub that staff call. `desks` learns who sits where, `handlers` who is connected. */
export function createStaffHub(
  side: HubSide<StaffCaller>,
  region: RegionDirectory,
  desks: Desks,
  handlers: HandlerAway,
): Hub<StaffHub, StaffCaller> {
  const { deps } = side;
  const actor = (caller: StaffCaller) => staffActor(caller, region);
  return defineHub<StaffHub, StaffCaller>({
    methods: {
      ...caseMethods(side),
      openDesk: ctx =>
        side.run('read', 'openDesk', ctx, async () => {
          const openBefore = desks.isOpen(ctx.connectionId);
          try {
            return await openDesk(deps, actor(ctx.user), () => desks.open(ctx));
          } catch (error) {
            // The reading could not be recorded: no work list may follow.
            if (!openBefore) await desks.withdraw(ctx);
            throw error;
          }
        }),
      takeCase: {
        args: [takeCaseInput],
        async handle(ctx, input) {
          const answer = await side.run('command', 'takeCase', ctx, () =>
            takeCase(deps, actor(ctx.user), input),
          );
          handlers.took(ctx);
          return answer;
        },
      },
      closeCase: {
        args: [closeCaseInput],
        handle: (ctx, input) =>
          side.run('command', 'closeCase', ctx, () => closeCase(deps, actor(ctx.user), input)),
      },
      addNote: {
        args: [addNoteInput],
        handle: (ctx, input) =>
          side.run('command', 'addNote', ctx, () => addNote(deps, actor(ctx.user), input)),
      },
      revealIdentity: {
        args: [caseInput],
        handle: (ctx, input) =>
          side.run('command', 'revealIdentity', ctx, () => revealIdentity(deps, actor(ctx.user), input)),
      },
    },
    onConnected(ctx) {
      // The epoch tells a client that is ahead of a restore; which cases it opens is not known yet.
      ctx.clients.caller.send('heads', { epoch: deps.store.epoch, cases: [] });
      const ending = side.endingOf(ctx.user);
      if (ending !== undefined) ctx.clients.caller.send('sessionEnding', ending);
      handlers.came(ctx);
    },
    onDisconnected(ctx) {
      handlers.went(ctx);
      desks.close(ctx.connectionId);
      side.forget(ctx);
    },
    argumentsRefused: (_, fault) => refuseArgument(fault),
  });
}
