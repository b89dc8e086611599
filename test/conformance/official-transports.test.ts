import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, describe, it } from 'node:test';
import type { HubConnection } from '@microsoft/signalr';
import {
  HttpTransportType,
  HubConnectionBuilder,
  HubConnectionState,
  LogLevel,
  Subject,
} from '@microsoft/signalr';
import type { HubContext } from '@nara/signalr';
import { createSignalRServer } from '@nara/signalr';
import type { TypedConnection } from '@nara/signalr/client';
import { createTypedConnection } from '@nara/signalr/client';
import { type ServedSignalR, serveSignalR } from '../serving/serve-signalr.ts';
import { type Desk, desk, type Guest } from './desk-hub.ts';

describe('the official client in Node', () => {
  const signalr = createSignalRServer();
  let context: HubContext<Desk, Guest>;
  let served: ServedSignalR;
  let origin: string;
  const started: HubConnection[] = [];

  before(async () => {
    context = signalr.map('/desk', desk, {
      requireUser: true,
      maximumReceiveMessageSize: 1_000_000,
      authenticate: ({ bearer }) =>
        bearer === undefined ? null : { user: { name: bearer }, userIdentifier: bearer },
    });
    signalr.map('/front', desk, {
      requireUser: true,
      authenticate: ({ bearer }) => (bearer === undefined ? null : { user: { name: bearer } }),
      redirect: (_, authentication) => ({
        url: `${origin}/DESK`,
        accessToken: `sent on, ${authentication?.user.name}`,
      }),
    });
    served = await serveSignalR(signalr);
    origin = served.origin;
  });

  after(async () => {
    await Promise.all(started.map(connection => connection.stop()));
    await served.close();
  });

  for (const transport of [
    HttpTransportType.WebSockets,
    HttpTransportType.ServerSentEvents,
    HttpTransportType.LongPolling,
  ]) {
    describe(`over ${HttpTransportType[transport]}`, () => {
      function build(name: string, path = '/desk'): TypedConnection<Desk> {
        const connection = new HubConnectionBuilder()
          .withUrl(`${origin}${path}`, { transport, accessTokenFactory: () => name })
          .withAutomaticReconnect([0, 0])
          .configureLogging(LogLevel.None)
          .build();
        started.push(connection);
        return createTypedConnection<Desk>(connection);
      }

      async function start(name: string, path?: string): Promise<TypedConnection<Desk>> {
        const client = build(name, path);
        await client.connection.start();
        return client;
      }

      it('starts, is known, and hears what the hub sends when it connects', async () => {
        const client = build('anna');
        const rang = new Promise(resolve => client.on('rang', resolve));
        await client.connection.start();
        assert.equal(await rang, 1);
        assert.equal(await client.invoke('whoAmI'), 'anna');
        assert.equal(await client.invoke('carrier'), HttpTransportType[transport]);
      });

      it('carries large messages and many at once, both ways, in order', async () => {
        const client = await start('bo');
        const large = 'å'.repeat(300_000);
        assert.equal(await client.invoke('echo', large), large);
        const texts = Array.from({ length: 200 }, (_, n) => `${n}`);
        assert.deepEqual(await Promise.all(texts.map(text => client.invoke('echo', text))), texts);
      });

      it('streams both ways, and answers the hub', async () => {
        const client = await start('eva');
        client.connection.on('answer', (question: string) => `${question}? Yes.`);
        assert.equal(await client.invoke('ask', 'Really'), 'Really? Yes.');
        const upload = new Subject<number>();
        const sum = client.connection.invoke('sum', upload);
        for (let n = 1; n <= 100; n += 1) upload.next(n);
        upload.complete();
        assert.equal(await sum, 5_050);
        const heard: number[] = [];
        await new Promise<void>((resolve, reject) => {
          client
            .stream('count', 500)
            .subscribe({ next: n => void heard.push(n), error: reject, complete: resolve });
        });
        assert.deepEqual(
          heard,
          Array.from({ length: 500 }, (_, n) => n),
        );
      });

      it('hears events while it does nothing', async () => {
        const client = await start('ida');
        const rang = new Promise(resolve => client.on('rang', n => void (n === 7 && resolve(n))));
        await client.invoke('whoAmI');
        context.clients.user('ida').send('rang', 7);
        await rang;
      });

      it('is told why the hub closes it', async () => {
        const client = await start('ulf');
        const closed = new Promise<Error | undefined>(resolve => client.connection.onclose(resolve));
        await assert.rejects(client.invoke('hangUp'));
        assert.equal((await closed)?.message, 'Server returned an error on close: bye');
      });

      it('comes back by itself, as a new connection', async () => {
        const client = await start('kim');
        const first = client.connection.connectionId;
        const back = new Promise(resolve => client.connection.onreconnected(resolve));
        context.abortWhere(({ user }) => user.name === 'kim', { allowReconnect: true });
        assert.notEqual(await back, first);
        assert.equal(client.connection.state, HubConnectionState.Connected);
        assert.equal(await client.invoke('whoAmI'), 'kim');
      });

      it('stops, and the hub knows it at once', async () => {
        const client = await start('liv');
        const gone = context.connection(client.connection.connectionId ?? '')?.signal;
        assert(gone !== undefined);
        const aborted = gone.aborted ? undefined : once(gone, 'abort');
        await client.connection.stop();
        await aborted;
      });

      it('is refused without a user', async () => {
        const connection = new HubConnectionBuilder()
          .withUrl(`${origin}/desk`, { transport })
          .configureLogging(LogLevel.None)
          .build();
        await assert.rejects(connection.start(), /Status code '401'/);
      });

      it('follows a redirect, and shows there the token that it was given', async () => {
        const client = await start('moa', '/front');
        assert.equal(await client.invoke('whoAmI'), 'sent on, moa');
      });
    });
  }
});
