import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { defaultPorts, portsFrom } from './addresses.ts';
import { checkPorts } from './check-ports.ts';
import { freePorts } from './free-ports.ts';

test('free ports pass, twice: looking at them does not take them', async () => {
  const ports = await freePorts();
  await checkPorts(ports);
  await checkPorts(ports);
});

test('a taken port is told in one line: which, for what, and what to do', async () => {
  const ports = await freePorts();
  const other = createServer().listen(ports.desk, '127.0.0.1');
  await once(other, 'listening');
  await assert.rejects(checkPorts(ports), (error: Error) => {
    assert.equal(
      error.message,
      `Port ${ports.desk} (the desk) is taken on 127.0.0.1. Stop what uses it, or choose other ports: npm start -- --ports 9100`,
    );
    return true;
  });
  await once(other.close(), 'close');
});

test('a site is not hidden by another server on the other address of localhost', async () => {
  const ports = await freePorts();
  const other = createServer().listen({ port: ports.siteFi, host: '::1', ipv6Only: true });
  await once(other, 'listening');
  await assert.rejects(checkPorts(ports), { code: 'port_taken', message: /taken on ::1/ });
  await once(other.close(), 'close');
});

test('a base gives six ports in a row, and one without room is refused', () => {
  const { siteSe, siteFi, hub, desk, login, ownUi } = portsFrom(9700);
  assert.deepEqual([siteSe, siteFi, hub, desk, login, ownUi], [9700, 9701, 9702, 9703, 9704, 9705]);
  assert.equal(portsFrom(65_530).ownUi, 65_535);
  assert.throws(() => portsFrom(65_531), TypeError);
  assert.throws(() => portsFrom(Number('x')), TypeError);
  assert.equal(new Set(Object.values(defaultPorts)).size, 6);
});
