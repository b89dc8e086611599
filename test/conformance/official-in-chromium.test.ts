import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Duplex } from 'node:stream';
import { after, before, describe, it } from 'node:test';
import type * as Official from '@microsoft/signalr';
import { createSignalRServer, jsonHubProtocol } from '@nara/signalr';
import { messagePackHubProtocol } from '@nara/signalr/msgpack';
import { type Browser, chromium, type Page } from 'playwright-core';
import { chromiumArgs, chromiumPath } from '../browsers/chromium.ts';
import { type ServedSignalR, serveSignalR } from '../serving/serve-signalr.ts';
import { desk } from './desk-hub.ts';

/** How the client in the page is built. */
interface Build {
  readonly transport: 'WebSockets' | 'ServerSentEvents' | 'LongPolling';
  readonly protocol: 'json' | 'messagepack';
  readonly stateful?: boolean;
  /** Without `fetch` the client asks by XMLHttpRequest. */
  readonly withoutFetch?: boolean;
}

/** Runs in the page: what a client built so has seen of everything that a hub can do. */
async function visit({ transport, protocol, stateful, withoutFetch }: Build) {
  const { signalR: official, cut } = globalThis as unknown as {
    cut(): Promise<void>;
    signalR: typeof Official & { protocols: { msgpack: { MessagePackHubProtocol: new () => never } } };
  };
  if (withoutFetch === true) Object.assign(globalThis, { fetch: undefined });
  const builder = new official.HubConnectionBuilder()
    .withUrl('/desk', { transport: official.HttpTransportType[transport] })
    .withAutomaticReconnect([0, 0, 100, 100])
    .configureLogging(official.LogLevel.None);
  if (protocol === 'messagepack')
    builder.withHubProtocol(new official.protocols.msgpack.MessagePackHubProtocol());
  if (stateful === true) builder.withStatefulReconnect();
  const connection = builder.build();
  let rang = 0;
  let reconnected = 0;
  connection.on('rang', () => {
    rang += 1;
  });
  connection.on('answer', (question: string) => `${question} Ja.`);
  const back = new Promise<void>(resolve => {
    connection.onreconnected(() => {
      reconnected += 1;
      resolve();
    });
  });
  await connection.start();
  const items: number[] = [];
  await new Promise<void>((resolve, reject) => {
    connection
      .stream<number>('count', 4)
      .subscribe({ next: n => void items.push(n), complete: resolve, error: reject });
  });
  const subject = new official.Subject<number>();
  const sum = connection.invoke<number>('sum', subject);
  for (const n of [1, 2, 3]) subject.next(n);
  subject.complete();
  const seen = {
    carrier: await connection.invoke<string>('carrier'),
    echo: await connection.invoke<string>('echo', 'Hej å ä ö 😀'),
    sum: await sum,
    items,
    asked: await connection.invoke<string>('ask', 'Hör du?'),
  };
  const before = connection.connectionId;
  if (stateful === true) await cut();
  else {
    await connection.send('sendAway');
    await back;
  }
  const again = await connection.invoke<string>('echo', 'still here');
  const isSame = connection.connectionId === before;
  await connection.stop();
  return { ...seen, rang, reconnected, again, isSame };
}

describe('the official client in Chromium', () => {
  const signalr = createSignalRServer();
  const scripts = new Map(
    ['@microsoft/signalr', '@microsoft/signalr-protocol-msgpack'].map(name => {
      const folder = dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
      const file = `${name.slice(name.indexOf('/') + 1)}.js`;
      return [`/${file}`, readFileSync(join(folder, 'dist/browser', file))];
    }),
  );
  const page = [...scripts.keys()].map(path => `<script src="${path}"></script>`).join('');
  /** The sockets of the hub's connections. */
  const sockets = new Set<Duplex>();
  let served: ServedSignalR;
  let browser: Browser;
  before(async () => {
    signalr.map('/desk', desk, {
      protocols: [jsonHubProtocol, messagePackHubProtocol],
      allowStatefulReconnects: true,
      requireUser: true,
      authenticate: () => ({ user: { name: 'Gäst' } }),
    });
    served = await serveSignalR(signalr, {
      otherwise(request, response) {
        const script = scripts.get(request.url ?? '');
        response.writeHead(200, { 'Content-Type': script === undefined ? 'text/html' : 'text/javascript' });
        response.end(script ?? `<!doctype html><title>A page</title>${page}`);
      },
      hears(_, socket) {
        if (socket === undefined) return;
        sockets.add(socket);
        socket.once('close', () => sockets.delete(socket));
      },
    });
    browser = await chromium.launch({ executablePath: await chromiumPath(), args: [...chromiumArgs] });
  });
  after(async () => {
    await browser.close();
    await served.close();
  });

  async function open(): Promise<Page> {
    const opened = await browser.newPage();
    await opened.exposeFunction('cut', () => {
      for (const socket of sockets) socket.destroy();
    });
    await opened.goto(`${served.origin}/`);
    return opened;
  }

  const builds: readonly Build[] = [
    { transport: 'WebSockets', protocol: 'json' },
    { transport: 'WebSockets', protocol: 'messagepack' },
    { transport: 'WebSockets', protocol: 'json', stateful: true },
    { transport: 'WebSockets', protocol: 'messagepack', stateful: true },
    { transport: 'ServerSentEvents', protocol: 'json' },
    { transport: 'LongPolling', protocol: 'json' },
    { transport: 'LongPolling', protocol: 'messagepack' },
    { transport: 'LongPolling', protocol: 'json', withoutFetch: true },
    { transport: 'LongPolling', protocol: 'messagepack', withoutFetch: true },
  ];
  for (const build of builds) {
    const { transport, protocol, stateful = false, withoutFetch = false } = build;
    const how = `${stateful ? ', going on over another socket' : ''}${withoutFetch ? ', by XMLHttpRequest' : ''}`;
    it(`does everything over ${transport} in ${protocol}${how}`, async () => {
      const opened = await open();
      assert.deepEqual(await opened.evaluate(visit, build), {
        carrier: transport,
        echo: 'Hej å ä ö 😀',
        sum: 6,
        items: [0, 1, 2, 3],
        asked: 'Hör du? Ja.',
        rang: stateful ? 1 : 2,
        reconnected: stateful ? 0 : 1,
        again: 'still here',
        isSame: stateful,
      });
      await opened.close();
    });
  }
});
