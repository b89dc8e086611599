// Exchanges with stateful reconnect beyond those of wire/cases.mjs, in the same form, recorded from the same reference (ASP.NET Core 10.0.12) into
// golden/stateful.json:
//   node test/conformance/wire/probe.mjs --url http://127.0.0.1:9500 --cases test/conformance/golden/stateful-cases.mjs --out test/conformance/golden/stateful.json
export default ({ sleep, inv, str }) => {
  const v2 = { protocol: 'json', version: 2 };
  /** A connection that may be resumed: its address and its first socket. */
  const start = async (t, { path = '/stateful', extra = '&useStatefulReconnect=true', v = 1, protocol = v2, handshake = true } = {}) => {
    const n = await t.negotiate(path, { v, extra });
    const u = `${path}?id=${encodeURIComponent(n.token)}`;
    const a = await t.ws(u, { protocol, handshake });
    a.got.length = 0;
    return { u, a, n };
  };
  const cut = async (t, c) => { c.w.removeAllListeners('close'); c.ended = true; c.w.terminate(); t.say('(cut)'); await sleep(150); };
  const again = (t, u) => t.ws(u, { handshake: false });
  const state = (t, c) => t.say(c.closed === null ? '(open)' : '(closed)');
  /** Waits for so many messages. When an acknowledgement comes depends on how fast the machine is: where they are not the matter, they are left out. */
  const isAck = m => String(m).startsWith('{"type":8');
  const hear = async (c, n, ms = 1_500) => { const end = Date.now() + ms; while (c.closed === null && Date.now() < end && c.got.filter(m => !isAck(m)).length < n) await c.until(c.got.length + 1, Math.max(1, end - Date.now())); };
  const withoutAcks = cases => Object.fromEntries(Object.entries(cases).map(([name, run]) => [name, async t => { await run(t); t.lines = t.lines.filter(l => !(l.startsWith('<') && isAck(l.slice(2)))); }]));
  const negotiate = extra => t => t.http('POST', `/stateful/negotiate?${extra}`);
  const ack = n => ({ type: 8, sequenceId: n }), seq = n => ({ type: 9, sequenceId: n });
  return {
  negotiate: {
    'True': negotiate('negotiateVersion=1&UseStatefulReconnect=True'),
    '1': negotiate('negotiateVersion=1&useStatefulReconnect=1'),
    'false': negotiate('negotiateVersion=1&useStatefulReconnect=false'),
    'empty': negotiate('negotiateVersion=1&useStatefulReconnect='),
    'spaces': negotiate('negotiateVersion=1&useStatefulReconnect=%20true%20'),
    'twice': negotiate('negotiateVersion=1&useStatefulReconnect=true&useStatefulReconnect=false'),
    'version 0': negotiate('negotiateVersion=0&useStatefulReconnect=true'),
    'bad version': negotiate('negotiateVersion=x&useStatefulReconnect=true'),
  },
  resuming: withoutAcks({
    'nothing sent yet': async t => { const { u, a } = await start(t); await cut(t, a); const b = await again(t, u); await hear(b, 1); await sleep(100); state(t, b); await b.end(); },
    'three unacknowledged': async t => { const { u, a } = await start(t); a.send(...[1, 2, 3].map(i => inv('Add', [i, i], String(i)))); await hear(a, 3); await cut(t, a); const b = await again(t, u); await hear(b, 4); await sleep(100); await b.end(); },
    'the first of three acknowledged': async t => { const { u, a } = await start(t); a.send(...[1, 2, 3].map(i => inv('Add', [i, i], String(i)))); await hear(a, 3); a.send(ack(1)); await sleep(100); await cut(t, a); const b = await again(t, u); await hear(b, 3); await sleep(100); await b.end(); },
    'acknowledged again and lower': async t => { const { u, a } = await start(t); a.send(...[1, 2, 3].map(i => inv('Add', [i, i], String(i)))); await hear(a, 3); a.send(ack(2), ack(1), ack(-5), ack(2)); await sleep(100); await cut(t, a); const b = await again(t, u); await hear(b, 2); await sleep(100); await b.end(); },
    'acknowledged beyond what was sent': async t => { const { u, a } = await start(t); a.send(inv('Add', [1, 1], '1')); await hear(a, 1); a.send(ack(9)); await sleep(100); a.send(inv('Add', [2, 2], '2')); await hear(a, 2); await cut(t, a); const b = await again(t, u); await hear(b, 2); await sleep(100); await b.end(); },
    'before its sequence nothing is heard': async t => { const { u, a } = await start(t); await cut(t, a); const b = await again(t, u); await hear(b, 1); b.send(inv('Add', [1, 2], 'x'), { type: 6 }, inv('Add', [3, 4], 'y')); await sleep(200); b.send(seq(1), inv('Add', [5, 6], 'z')); await hear(b, 2); await sleep(100); await b.end(); },
    'what was had is dropped': async t => { const { u, a } = await start(t); a.send(inv('Add', [1, 1], '1'), inv('Add', [2, 2], '2')); await hear(a, 2); a.send(ack(2)); await sleep(50); await cut(t, a); const b = await again(t, u); await hear(b, 1); b.send(seq(1), inv('Add', [1, 1], '1'), inv('Add', [2, 2], '2'), inv('Add', [3, 3], '3')); await hear(b, 2); await sleep(150); await b.end(); },
    'sequence one ahead': async t => { const { u, a } = await start(t); a.send(inv('Add', [1, 1], '1')); await hear(a, 1); await cut(t, a); const b = await again(t, u); await hear(b, 2); b.send(seq(3)); await b.untilClosed(1500); state(t, b); await b.end(); },
    'sequence of nought': async t => { const { u, a } = await start(t); a.send(inv('Add', [1, 1], '1'), ack(1)); await hear(a, 1); await cut(t, a); const b = await again(t, u); await hear(b, 1); b.send(seq(0), inv('Add', [2, 2], '2'), inv('Add', [3, 3], '3'), inv('Add', [4, 4], '4')); await hear(b, 3); await sleep(100); state(t, b); await b.end(); },
    'sequence without having been cut': async t => { const { a } = await start(t); a.send(inv('Add', [1, 1], '1'), seq(1), inv('Add', [2, 2], '2'), inv('Add', [3, 3], '3')); await hear(a, 3, 500); await sleep(100); state(t, a); await a.end(); },
    'sequence ahead without having been cut': async t => { const { a } = await start(t); a.send(seq(7)); await a.untilClosed(1500); state(t, a); await a.end(); },
    'twice': async t => { const { u, a } = await start(t); a.send(inv('Add', [1, 1], '1')); await hear(a, 1); await cut(t, a); const b = await again(t, u); await hear(b, 2); b.send(seq(2), inv('Add', [2, 2], '2')); await hear(b, 3); await cut(t, b); const c = await again(t, u); await hear(c, 3); c.send(seq(3), inv('Add', [3, 3], '3')); await hear(c, 4); await sleep(100); await c.end(); },
    'beside a socket that is still open': async t => { const { u, a } = await start(t); a.send(inv('Add', [1, 1], '1')); await hear(a, 1); const b = await again(t, u); await hear(b, 2); await a.untilClosed(1500); state(t, a); b.send(seq(2), inv('Add', [2, 2], '2')); await hear(b, 3); await sleep(100); state(t, b); await b.end(); },
    'pings are not counted': async t => { const { u, a } = await start(t); a.send({ type: 6 }, inv('Add', [1, 1], '1'), { type: 6 }); await hear(a, 1); await cut(t, a); const b = await again(t, u); await hear(b, 2); b.send(seq(2), { type: 6 }, inv('Add', [2, 2], '2')); await hear(b, 3); await b.end(); },
    'cancellations and items are counted': async t => { const { u, a } = await start(t); a.send({ type: 5, invocationId: 'x' }, { type: 2, invocationId: 'y', item: 1 }, { type: 3, invocationId: 'z' }); await sleep(1900); await cut(t, a); const b = await again(t, u); await hear(b, 1); b.send(seq(4), inv('Add', [1, 1], '1')); await hear(b, 2); await sleep(1200); await b.end(); },
    'a call under way answers the new socket': async t => { const { u, a } = await start(t); a.send(inv('Slow', [400], '1')); await sleep(100); await cut(t, a); const b = await again(t, u); await hear(b, 1); b.send(seq(2)); await hear(b, 2); await sleep(100); await b.end(); },
    'a call that ends while there is no socket': async t => { const { u, a } = await start(t); a.send(inv('Slow', [100], '1')); await sleep(40); await cut(t, a); await sleep(300); const b = await again(t, u); await hear(b, 2); await sleep(100); await b.end(); },
    'groups are kept': async t => { const { u, a } = await start(t); a.send(inv('Join', ['stateful-g'], '1')); await hear(a, 1); await cut(t, a); const b = await again(t, u); await hear(b, 2); b.send(seq(2), inv('Publish', ['stateful-g', 'x'], null)); await hear(b, 3); await b.end(); },
    'a stream goes on': async t => { const { u, a } = await start(t); a.send(str('Count', [3], 's')); await hear(a, 4); await cut(t, a); const b = await again(t, u); await hear(b, 5); await b.end(); },
  }),
  endings: withoutAcks({
    'closed by a frame, no resuming': async t => { const { u, a } = await start(t); a.w.close(1000); await a.untilClosed(1500); await sleep(100); await again(t, u); },
    'closed by a message, no resuming': async t => { const { u, a } = await start(t); a.send({ type: 7 }); await a.untilClosed(1500); await sleep(100); await again(t, u); },
    'aborted by the hub, no resuming': async t => { const { u, a } = await start(t); a.send(inv('Abort', [], '1')); await a.untilClosed(1500); await sleep(100); await again(t, u); },
    'malformed, no resuming': async t => { const { u, a } = await start(t); a.send('nonsense'); await a.untilClosed(1500); await sleep(100); await again(t, u); },
    'malformed after resuming': async t => { const { u, a } = await start(t); await cut(t, a); const b = await again(t, u); await hear(b, 1); b.send(seq(1), 'nonsense'); await b.untilClosed(1500); await sleep(100); await again(t, u); },
    'malformed before its sequence': async t => { const { u, a } = await start(t); await cut(t, a); const b = await again(t, u); await hear(b, 1); b.send('nonsense'); await b.untilClosed(1500); state(t, b); await b.end(); },
    'a close message before its sequence': async t => { const { u, a } = await start(t); await cut(t, a); const b = await again(t, u); await hear(b, 1); b.send({ type: 7 }); await b.untilClosed(900); state(t, b); await b.end(); },
    'cut within a message': async t => { const { u, a } = await start(t); a.w.send('{"type":1,"invocationId":"1",'); await sleep(60); await cut(t, a); const b = await again(t, u); await hear(b, 1); b.send(seq(1), inv('Add', [1, 1], '1')); await hear(b, 2); await sleep(60); state(t, b); await b.end(); },
  }),
  without: {
    'version 1 of the protocol': async t => { const { u, a } = await start(t, { protocol: { protocol: 'json', version: 1 } }); a.send(inv('Add', [1, 1], '1')); await hear(a, 1); await cut(t, a); await again(t, u); },
    'version 1 of the protocol, no acknowledgement': async t => { const { a } = await start(t, { protocol: { protocol: 'json', version: 1 } }); a.send(inv('Add', [1, 1], '1')); await hear(a, 1); await sleep(1900); await a.end(); },
    'not asked for': async t => { const { u, a } = await start(t, { extra: '' }); a.send(inv('Add', [1, 1], '1')); await hear(a, 1); await cut(t, a); await again(t, u); },
    'not allowed': async t => { const { u, a } = await start(t, { path: '/hub' }); a.send(inv('Add', [1, 1], '1')); await hear(a, 1); await sleep(1900); await cut(t, a); await again(t, u); },
    'without negotiate': async t => { const a = await t.ws('/stateful', { protocol: v2 }); a.send(inv('Add', [1, 1], '1')); await hear(a, 2); await sleep(1900); await a.end(); },
    ...withoutAcks({
    'version 0 of negotiate': async t => { const { u, a } = await start(t, { v: 0 }); a.send(inv('Add', [1, 1], '1')); await hear(a, 1); await cut(t, a); const b = await again(t, u); await hear(b, 2); await b.end(); },
    'cut before the handshake': async t => { const { u, a } = await start(t, { handshake: false }); await cut(t, a); const b = await again(t, u); if (b.ok) { b.send(v2); await hear(b, 1); b.send(inv('Add', [1, 1], '1')); await hear(b, 2); state(t, b); await b.end(); } },
    'a second socket before the handshake': async t => { const { u, a } = await start(t, { handshake: false }); const b = await again(t, u); await a.untilClosed(800); if (b.ok) { b.send(v2); await hear(b, 1); state(t, b); await b.end(); } },
    }),
    'another transport on a connection that was cut': async t => { const { u, a } = await start(t); await cut(t, a); await t.http('GET', u, { label: '/stateful?id=…' }); await t.http('GET', u, { label: '/stateful?id=…', headers: { accept: 'text/event-stream' } }); await t.http('POST', u, { label: '/stateful?id=…', body: 'x' }); await t.http('DELETE', u, { label: '/stateful?id=…' }); },
  },
  acknowledgements: {
    'one a second, of the latest, if there is anything new': async t => { const { a } = await start(t); a.send(...[1, 2, 3].map(i => inv('Add', [i, i], String(i)))); await a.until(3); await sleep(2600); a.send(inv('Add', [4, 4], '4')); await a.until(5); await sleep(1900); await a.end(); },
    'none where only pings came': async t => { const { a } = await start(t); a.send({ type: 6 }); await sleep(1900); await a.end(); },
    'after resuming': async t => { const { u, a } = await start(t); a.send(inv('Add', [1, 1], '1')); await a.until(1); await sleep(1900); await cut(t, a); const b = await again(t, u); await b.until(2, 600); b.send(seq(2)); await sleep(1900); b.send(inv('Add', [2, 2], '2')); await b.until(3); await sleep(1900); await b.end(); },
  },
  };
};
