// The hub that the wire conformance probe talks to (test/conformance/wire/), as far as the package speaks the protocol:
//   node scripts/wire-hub.ts --port 9600
// Method names and texts are the reference's, so that answers can be compared byte for byte.
import { createServer } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { messagePackHubProtocol } from '../packages/signalr/src/msgpack.ts';
import type { ArgumentSchema, EndpointOptions } from '../packages/signalr/src/signalr.ts';
import {
  createSignalRServer,
  defineHub,
  HubError,
  jsonHubProtocol,
  streamOf,
} from '../packages/signalr/src/signalr.ts';

interface Dto {
  readonly name: string | null;
  readonly age: number | null;
  /** In MessagePack a timestamp. */
  readonly when: string | Date;
  readonly tags: readonly string[] | null;
  readonly child: Dto | null;
}

type Text = string | null;

interface WireContract {
  server: {
    Echo(x: unknown): unknown;
    EchoDto(dto: Dto | null): object | null;
    EchoString(text: Text): Text;
    Bytes(bytes: Uint8Array | null): Uint8Array;
    Add(a: number, b: number): number;
    Void(): void;
    VoidTask(): void;
    Null(): Text;
    NextColour(colour: number): number;
    renamed(): string;
    Throw(): string;
    ThrowHub(): string;
    ThrowLater(): string;
    SendSelf(target: Text, x: unknown): void;
    SendSelfNone(): void;
    SendSelfMany(): void;
    Join(group: Text): void;
    Leave(group: Text): void;
    Publish(group: Text, text: Text): void;
    PublishOthers(group: Text, text: Text): void;
    EmptyGroups(): void;
    ToUser(user: Text, text: Text): void;
    Abort(): void;
    UserId(): Text;
    SameId(id: Text): boolean;
    Slow(ms: number): number;
    Count(n: number): AsyncIterable<number>;
    Forever(): AsyncIterable<number>;
    Letters(n: number): AsyncIterable<string>;
    CountThenThrow(n: number): AsyncIterable<number>;
    CountThenThrowHub(n: number): AsyncIterable<number>;
    NullStream(): AsyncIterable<number>;
    Sum(numbers: AsyncIterable<number>): number;
    SumTwo(numbers: AsyncIterable<number>, words: AsyncIterable<Text>, prefix: Text): string;
    Upper(words: AsyncIterable<Text>): AsyncIterable<string>;
    UploadError(numbers: AsyncIterable<number>): string;
    Ask(question: Text): string;
    AskNobody(): string;
    OnlyKnown(): string;
  };
  client: {
    Question(question: Text): Text;
    Got(x: unknown): void;
    Nothing(): void;
    Many(one: number, two: string, three: readonly number[], four: { readonly four: number }): void;
  };
}

/** Errors that go by .NET's names on the wire. */
class NamedError extends Error {
  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}

/** An argument that .NET's own methods insist on. */
function given(value: Text, parameter: string): string {
  if (value !== null) return value;
  throw new NamedError('ArgumentNullException', `Value cannot be null. (Parameter '${parameter}')`);
}

function referred<T>(value: T | null): T {
  if (value !== null) return value;
  throw new NamedError('NullReferenceException', 'Object reference not set to an instance of an object.');
}

function schema<T>(read: (input: unknown) => T): ArgumentSchema<T> {
  return {
    safeParse(input) {
      try {
        return { success: true, data: read(input) };
      } catch (error) {
        return { success: false, error };
      }
    },
  };
}

function refuse(): never {
  throw new TypeError('of another type');
}

const anything = schema(input => (input === undefined ? refuse() : input));
// .NET refuses half a surrogate pair when it reads a text.
const text = schema<Text>(input =>
  input === null || (typeof input === 'string' && input.isWellFormed()) ? input : refuse(),
);
const int32 = schema<number>(input =>
  typeof input === 'number' && (input | 0) === input ? input : refuse(),
);
/** `byte[]`: in JSON base64, in MessagePack bin. */
const bytes = schema<Uint8Array | null>(input => {
  if (input === null || input instanceof Uint8Array) return input;
  if (
    typeof input !== 'string' ||
    !/^(?:[A-Za-z\d+/]{4})*(?:[A-Za-z\d+/]{2}==|[A-Za-z\d+/]{3}=)?$/.test(input)
  )
    refuse();
  return Buffer.from(input, 'base64');
});
const dto = schema<Dto | null>(input => (input === null ? null : readDto(input)));

/** Members in any case, as .NET's web defaults read them. */
function readDto(input: unknown): Dto {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) refuse();
  const members = new Map(Object.entries(input).map(([key, value]) => [key.toLowerCase(), value]));
  const tags = members.get('tags') ?? null;
  if (tags !== null && !(Array.isArray(tags) && tags.every(tag => typeof tag === 'string'))) refuse();
  const child = members.get('child') ?? null;
  const age = members.get('age') ?? null;
  return {
    name: accept(text, members.get('name') ?? null),
    age: age === null ? null : accept(int32, age),
    when: members.has('when') ? readInstant(members.get('when')) : '0001-01-01T00:00:00',
    tags,
    child: child === null ? null : readDto(child),
  };
}

function accept<T>(by: ArgumentSchema<T>, input: unknown): T {
  const result = by.safeParse(input);
  return result.success ? result.data : refuse();
}

/** In MessagePack .NET's names are written as they are. */
function pascalCased(value: Dto): object {
  const entries = Object.entries(value).map(([key, member]) => [
    key[0]?.toUpperCase() + key.slice(1),
    member,
  ]);
  return Object.fromEntries(entries);
}

/** A .NET DateTime on a machine in UTC: `Z` stays, an offset becomes local time. */
function readInstant(input: unknown): string | Date {
  if (input instanceof Date) return input;
  if (typeof input !== 'string' || Number.isNaN(Date.parse(input))) refuse();
  if (!/[+-]\d\d:\d\d$/.test(input)) return input;
  return `${new Date(input).toISOString().replace(/(?:\.000)?Z$/, '')}+00:00`;
}

async function sum(numbers: AsyncIterable<number>): Promise<number> {
  let total = 0;
  for await (const n of numbers) total = (total + n) | 0;
  return total;
}

/** An error as .NET's own methods tell of it. */
const named = (error: unknown): string => (error instanceof Error ? `${error.name}: ${error.message}` : '');

async function* countTo(n: number): AsyncGenerator<number> {
  for (let i = 0; i < n; i += 1) yield i;
}

type WireUser = { readonly name: string } | undefined;

const hub = defineHub<WireContract, WireUser>({
  results: { Question: { ...text, description: 'String' } },
  methods: {
    Echo: { args: [anything], handle: (_, x) => x },
    EchoDto: {
      args: [dto],
      handle: (_, value) => (value?.when instanceof Date ? pascalCased(value) : value),
    },
    EchoString: { args: [text], handle: (_, value) => value },
    Bytes: { args: [bytes], handle: (_, given) => Buffer.concat([referred(given), Buffer.of(255)]) },
    Add: { args: [int32, int32], handle: (_, a, b) => (a + b) | 0 },
    Void: { args: [], handle: () => {} },
    VoidTask: { args: [], handle: async () => {} },
    Null: { args: [], handle: () => null },
    NextColour: { args: [int32], handle: (_, colour) => (colour === 0 ? 1 : 0) },
    renamed: { args: [], handle: () => 'renamed' },
    Throw: {
      args: [],
      handle: () => {
        throw new NamedError('InvalidOperationException', 'boom');
      },
    },
    ThrowHub: {
      args: [],
      handle: () => {
        throw new HubError('seen by the client');
      },
    },
    ThrowLater: {
      args: [],
      handle: () => Promise.reject(new NamedError('ArgumentException', 'later')),
    },
    SendSelf: {
      args: [text, anything],
      // The target is the caller's choice, which no contract can name.
      handle: (ctx, target, x) => ctx.clients.caller.send(target as 'Got', x),
    },
    SendSelfNone: { args: [], handle: ctx => ctx.clients.caller.send('Nothing') },
    SendSelfMany: { args: [], handle: ctx => ctx.clients.caller.send('Many', 1, 'two', [3], { four: 4 }) },
    Join: {
      args: [text],
      handle: (ctx, group) => ctx.groups.add(ctx.connectionId, given(group, 'groupName')),
    },
    Leave: {
      args: [text],
      handle: (ctx, group) => ctx.groups.remove(ctx.connectionId, given(group, 'groupName')),
    },
    Publish: {
      args: [text, text],
      handle: (ctx, group, x) => ctx.clients.group(given(group, 'groupName')).send('Got', x),
    },
    PublishOthers: {
      args: [text, text],
      handle: (ctx, group, x) => ctx.clients.othersInGroup(given(group, 'groupName')).send('Got', x),
    },
    EmptyGroups: { args: [], handle: ctx => ctx.clients.groups(['a', '']).send('Got', 'x') },
    ToUser: {
      args: [text, text],
      handle: (ctx, user, x) => ctx.clients.user(given(user, 'userId')).send('Got', x),
    },
    Abort: { args: [], handle: ctx => ctx.abort() },
    UserId: { args: [], handle: ctx => ctx.userIdentifier ?? null },
    SameId: { args: [text], handle: (ctx, id) => ctx.connectionId === id },
    Slow: { args: [int32], handle: (_, ms) => wait(ms, ms) },
    Count: { args: [int32], stream: (_, n) => countTo(n) },
    Forever: {
      args: [],
      async *stream({ signal }) {
        for (let i = 0; ; i += 1) {
          yield i;
          await wait(20, undefined, { signal });
        }
      },
    },
    Letters: {
      args: [int32],
      async *stream(_, n) {
        for await (const i of countTo(n)) yield String.fromCharCode(97 + i);
      },
    },
    CountThenThrow: {
      args: [int32],
      async *stream(_, n) {
        yield* countTo(n);
        throw new NamedError('InvalidOperationException', 'mid stream');
      },
    },
    CountThenThrowHub: {
      args: [int32],
      async *stream(_, n) {
        yield* countTo(n);
        throw new HubError('mid stream, seen');
      },
    },
    // What no contract lets a method answer.
    NullStream: { args: [], stream: () => null as unknown as AsyncIterable<number> },
    Sum: { args: [streamOf(int32)], handle: (_, numbers) => sum(numbers) },
    SumTwo: {
      args: [streamOf(int32), streamOf(text), text],
      async handle(_, numbers, words, prefix) {
        const total = await sum(numbers);
        let joined = '';
        for await (const word of words) joined += word ?? '';
        return `${prefix ?? ''}${total}${joined}`;
      },
    },
    Upper: {
      args: [streamOf(text)],
      async *stream(_, words) {
        for await (const word of words) yield referred(word).toUpperCase();
      },
    },
    UploadError: {
      args: [streamOf(int32)],
      handle: (_, numbers) => sum(numbers).then(() => 'no error', named),
    },
    Ask: {
      args: [text],
      handle: (ctx, question) =>
        ctx.clients.caller.invoke('Question', question).then(answer => `answer: ${answer ?? ''}`, named),
    },
    AskNobody: {
      args: [],
      handle: ctx => ctx.clients.client('nobody').invoke('Question', 'q').then(referred, named),
    },
    OnlyKnown: { args: [], authorize: ctx => ctx.user !== undefined, handle: () => 'in' },
  },
});

const refusingHub = defineHub<WireContract, WireUser>({
  ...hub,
  onConnected() {
    throw new NamedError('InvalidOperationException', 'not you');
  },
});

const { values } = parseArgs({ options: { port: { type: 'string', default: '9600' } } });

const common: EndpointOptions<WireUser> = {
  allowedOrigins: ['http://site.example'],
  protocols: [jsonHubProtocol, messagePackHubProtocol],
  // A token is a name; "alice:2" expires two seconds from now; "none" is refused.
  authenticate({ bearer }) {
    if (bearer === undefined || bearer === '' || bearer === 'none') return null;
    const [userIdentifier = '', seconds] = bearer.split(':');
    return {
      user: { name: userIdentifier },
      userIdentifier,
      ...(seconds === undefined ? undefined : { expiresAt: Date.now() + Number(seconds) * 1_000 }),
    };
  },
};

const server = createSignalRServer();
server.map('/hub', hub, common);
server.map('/detail', hub, { ...common, enableDetailedErrors: true });
server.map('/fast', hub, {
  ...common,
  enableDetailedErrors: true,
  handshakeTimeout: 1_000,
  keepAliveInterval: 1_000,
  clientTimeout: 3_000,
  closeTimeout: 1_000,
  maximumReceiveMessageSize: 300,
  pollTimeout: 2_000,
});
server.map('/only-lp', hub, { ...common, transports: ['LongPolling'] });
server.map('/only-ws', hub, { ...common, transports: ['WebSockets'], minimumProtocolVersion: 1 });
server.map('/stateful', hub, { ...common, allowStatefulReconnects: true });
server.map('/auth', hub, { ...common, requireUser: true, closeOnAuthenticationExpiration: true });
server.map('/bad-connect', refusingHub, common);
server.mapConnections<WireUser>(
  '/echo',
  async connection => {
    for await (const chunk of connection) await connection.send(chunk);
  },
  common,
);

const http = createServer((request, response) => {
  if (server.handleRequest(request, response)) return;
  response.statusCode = 404;
  response.end();
});
http.on('upgrade', (request, socket, head) => {
  if (!server.handleUpgrade(request, socket, head)) socket.destroy();
});
http.listen(Number(values.port), '127.0.0.1', () => {
  const address = http.address();
  const port = typeof address === 'object' && address !== null ? address.port : values.port;
  console.log(`READY ${port} ${process.pid}`);
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void server.close().then(() => http.close());
  });
}
