import assert from 'node:assert/strict';
import type { IncomingHttpHeaders } from 'node:http';
import { after, before, describe, it } from 'node:test';
import {
  accept,
  type CaseEvent,
  type CaseSnapshot,
  type MessageView,
  type ResidentHub,
  refuse,
} from '@nara/contract';
import type { ResidentClient } from '@nara/sdk/resident';
import { createSignalRServer, defineHub, type HubContext, type SignalRServer } from '@nara/signalr';
import { type ServedSignalR, serveSignalR } from '../serving/serve-signalr.ts';
import { sdks } from './sdks.ts';
import { until } from './until.ts';

interface Person {
  readonly name: string;
}

const caseId = '5f0c2a4e-0000-4000-8000-000000000001';
const token = 'token-of-a-resident';
const at = '2026-11-24T09:30:00.000Z';
const unit = { id: 'E001', name: { en: 'Clinic' }, provider: { en: 'Region' }, opening: { open: true } };
const service = {
  id: 'symptoms',
  name: { en: 'Symptoms' },
  description: { en: 'Symptoms' },
  icon: 'symptoms',
} as const;

/** The events of the one case, and what they were asked for. */
const events: CaseEvent[] = [];
const stored = new Map<string, MessageView>();
/** Called with each message that comes; the hub answers when it has settled. */
let arrived: (text: string) => Promise<void> = async () => {};

function snapshot(): CaseSnapshot {
  const marks = { delivered: 0, read: 0 };
  return {
    caseId,
    reference: '2611-0387',
    epoch: 'epoch-1',
    n: events.length,
    status: 'queued',
    unit,
    service,
    language: 'en',
    startedAt: at,
    entries: events.filter(event => event.kind !== 'marked'),
    earlier: false,
    marks: { resident: marks, staff: marks },
  };
}

const hub = defineHub<ResidentHub, Person>({
  methods: {
    overview: ctx =>
      accept({ epoch: 'epoch-1', person: { name: ctx.user.name }, clinics: [unit], cases: [] }),
    async openCase(ctx, input) {
      if (input.caseId !== caseId) return refuse('not_found');
      await ctx.groups.add(ctx.connectionId, caseId);
      return accept(snapshot());
    },
    async leaveCase(ctx) {
      await ctx.groups.remove(ctx.connectionId, caseId);
      return accept(null);
    },
    eventsSince: (_ctx, { n }) => accept({ events: events.slice(n), n: events.length, reset: false }),
    history: () => refuse('not_found'),
    async sendMessage(ctx, { commandId, text }) {
      const known = stored.get(commandId);
      const n = events.length + 1;
      const message = known ?? { id: `${n}`, number: n, side: 'resident', text, at, commandId };
      if (known === undefined) {
        stored.set(commandId, message);
        const event = { kind: 'message', n, at, message } as const;
        events.push(event);
        ctx.clients.group(caseId).send('caseEvents', { caseId, events: [event] });
      }
      await arrived(text);
      return accept({ message, n: message.number });
    },
    mark: () => accept({ n: events.length }),
    setTyping: () => accept(null),
    startCase: () => refuse('unit_needed'),
    leaveQueue(_ctx) {
      throw new Error('a secret');
    },
  },
});

for (const [name, sdk] of sdks)
  describe(`the SDK over ${name} and a real hub`, () => {
    const requests: { readonly address: string; readonly headers: IncomingHttpHeaders }[] = [];
    const clients: ResidentClient[] = [];
    let served: ServedSignalR;
    let signalr: SignalRServer;
    let context: HubContext<ResidentHub, Person>;
    let origin: string;

    before(async () => {
      events.length = 0;
      stored.clear();
      arrived = async () => {};
      signalr = createSignalRServer();
      context = signalr.map('/r/norrvik/hub/resident', hub, {
        requireUser: true,
        acceptQueryToken: false,
        authenticate: ({ bearer, negotiated }) =>
          negotiated?.authentication ?? (bearer === token ? { user: { name: 'Tolvan' } } : null),
      });
      served = await serveSignalR(signalr, {
        hears: ({ url = '', headers }) => requests.push({ address: url, headers }),
      });
      origin = served.origin;
    });
    after(async () => {
      await Promise.all(clients.map(client => client.close()));
      await served.close();
    });

    function makeClient(getToken: () => string | Promise<string> = () => token): ResidentClient {
      const client = sdk.createResidentClient({ hub: origin, region: 'norrvik', getToken });
      clients.push(client);
      return client;
    }

    it('makes no request before something is subscribed to', async () => {
      makeClient().case(caseId).get();
      await new Promise(resolve => setImmediate(resolve));
      assert.deepEqual(requests, []);
    });

    it('carries the token in a header of negotiate and in no address', async () => {
      const client = makeClient();
      const { value } = await until(client.overview, ({ status }) => status === 'ready');
      assert.equal(value?.person.name, 'Tolvan');
      const [negotiate, socket] = requests;
      assert.equal(negotiate?.headers.authorization, `Bearer ${token}`);
      assert.match(negotiate?.address ?? '', /\/negotiate\?contract=1&negotiateVersion=1$/);
      assert.equal(socket?.headers.authorization, undefined);
      assert.match(socket?.address ?? '', /\?contract=1&id=/);
      assert.doesNotMatch(requests.map(({ address }) => address).join('\n'), /access_token|token-of/);
    });

    it('two devices agree: what one writes, the other shows', async () => {
      const [phone, computer] = [makeClient().case(caseId), makeClient().case(caseId)];
      await until(computer, ({ status }) => status === 'ready');
      const { commandId } = phone.send('Hej');
      await until(
        computer,
        ({ snapshot }) =>
          snapshot?.entries.some(
            entry => entry.kind === 'message' && entry.message.commandId === commandId,
          ) === true,
      );
      await until(phone, ({ status, pending }) => status === 'ready' && pending.length === 0);
    });

    it('a message whose answer was lost with the connection is stored once and shown once', async () => {
      const client = makeClient();
      const ref = client.case(caseId);
      const end = ref.subscribe(() => {});
      await until(ref, ({ status }) => status === 'ready');
      const [first, second] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
      let arrivals = 0;
      arrived = async () => {
        arrivals += 1;
        (arrivals === 1 ? first : second).resolve();
        if (arrivals === 1) await new Promise(() => {});
      };
      ref.send('Once');
      await first.promise;
      const reconnecting = until(client.connection, ({ state }) => state === 'reconnecting');
      context.abortWhere(() => true, { allowReconnect: true });
      await reconnecting;
      client.retryNow();
      await second.promise;
      const view = await until(ref, ({ pending }) => pending.length === 0);
      const texts = view.snapshot?.entries.map(entry => (entry.kind === 'message' ? entry.message.text : ''));
      assert.equal(texts?.filter(text => text === 'Once').length, 1);
      assert.equal(
        events.filter(event => event.kind === 'message' && event.message.text === 'Once').length,
        1,
      );
      end();
    });

    it('a session that is over ends the connection, and is not knocked at again', async () => {
      const client = makeClient(() => 'a token that has ended');
      client.overview.subscribe(() => {});
      assert.deepEqual(await until(client.connection, ({ state }) => state === 'ended'), { state: 'ended' });
    });

    it('asks for the token anew at each negotiate, and waits for it', async () => {
      let asked = 0;
      const client = makeClient(async () => {
        asked += 1;
        await new Promise(resolve => setImmediate(resolve));
        return token;
      });
      client.overview.subscribe(() => {});
      await until(client.connection, ({ state }) => state === 'online');
      assert.equal(asked, 1);
      const reconnecting = until(client.connection, ({ state }) => state === 'reconnecting');
      context.abortWhere(() => true, { allowReconnect: true });
      await reconnecting;
      client.retryNow();
      await until(client.connection, ({ state }) => state === 'online');
      assert.equal(asked, 2);
    });

    it('a token that cannot be had just now is asked for again; one that is over ends the connection', async () => {
      const outcomes: (() => Promise<string>)[] = [
        () => Promise.reject(new Error('the token service is away')),
        () => Promise.reject(new sdk.NaraError({ code: 'unreachable', retryable: true })),
        () => Promise.resolve(token),
      ];
      const client = makeClient(() => (outcomes.shift() ?? (() => assert.fail('asked once too often')))());
      client.overview.subscribe(() => {});
      for (const left of [2, 1]) {
        await until(client.connection, ({ retryAt }) => retryAt !== undefined && outcomes.length === left);
        assert.equal(client.connection.get().state, 'offline');
        client.retryNow();
      }
      await until(client.connection, ({ state }) => state === 'online');
      const ended = makeClient(() =>
        Promise.reject(new sdk.NaraError({ code: 'session_ended', retryable: false })),
      );
      ended.overview.subscribe(() => {});
      assert.deepEqual(await until(ended.connection, ({ state }) => state === 'ended'), { state: 'ended' });
    });

    it('refusals and faults reject with a code', async () => {
      const client = makeClient();
      const input = { serviceId: 'symptoms', language: 'en', text: 'Hej' } as const;
      await assert.rejects(client.startCase(input), {
        name: 'NaraError',
        code: 'unit_needed',
        retryable: false,
      });
      const gone = client.case('5f0c2a4e-0000-4000-8000-00000000000f');
      assert.equal((await until(gone, ({ status }) => status !== 'loading')).status, 'gone');
    });
  });
