import type { HubConnection as OfficialConnection } from '@microsoft/signalr';
import { createTypedConnection } from '../client.ts';
import type { SignalRServer } from '../server.ts';
import type { ArgumentSchema } from './argument-schema.ts';
import { defineHub } from './define-hub.ts';

interface Chat {
  server: {
    say(input: { readonly text: string }): { readonly n: number };
    add(a: number, b: number): number;
    leave(): null;
    count(to: number): AsyncIterable<number>;
  };
  client: { said(notice: { readonly text: string }): void; left(): void };
}
interface Person {
  readonly name: string;
}
declare const number: ArgumentSchema<number>;
declare const text: ArgumentSchema<{ readonly text: string }>;
declare const server: SignalRServer;
declare const official: OfficialConnection;

const methods = {
  add: (_ctx: unknown, a: number, b: number) => a + b,
  leave: () => null,
  count: {
    async *stream(_ctx: unknown, to: number) {
      for (let n = 0; n < to; n += 1) yield n;
    },
  },
} as const;

export const chat = defineHub<Chat, Person>({
  methods: {
    ...methods,
    say: {
      args: [text],
      authorize: ctx => ctx.user.name !== '',
      async handle(ctx, input) {
        ctx.clients.others.send('said', { text: input.text });
        ctx.clients.group('g').send('left');
        // @ts-expect-error an event that the contract lacks
        ctx.clients.all.send('sung', { text: '' });
        // @ts-expect-error an argument of the wrong type
        ctx.clients.all.send('said', { text: 1 });
        // @ts-expect-error an argument is missing
        ctx.clients.all.send('said');
        // @ts-expect-error the user has no age
        ctx.user.age;
        return { n: 1 };
      },
    },
  },
});

defineHub<Chat>({
  methods: {
    ...methods,
    // @ts-expect-error the answer is not the contract's
    say: () => ({ n: 'one' }),
  },
});
defineHub<Chat>({
  // @ts-expect-error a method is missing
  methods,
});
defineHub<Chat>({
  methods: {
    ...methods,
    say: () => ({ n: 1 }),
    // @ts-expect-error a method that the contract lacks
    sing: () => null,
  },
});
defineHub<Chat>({
  methods: {
    ...methods,
    say: () => ({ n: 1 }),
    // @ts-expect-error the schema checks something else
    add: { args: [number, text], handle: (_ctx, a, b) => a + b },
  },
});
defineHub<Chat>({
  methods: {
    ...methods,
    say: () => ({ n: 1 }),
    // @ts-expect-error a schema is missing
    add: { args: [number], handle: (_ctx, a, b) => a + b },
  },
});

defineHub<Chat>({
  methods: {
    ...methods,
    say: () => ({ n: 1 }),
    count: {
      // @ts-expect-error a stream of something else
      stream: async function* () {
        yield 'one';
      },
    },
  },
});
defineHub<Chat>({
  methods: {
    ...methods,
    say: () => ({ n: 1 }),
    count: {
      // @ts-expect-error a stream that is written as an ordinary method
      handle: async function* () {
        yield 1;
      },
    },
  },
});
defineHub<Chat>({
  methods: {
    ...methods,
    say: {
      // @ts-expect-error an ordinary method that is written as a stream
      stream: async function* () {
        yield { n: 1 };
      },
    },
  },
});
defineHub<Chat, { name: string }>({
  methods: { ...methods, say: () => ({ n: 1 }) },
  filters: [
    {
      invokeMethod: ({ ctx, method }, next) => (method === 'add' ? next([ctx.user.name]) : next()),
      // @ts-expect-error a filter that answers a connection's beginning
      onConnected: () => 'yes',
    },
  ],
});

server.map('/chat', chat, { requireUser: true, authenticate: () => ({ user: { name: 'Bo' } }) });
// @ts-expect-error the hub's methods count on a user
server.map('/chat', chat);
// @ts-expect-error authenticate answers another user
server.map('/chat', chat, { requireUser: true, authenticate: () => ({ user: 1 }) });
server.map('/chat', chat, { requireUser: true }).clients.user('x').send('left');

const typed = createTypedConnection<Chat>(official);
export const sum: Promise<number> = typed.invoke('add', 1, 2);
// @ts-expect-error a method that the contract lacks
typed.invoke('subtract', 1, 2);
// @ts-expect-error an argument of the wrong type
typed.invoke('add', 1, '2');
// @ts-expect-error an event that the contract lacks
typed.on('sung', () => {});
typed.on('said', notice => notice.text.length);
typed.stream('count', 3).subscribe({ next: (n: number) => n, error: () => {}, complete: () => {} });
// @ts-expect-error a method that answers no stream
typed.stream('add', 1, 2);
