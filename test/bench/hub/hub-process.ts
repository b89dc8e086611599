// A plain hub under the load generator, as a process of its own: node --expose-gc test/bench/hub/hub-process.ts --port N
// What a hub in production has is on: every request is authenticated, methods are authorised and pass a filter, arguments checked, pings sent.
import { parseArgs } from 'node:util';
import { createSignalRServer, defineHub } from '@nara/signalr';
import { serveSignalR } from '../../serving/serve-signalr.ts';

interface Dto {
  readonly id: string;
  readonly ts: string;
  readonly text: string;
}

interface BenchHub {
  server: {
    Echo(dto: Dto): Dto;
    Join(group: string): void;
    Publish(group: string, dto: Dto): void;
  };
  client: { Message(dto: Dto): void };
}

interface Member {
  readonly name: string;
  readonly mayWrite: boolean;
}

const { values: options } = parseArgs({ options: { port: { type: 'string' } } });
const members = new Map<string, Member>([['token-of-the-bench', { name: 'bench', mayWrite: true }]]);

function dtoOf(value: unknown): Dto {
  const { id, ts, text } = value as Dto;
  if (typeof id !== 'string' || typeof ts !== 'string' || typeof text !== 'string')
    throw new TypeError('a dto has an id, a ts and a text');
  return { id, ts, text };
}

function groupOf(value: unknown): string {
  if (typeof value !== 'string') throw new TypeError('a group is a string');
  return value;
}

let calls = 0;
const hub = defineHub<BenchHub, Member>({
  filters: [
    {
      invokeMethod(_, next) {
        calls += 1;
        return next();
      },
    },
  ],
  methods: {
    Echo: {
      args: ([dto]) => [dtoOf(dto)],
      authorize: ({ user }) => user.mayWrite,
      handle: (_, dto) => dto,
    },
    Join: {
      args: ([group]) => [groupOf(group)],
      authorize: ({ user }) => user.mayWrite,
      handle: (ctx, group) => ctx.groups.add(ctx.connectionId, group),
    },
    Publish: {
      args: ([group, dto]) => [groupOf(group), dtoOf(dto)],
      authorize: ({ user }) => user.mayWrite,
      handle: (ctx, group, dto) => ctx.clients.group(group).send('Message', dto),
    },
  },
});

const signalr = createSignalRServer();
signalr.map('/hub', hub, {
  requireUser: true,
  authenticate({ bearer = '' }) {
    const user = members.get(bearer);
    return user === undefined ? null : { user, userIdentifier: user.name };
  },
  onError: error => console.error(error),
});
const { port } = await serveSignalR(signalr, { port: Number(options.port) });
console.log(`READY ${port} ${process.pid}`);
process.on('SIGTERM', () => {
  console.log(`${calls} calls`);
  process.exit(0);
});
process.on('SIGUSR2', () => {
  globalThis.gc?.();
  globalThis.gc?.();
});
