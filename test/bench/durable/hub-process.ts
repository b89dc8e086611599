// Our whole path under the load generator, as a process of its own:
//   node test/bench/durable/hub-process.ts --port N --db FILE [--commits write]
// It serves the generator's method names and calls the care hub's own methods: see ../README.md.
import { createServer } from 'node:http';
import { parseArgs } from 'node:util';
import type { CaseEvents, ResidentHub, StaffHub } from '@nara/contract';
import { createHubs, createInProcessBus, type ResidentCaller, Sessions, type StaffCaller } from '@nara/hub';
import type { Store } from '@nara/hub/store';
import { region } from '@nara/hub/testing';
import { machineSecrets, openSqliteStore, sha256, systemClock } from '@nara/server/testing';
import { createSignalRServer, defineHub, type HubContext } from '@nara/signalr';
import { type Conversation, openConversation, type Seat } from './conversation.ts';

/** What the generator sends: `id` and `ts` are the message's number, in digits of a fixed length. */
interface Dto {
  readonly id: string;
  readonly ts: string;
  readonly text: string;
}

interface GeneratorHub {
  server: {
    Join(group: string): unknown;
    Chat(group: string, dto: Dto): unknown;
  };
  client: Record<string, (notice: object) => void>;
}

const { values: options } = parseArgs({
  options: { port: { type: 'string' }, db: { type: 'string' }, commits: { type: 'string', default: 'turn' } },
});
const opened = await openSqliteStore({ file: options.db ?? '' });
const store = options.commits === 'write' ? committingEachWrite(opened) : opened;
const minutes = { idle: 30, absolute: 240 };
const rules = { ...minutes, shared: minutes, warn: 2 };
const sessions = new Sessions({ store, clock: systemClock, secrets: machineSecrets(), rules, failed: fail });
const hubs = createHubs({
  region,
  store,
  bus: createInProcessBus(),
  clock: systemClock,
  uuid: () => crypto.randomUUID(),
  sha256,
  unsealer: { unseal: () => '' },
  activity: sessions,
  log: { error: ({ err }) => fail(err) },
  commandsPerMinute: Number.MAX_SAFE_INTEGER,
});

const conversations = new Map<string, Promise<Conversation>>();
const seats = new Map<string, Seat>();
const generatorHub = defineHub<GeneratorHub>({
  methods: {
    async Join(ctx, group) {
      const conversation = conversations.get(group) ?? openConversation({ hubs, store, sessions });
      conversations.set(group, conversation);
      const { connectionId, groups, signal } = ctx;
      seats.set(connectionId, await (await conversation).takeSeat({ connectionId, groups, signal }));
    },
    Chat: (ctx, _, dto) => seats.get(ctx.connectionId)?.send(dto.text, commandIdOf(dto)),
  },
});
const signalr = createSignalRServer();
const context = signalr.map('/hub', generatorHub, { onError: fail });
hubs.start({
  resident: seenBy(context) as HubContext<ResidentHub, ResidentCaller>,
  staff: seenBy(context) as HubContext<StaffHub, StaffCaller>,
});
const server = createServer((_, response) => void response.writeHead(404).end());
server.on('upgrade', (request, socket, head) => {
  if (!signalr.handleUpgrade(request, socket, head)) socket.destroy();
});
server.listen({ port: Number(options.port), host: '127.0.0.1', backlog: 4096 }, () =>
  console.log(`READY ${options.port} ${process.pid}`),
);
process.on('SIGTERM', () => process.exit(0));

/** The same store with every write in a commit of its own. */
function committingEachWrite(grouped: Store): Store {
  let last: Promise<unknown> = Promise.resolve();
  return {
    ...grouped,
    write(work) {
      const done = last.then(() => grouped.write(work));
      last = done.catch(() => undefined);
      return done;
    },
  };
}

/** A UUIDv7 as the SDK makes them, which carries the message's number, by which the generator knows it again. */
function commandIdOf({ id }: Dto): string {
  const time = Date.now().toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-00${id}`;
}

/** The generator's connections as the care hubs know theirs: events are renamed and told with the number. */
function seenBy({ clients, groups }: HubContext<GeneratorHub>): unknown {
  const to = (name: string) => ({
    send(event: string, notice: object) {
      if (event === 'caseEvents') clients.group(name).send('Message', numbered(notice as CaseEvents));
      else clients.group(name).send(event, notice);
    },
  });
  return { clients: { group: to, clients: () => to('nobody') }, groups, connections: () => [] };
}

function numbered(notice: CaseEvents): object {
  const [event] = notice.events;
  const number = event?.kind === 'message' ? event.message.commandId.slice(-10) : '';
  return { ts: number.padStart(16, '0'), ...notice };
}

/** What fails here is no figure: the generator is told by the end of its connections. */
function fail(error: unknown): void {
  console.error(error);
  process.exit(1);
}
