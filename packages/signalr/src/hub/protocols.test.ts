import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { LengthPrefixed } from '../message-pack/length-prefixed.ts';
import { messagePackHubProtocol } from '../message-pack/message-pack-hub-protocol.ts';
import { readMessage } from '../message-pack/read-message.ts';
import type { HubMessage } from '../protocol/hub-message.ts';
import { jsonHubProtocol } from '../protocol/json-hub-protocol.ts';
import { MemoryHub } from '../testing/memory-hub.ts';
import { MemoryTransport } from '../testing/memory-transport.ts';

const options = { protocols: [jsonHubProtocol, messagePackHubProtocol], enableDetailedErrors: true };
const faults: unknown[] = [];
const memory = new MemoryHub(
  {
    methods: {
      echo: (_, x) => x,
      tell: (ctx, x) => ctx.clients.all.send('told', x),
    },
    argumentsRefused: (_, fault) => {
      faults.push(fault);
      return undefined;
    },
  },
  options,
);

/** A client that speaks MessagePack. */
function connect(name = 'messagepack') {
  const transport = new MemoryTransport();
  const { connection, send } = memory.open({}, transport);
  send({ protocol: name, version: 2 });
  const shaken = transport.takeBytes().toString();
  return {
    connection,
    transport,
    shaken,
    send: (message: HubMessage) => connection.receive(messagePackHubProtocol.encode(message).bytes),
    heard(): unknown[] {
      const bodies = new LengthPrefixed(null);
      bodies.push(transport.takeBytes());
      const found: unknown[] = [];
      for (let body = bodies.next(); body !== undefined; body = bodies.next()) found.push(readMessage(body));
      return found;
    },
  };
}

describe('a hub of two protocols', () => {
  it('answers the handshake as JSON, and in binary from then on', () => {
    const client = connect();
    assert.equal(client.shaken, '{}\u001e');
    assert.equal(client.transport.format, 'Binary');
    client.send({ type: 1, invocationId: '1', target: 'echo', arguments: [new Date(0)] });
    assert.deepEqual(client.heard(), [{ type: 3, invocationId: '1', result: new Date(0) }]);
  });

  it('refuses a protocol that the transport cannot carry', () => {
    const transport = new MemoryTransport(['Text']);
    const client = memory.open({}, transport);
    client.send({ protocol: 'messagepack', version: 1 });
    assert.deepEqual(client.heard(), [
      {
        error:
          "Cannot use the 'messagepack' protocol on the current transport. The transport does not support 'Binary' transfer format.",
      },
    ]);
  });

  it('encodes an event once for all who speak the same protocol', () => {
    const clients = [connect(), connect(), memory.connect(), memory.connect()];
    memory.runtime.clients.all.send('told', 1);
    const frames = clients.map(({ transport }) => transport.messages.at(-1));
    assert.equal(frames[0], frames[1]);
    assert.equal(frames[2], frames[3]);
    assert.notEqual(frames[0], frames[2]);
    assert.equal(
      new TextDecoder().decode(frames[2]?.bytes),
      '{"type":1,"target":"told","arguments":[1]}\u001e',
    );
  });

  it('answers a call whose arguments cannot be read, and goes on', () => {
    const client = connect();
    client.connection.receive(Buffer.from('0e950180a131a46563686f91d40501', 'hex'));
    client.send({ type: 1, invocationId: '2', target: 'echo', arguments: [1] });
    const error =
      "Failed to invoke 'echo' due to an error on the server. InvalidDataException: Error binding arguments. Make sure that the types of the provided values match the types of the hub method being invoked.";
    assert.deepEqual(client.heard(), [
      { type: 3, invocationId: '1', error },
      { type: 3, invocationId: '2', result: 1 },
    ]);
    const [fault] = faults as { method: string; index?: number }[];
    assert.deepEqual([fault?.method, fault?.index], ['echo', undefined]);
  });

  it('tells a client why it is closed, in its protocol', () => {
    const client = connect();
    client.connection.receive(Buffer.from('01c0', 'hex'));
    const error =
      'Connection closed with an error. MessagePackSerializationException: Unexpected msgpack code 192 (nil) encountered.';
    assert.deepEqual(client.heard(), [{ type: 7, error, allowReconnect: true }]);
    assert.equal(client.transport.closed, true);
  });
});
