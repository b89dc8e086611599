import type { DeskView, LoggedOut, StaffHub, StaffSessionView, WorkList } from '@nara/contract';
import { untilAborted } from '../abort/until-aborted.ts';
import { messageInput } from '../case/message-input.ts';
import { createClientCore } from '../client/client-core.ts';
import { createWatchedValue } from '../client/watched-value.ts';
import { checkCommandSize } from '../connection/command-size.ts';
import { createConnection } from '../connection/connection.ts';
import { NaraError } from '../errors/nara-error.ts';
import { regionAddress } from '../http/region-address.ts';
import { requestJson } from '../http/request-json.ts';
import type { Command } from '../outbox/command.ts';
import type { World } from '../world/world.ts';
import type { StaffCaseRef, StaffClient, StaffClientOptions } from './staff-client.ts';

/** A list is overtaken within seconds. One that is older by more than this, in milliseconds, was made after the hub's clock was set back. */
const longestOvertaking = 120_000;

function isOvertaken(come: WorkList, shown: WorkList): boolean {
  const behind = Date.parse(shown.at) - Date.parse(come.at);
  return behind > 0 && behind <= longestOvertaking;
}

/** A staff client in the world that it is given. */
export function buildStaffClient(options: StaffClientOptions, world: World): StaffClient {
  const base = regionAddress(options.hub, options.region);
  let sessionId: string | undefined;
  const connection = createConnection<StaffHub>(
    {
      address: `${base}/hub/staff`,
      getToken: undefined,
      headers: options.headers ?? {},
      session: () => sessionId,
    },
    world,
  );
  const desk = createWatchedValue<DeskView>({
    world,
    read: () => connection.invoke('openDesk'),
    want: connection.want,
  });
  const core = createClientCore({
    region: options.region,
    side: 'staff',
    storage: options.storage,
    world,
    connection,
    calls: {
      openCase: input => connection.invoke('openCase', input),
      leaveCase: input => connection.invoke('leaveCase', input),
      eventsSince: input => connection.invoke('eventsSince', input),
      history: input => connection.invoke('history', input),
      mark: input => connection.invoke('mark', input),
      setTyping: input => connection.invoke('setTyping', input),
    },
    async deliver(command: Command) {
      switch (command.method) {
        case 'sendMessage':
          return await connection.invoke('sendMessage', command.input);
        case 'addNote':
          return await connection.invoke('addNote', command.input);
        case 'takeCase':
          return await connection.invoke('takeCase', command.input);
        case 'closeCase':
          return await connection.invoke('closeCase', command.input);
        default:
          throw new TypeError(`method: staff have no ${command.method}`);
      }
    },
    connected: desk.online,
    caseRead: () => {},
    answered: () => {},
    laneChanged: () => {},
  });

  connection.on('caseEvents', core.hear.caseEvents);
  connection.on('typing', core.hear.typing);
  connection.on('sessionEnding', core.hear.sessionEnding);
  connection.on('sessionEnded', core.hear.sessionEnded);
  connection.on('heads', notice => {
    core.hear.heads(notice);
    const { value } = desk.ref.get();
    if (value !== undefined && value.epoch !== notice.epoch) desk.stale();
  });
  connection.on('workList', workList => {
    desk.patch(value => (isOvertaken(workList, value.workList) ? value : { ...value, workList }));
    for (const { caseId } of workList.rows) core.there(caseId);
  });

  const session = (path = ''): string =>
    `${base}/staff/session${path}${sessionId === undefined ? '' : `?session=${sessionId}`}`;
  const byCookie = { credentials: 'same-origin', headers: options.headers, fetch: world.fetch } as const;
  function ended(error: unknown): never {
    if (error instanceof NaraError && error.code === 'session_ended') connection.end(undefined);
    throw error;
  }

  const references = new Map<string, StaffCaseRef>();
  function caseRef(caseId: string): StaffCaseRef {
    const known = references.get(caseId);
    if (known !== undefined) return known;
    const made: StaffCaseRef = {
      ...core.handle(caseId).ref,
      async take(options = {}) {
        await core.ask('takeCase', { commandId: world.uuid(), caseId }, options);
      },
      async close(options = {}) {
        await core.ask('closeCase', { commandId: world.uuid(), caseId }, options);
      },
      async addNote(text, options = {}) {
        const input = { commandId: world.uuid(), caseId, text: messageInput(text) };
        checkCommandSize('addNote', [input]);
        await core.ask('addNote', input, options);
      },
      async revealIdentity({ signal } = {}) {
        signal?.throwIfAborted();
        return (await untilAborted(connection.invoke('revealIdentity', { caseId }), signal)).identity;
      },
    };
    references.set(caseId, made);
    return made;
  }

  return {
    connection: connection.state,
    desk: desk.ref,
    case: caseRef,
    async readSession({ signal } = {}) {
      const view = await requestJson<StaffSessionView>(session(), {
        method: 'GET',
        ...byCookie,
        absentWhenEnded: true,
        signal,
      });
      if (view === undefined && sessionId !== undefined) connection.end(undefined);
      if (view !== undefined) core.belongsTo(view.staff.id);
      sessionId ??= view?.id;
      return view;
    },
    async extendSession({ signal } = {}) {
      const request = { method: 'POST', ...byCookie, signal } as const;
      const view = await requestJson<StaffSessionView>(session('/extend'), request).catch(ended);
      core.extended();
      return view;
    },
    async logout({ signal } = {}) {
      const request = { method: 'DELETE', ...byCookie, signal } as const;
      const out = await requestJson<LoggedOut>(session(), request).catch(ended);
      connection.end('logout');
      return out;
    },
    sessionEnding: core.sessionEnding,
    on: core.on,
    retryNow: connection.retryNow,
    close: ({ signal } = {}) => untilAborted(connection.close(), signal),
  };
}
