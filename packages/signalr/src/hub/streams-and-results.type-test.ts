import type { HubConnection as OfficialConnection, Subject } from '@microsoft/signalr';
import { createTypedConnection } from '../client.ts';
import type { ArgumentSchema } from './argument-schema.ts';
import type { ResultSchema } from './connection-proxy.ts';
import { defineHub } from './define-hub.ts';
import type { HubContext } from './hub-context.ts';
import { streamOf } from './stream-of.ts';

interface Desk {
  server: {
    sum(numbers: AsyncIterable<number>): number;
    label(name: string, lines: AsyncIterable<string>): null;
    upper(words: AsyncIterable<string>): AsyncIterable<string>;
    plain(name: string): null;
  };
  client: {
    confirm(question: string): boolean;
    pick(): Promise<number>;
    noted(text: string): void;
    closed(): Promise<void>;
  };
}
declare const number: ArgumentSchema<number>;
declare const text: ArgumentSchema<string>;
declare const truth: ResultSchema<boolean>;
declare const official: OfficialConnection;
declare const numbers: AsyncIterable<number>;
declare const words: AsyncIterable<string>;
declare const subject: Subject<number>;
declare const context: HubContext<Desk>;
declare const signal: AbortSignal;

const methods = {
  label: { args: [text, streamOf(text)], handle: () => null },
  upper: { args: [streamOf(text)], stream: (_ctx: unknown, given: AsyncIterable<string>) => given },
  plain: () => null,
} as const;
const sum = { args: [streamOf(number)], handle: () => 0 } as const;

export const desk = defineHub<Desk>({
  results: { confirm: truth },
  methods: {
    ...methods,
    sum: {
      args: [streamOf(number)],
      async handle(ctx, given) {
        let total = 0;
        for await (const n of given) total += n;
        const sure: boolean = await ctx.clients.caller.invoke('confirm', `${total}?`, signal);
        const picked: number = await ctx.clients.client('c').invoke('pick');
        // @ts-expect-error a client method that answers nothing
        await ctx.clients.caller.invoke('noted', 'x');
        // @ts-expect-error a client method that answers nothing, some time
        await ctx.clients.caller.invoke('closed');
        // @ts-expect-error an argument of the wrong type
        await ctx.clients.caller.invoke('confirm', 1);
        // @ts-expect-error an argument is missing
        await ctx.clients.caller.invoke('confirm', signal);
        // @ts-expect-error many connections cannot be asked
        await ctx.clients.others.invoke('pick');
        // @ts-expect-error nor can a group
        await ctx.clients.group('g').invoke('pick');
        return sure ? picked : total;
      },
    },
  },
});

defineHub<Desk>({
  methods: {
    ...methods,
    // @ts-expect-error a method that takes a stream, without args
    sum: () => 0,
  },
});
defineHub<Desk>({
  methods: {
    ...methods,
    // @ts-expect-error a stream of something else
    sum: { args: [streamOf(text)], handle: () => 0 },
  },
});
defineHub<Desk>({
  methods: {
    ...methods,
    // @ts-expect-error a stream that is checked as one value
    sum: { args: [number], handle: () => 0 },
  },
});
defineHub<Desk>({
  methods: {
    ...methods,
    // @ts-expect-error streams do not come through a function
    sum: { args: () => [numbers] as const, handle: () => 0 },
  },
});
defineHub<Desk>({
  methods: {
    ...methods,
    sum,
    // @ts-expect-error a value that is taken for a stream
    plain: { args: [streamOf(text)], handle: () => null },
  },
});
// @ts-expect-error the schema checks something else
defineHub<Desk>({ methods: { ...methods, sum }, results: { confirm: number } });
// @ts-expect-error a schema for what answers nothing
defineHub<Desk>({ methods: { ...methods, sum }, results: { noted: text } });

export const outside: Promise<boolean> = context.clients.client('c').invoke('confirm', 'sure?');

const client = createTypedConnection<Desk>(official);
export const total: Promise<number> = client.invoke('sum', numbers);
client.invoke('sum', subject);
client.send('label', 'a', words);
client.stream('upper', words).subscribe({ next: (word: string) => word, error() {}, complete() {} });
// @ts-expect-error a stream of something else
client.invoke('sum', words);
// @ts-expect-error no stream
client.invoke('sum', [1, 2]);
client.answer('confirm', question => question.length > 1);
client.answer('pick', async () => 1);
client.on('noted', note => note.length);
// @ts-expect-error an answer of another type
client.answer('confirm', () => 'yes');
// @ts-expect-error what answers nothing is listened to
client.answer('noted', () => {});
// @ts-expect-error what answers something is answered
client.on('pick', () => {});
