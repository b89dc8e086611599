import { defineHub, streamOf } from '@nara/signalr';

/** What the clients of these tests may do. */
export interface Desk {
  server: {
    whoAmI(): string;
    carrier(): string;
    echo(text: string): string;
    sum(numbers: AsyncIterable<number>): number;
    count(to: number): AsyncIterable<number>;
    ask(question: string): Promise<string>;
    /** Ends the connection for good. */
    hangUp(): null;
    /** Ends it with the advice to come back. */
    sendAway(): null;
  };
  client: { rang(times: number): void; answer(question: string): string };
}
/** Whom the hub knows. */
export interface Guest {
  readonly name: string;
}

const number = {
  safeParse: (input: unknown) =>
    typeof input === 'number'
      ? { success: true as const, data: input }
      : { success: false as const, error: 'no number' },
};

/** Says how it was reached, and takes part in everything that a hub and its clients do. */
export const desk = defineHub<Desk, Guest>({
  onConnected: ctx => ctx.clients.caller.send('rang', 1),
  methods: {
    whoAmI: ctx => ctx.user.name,
    carrier({ request: { headers } }) {
      if (headers.upgrade !== undefined) return 'WebSockets';
      return headers.accept?.includes('text/event-stream') ? 'ServerSentEvents' : 'LongPolling';
    },
    echo: (_, text) => text,
    sum: {
      args: [streamOf(number)],
      async handle(_, numbers) {
        let sum = 0;
        for await (const n of numbers) sum += n;
        return sum;
      },
    },
    count: {
      async *stream(_, to) {
        for (let n = 0; n < to; n += 1) yield n;
      },
    },
    ask: (ctx, question) => ctx.clients.caller.invoke('answer', question),
    hangUp(ctx) {
      ctx.abort({ reason: 'bye' });
      return null;
    },
    sendAway(ctx) {
      ctx.abort({ allowReconnect: true });
      return null;
    },
  },
});
