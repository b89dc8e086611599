import type { Overview, ResidentHub } from '@nara/contract';
import { untilAborted } from '../abort/until-aborted.ts';
import { messageInput } from '../case/message-input.ts';
import { createClientCore } from '../client/client-core.ts';
import { createWatchedValue } from '../client/watched-value.ts';
import { checkCommandSize } from '../connection/command-size.ts';
import { type ConnectionSettings, createConnection } from '../connection/connection.ts';
import type { ConnectionState } from '../connection/connection-state.ts';
import { naraError } from '../errors/failures.ts';
import { regionAddress } from '../http/region-address.ts';
import type { Command, Commands } from '../outbox/command.ts';
import type { OutboxEntry } from '../outbox/outbox.ts';
import { createCell, readOnly } from '../ref/ref.ts';
import type { World } from '../world/world.ts';
import { isBehind, withSummary } from './case-summary.ts';
import type {
  PendingStart,
  ResidentCaseRef,
  ResidentClient,
  ResidentClientOptions,
} from './resident-client.ts';

/** A resident's client in the world that it is given. */
export function buildResidentClient(options: ResidentClientOptions, world: World): ResidentClient {
  if (typeof options.getToken !== 'function') throw new TypeError('getToken: a function is expected');
  if (options.storage !== undefined && options.personKey === undefined) {
    throw new TypeError('personKey: whose outbox it is must be known when there is a storage');
  }
  return buildResidentParts(options, world).client;
}

/** A resident's client with what only those who made it may do. */
export interface ResidentParts {
  readonly client: ResidentClient;
  /** Whose outbox it is, where that is learnt after the client is made. */
  belongsTo(personKey: string): void;
  end(reason: ConnectionState['reason']): void;
}

/** Makes a resident's client whose session may be followed by another one. */
export function buildResidentParts(
  options: ResidentClientOptions & Pick<ConnectionSettings, 'renews'>,
  world: World,
): ResidentParts {
  const connection = createConnection<ResidentHub>(
    {
      address: `${regionAddress(options.hub, options.region)}/hub/resident`,
      getToken: options.getToken,
      headers: options.headers ?? {},
      ...(options.renews === undefined ? {} : { renews: options.renews }),
    },
    world,
  );
  const overview = createWatchedValue<Overview>({
    world,
    read: () => connection.invoke('overview'),
    want: connection.want,
  });
  const starting = createCell<readonly PendingStart[]>([]);
  const core = createClientCore({
    region: options.region,
    side: 'resident',
    storage: options.storage,
    personKey: options.personKey,
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
        case 'startCase':
          return await connection.invoke('startCase', command.input);
        case 'sendMessage':
          return await connection.invoke('sendMessage', command.input);
        case 'leaveQueue':
          return await connection.invoke('leaveQueue', command.input);
        default:
          throw new TypeError(`method: residents have no ${command.method}`);
      }
    },
    connected: overview.online,
    caseRead: snapshot => overview.patch(value => withSummary(value, snapshot)),
    answered: ({ method }) => {
      if (method !== 'sendMessage') overview.stale();
    },
    laneChanged: lane => {
      if (lane.startsWith('start:')) readStarting();
    },
  });
  readStarting();

  connection.on('caseEvents', core.hear.caseEvents);
  connection.on('typing', core.hear.typing);
  connection.on('sessionEnding', core.hear.sessionEnding);
  connection.on('sessionEnded', core.hear.sessionEnded);
  connection.on('queue', ({ caseId, queue }) => {
    core.known(caseId)?.patch(({ queue: _before, ...rest }) => ({
      ...rest,
      ...(queue === undefined ? {} : { queue }),
    }));
    overview.patch(value => ({
      ...value,
      cases: value.cases.map(summary => {
        if (summary.caseId !== caseId) return summary;
        const { queue: _before, ...rest } = summary;
        return queue === undefined ? rest : { ...rest, queue };
      }),
    }));
  });
  connection.on('heads', notice => {
    core.hear.heads(notice);
    const { value } = overview.ref.get();
    if (value === undefined) return;
    const elsewhere = notice.cases.filter(
      ({ caseId }) => core.known(caseId)?.ref.get().snapshot === undefined,
    );
    if (value.epoch !== notice.epoch || isBehind(value, elsewhere)) overview.stale();
  });

  function readStarting(): void {
    const lanes = core.outbox.lanes().filter(lane => lane.startsWith('start:'));
    starting.set(lanes.flatMap(lane => core.outbox.entries(lane).flatMap(pendingStart)));
  }

  const references = new Map<string, ResidentCaseRef>();
  function caseRef(caseId: string): ResidentCaseRef {
    const known = references.get(caseId);
    if (known !== undefined) return known;
    const made: ResidentCaseRef = {
      ...core.handle(caseId).ref,
      async leaveQueue(options = {}) {
        await core.ask('leaveQueue', { commandId: world.uuid(), caseId }, options);
      },
    };
    references.set(caseId, made);
    return made;
  }

  const client: ResidentClient = {
    connection: connection.state,
    overview: overview.ref,
    case: caseRef,
    async startCase({ serviceId, unitId, language, text, consent }, options = {}) {
      const input = {
        commandId: world.uuid(),
        serviceId,
        unitId: unitId ?? null,
        language,
        text: messageInput(text),
        ...(consent !== undefined && { consent }),
      };
      checkCommandSize('startCase', [input]);
      const { caseId, reference } = await core.ask('startCase', input, options);
      return { caseId, reference };
    },
    starting: readOnly(starting),
    async awaitStart(commandId) {
      if (!starting.get().some(start => start.commandId === commandId)) throw naraError('not_found');
      connection.want();
      const { caseId, reference } = (await core.outbox.join(commandId)) as Commands['startCase']['value'];
      return { caseId, reference };
    },
    cancelStart: commandId => core.outbox.cancel(commandId),
    sessionEnding: core.sessionEnding,
    sessionExtended: core.extended,
    on: core.on,
    retryNow: connection.retryNow,
    close: ({ signal } = {}) => untilAborted(connection.close(), signal),
  };
  return { client, belongsTo: core.belongsTo, end: connection.end };
}

function pendingStart({ command, at, state, error }: OutboxEntry): PendingStart[] {
  if (command.method !== 'startCase') return [];
  const { commandId, serviceId, unitId, language, text, consent } = command.input;
  return [
    {
      commandId,
      serviceId,
      ...(unitId === null ? {} : { unitId }),
      language,
      text,
      ...(consent !== undefined && { consent }),
      at,
      state,
      ...(error === undefined ? {} : { error }),
    },
  ];
}
