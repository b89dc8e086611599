// Exchanges in the MessagePack protocol, in the form of wire/cases.mjs, recorded from the same reference (ASP.NET Core 10.0.12) with
// Microsoft.AspNetCore.SignalR.Protocols.MessagePack 10.0.12 added to it and MSGPACK defined, into golden/messagepack.json:
//   node test/conformance/wire/probe.mjs --url http://127.0.0.1:9500 --cases test/conformance/golden/messagepack-cases.mjs --out test/conformance/golden/messagepack.json
// What comes in binary frames is written down message by message: frame borders are free, and pings come when they come.
export default ({ sleep, RS }) => {
  const b = (...bytes) => Buffer.from(bytes);
  /** A value as MessagePack in its shortest form; a Buffer goes in as it is. */
  const p = v => {
    if (Buffer.isBuffer(v)) return v;
    if (v === null) return b(0xc0);
    if (typeof v === 'boolean') return b(v ? 0xc3 : 0xc2);
    if (typeof v === 'number') return v >= 0 && v < 128 ? b(v) : v >= -32 && v < 0 ? b(256 + v) : f(0xd2, 4, (x, o) => x.writeInt32BE(v, o));
    if (typeof v === 'string') { const s = Buffer.from(v); return Buffer.concat([s.length < 32 ? b(0xa0 | s.length) : b(0xda, s.length >> 8, s.length & 255), s]); }
    if (Array.isArray(v)) return Buffer.concat([v.length < 16 ? b(0x90 | v.length) : b(0xdc, v.length >> 8, v.length & 255), ...v.map(p)]);
    return Buffer.concat([b(0x80 | Object.keys(v).length), ...Object.entries(v).flat().map(p)]);
  };
  const f = (code, size, write) => { const x = Buffer.alloc(1 + size); x[0] = code; write(x, 1); return x; };
  const hex = s => Buffer.from(s.replaceAll(' ', ''), 'hex');
  /** A body with its length before it. */
  const framed = body => { const n = []; let size = body.length; do { n.push((size & 127) | (size > 127 ? 128 : 0)); size >>= 7; } while (size > 0); return Buffer.concat([Buffer.from(n), body]); };
  const call = (target, args = [], id = '1', streams = []) => p([1, {}, id, target, args, streams]);
  /** What is long is written down by its ends. */
  const brief = s => (s.length > 400 ? `${s.slice(0, 200)}… (${s.length} characters) …${s.slice(-40)}` : s);
  const send = (t, c, data) => { t.say(`> ${brief(data.toString('hex'))}`); c.w.send(data); };
  /** The messages that a run of binary frames holds, as hex and as text. */
  const messages = frames => {
    let rest = Buffer.concat(frames); const found = [];
    while (rest.length) { let size = 0, i = 0; do { size |= (rest[i] & 127) << (7 * i); } while (rest[i++] & 128); found.push(rest.subarray(i, i + size)); rest = rest.subarray(i + size); }
    return found.filter(m => m.toString('hex') !== '9106').map(m => `< ${brief(m.toString('hex'))}  ${brief(m.toString('latin1').replace(/[^ -~]/g, '.'))}`);
  };
  const open = async (t, path) => { const c = await t.ws(path, { protocol: { protocol: 'messagepack', version: 2 } }); c.got.length = 0; t.lines.length = 0; return c; };
  /** What came since, in place of the probe's own lines. */
  const tell = (t, c, handshake = 0) => { const closed = t.lines.filter(l => l.startsWith('< close')); t.lines = t.lines.filter(l => !l.startsWith('<')); const all = Buffer.concat(c.got.filter(Buffer.isBuffer)); if (handshake) t.say(`< ${all.subarray(0, handshake).toString('latin1').replace(RS, '␞')}`); t.lines.push(...messages([all.subarray(handshake)]), ...closed); };
  /** Sends bodies in one frame and waits for so many messages, then for an echo that shows whether the connection still works. */
  const raw = (path, bodies, n = 1) => async t => {
    const c = await open(t, path); send(t, c, Buffer.concat([bodies].flat().map(framed)));
    await c.until(n, 400); await sleep(80);
    if (c.closed === null) { c.w.send(framed(call('Add', [20, 22], 'alive'))); const end = Date.now() + 3_000; while (c.closed === null && Date.now() < end && !Buffer.concat(c.got).includes('alive')) await c.until(c.got.length + 1, 100); }
    tell(t, c); await c.end();
  };
  const bytes = (path, data, n = 1) => async t => { const c = await open(t, path); send(t, c, data); await c.until(n, 400); await sleep(80); tell(t, c); t.say(c.closed === null ? '(open)' : '(closed)'); await c.end(); };
  const deep = n => Buffer.concat([Buffer.alloc(n, 0x91), b(0xc0)]);
  return {
  handshake: {
    'binary answer to a text request': async t => { const c = await t.ws('/detail', { protocol: { protocol: 'messagepack', version: 1 } }); await sleep(100); t.say(c.closed === null ? '(open)' : '(closed)'); await c.end(); },
    'version 2': async t => { const c = await t.ws('/detail', { protocol: { protocol: 'messagepack', version: 2 } }); await sleep(100); t.say(c.closed === null ? '(open)' : '(closed)'); await c.end(); },
    'version 3': async t => { const c = await t.ws('/detail', { protocol: { protocol: 'messagepack', version: 3 } }); await c.untilClosed(); await c.end(); },
    'name in capitals': async t => { const c = await t.ws('/detail', { protocol: { protocol: 'MESSAGEPACK', version: 2 } }); await sleep(100); t.say(c.closed === null ? '(open)' : '(closed)'); await c.end(); },
    'message behind the handshake': async t => { const c = await t.ws('/detail', { handshake: false }); send(t, c, Buffer.concat([Buffer.from('{"protocol":"messagepack","version":2}' + RS), framed(call('Add', [1, 2]))])); await c.until(2, 400); await sleep(80); tell(t, c, 3); await c.end(); },
    'refused by OnConnected': async t => { const c = await t.ws('/bad-connect', { protocol: { protocol: 'messagepack', version: 2 } }); await c.untilClosed(); tell(t, c, 3); },
  },
  calls: {
    'add': raw('/hub', call('Add', [40, 2])),
    'five items': raw('/hub', p([1, {}, '1', 'Add', [1, 2]])),
    'more items than known': raw('/hub', p([1, {}, '1', 'Add', [1, 2], [], true, 'ex'])),
    'four items': raw('/detail', p([1, {}, '1', 'Void'])),
    'id nil, no answer': raw('/hub', p([1, {}, null, 'Add', [1, 2], []])),
    'id empty, no answer': raw('/hub', p([1, {}, '', 'Add', [1, 2], []])),
    'void': raw('/hub', call('Void')),
    'null': raw('/hub', call('Null')),
    'headers': raw('/hub', p([1, { a: 'b', c: 'd' }, '1', 'Void', [], []])),
    'text': raw('/hub', call('EchoString', ['å 🙂'])),
    'bytes': raw('/hub', call('Bytes', [hex('c403 010203')])),
    'enum': raw('/hub', call('NextColour', ['Red'])),
    'dto': raw('/hub', call('EchoDto', [{ Name: 'Åsa', Age: 41, When: hex('d6ff 58ec1c80'), Tags: ['a'], Child: null }])),
    'two arguments to the client': raw('/hub', call('SendSelf', ['X', 'y']), 2),
    'none to the client': raw('/hub', call('SendSelfNone'), 2),
    'unknown method': raw('/hub', call('Missing', [1, { a: 2 }])),
    'unknown method, no arguments at all': raw('/hub', p([1, {}, '1', 'Missing'])),
    'method throws': raw('/hub', call('Throw')),
    'hub exception': raw('/hub', call('ThrowHub')),
    'wrong count': raw('/detail', call('Add', [1])),
    'wrong count, no details': raw('/hub', call('Add', [1])),
    'wrong type, first': raw('/detail', call('Add', ['x', 1])),
    'wrong type, second': raw('/detail', call('Add', [1, 'x'])),
    'wrong type, no details': raw('/hub', call('Add', [1, 'x'])),
    'float for int': raw('/detail', call('Add', [f(0xcb, 8, (x, o) => x.writeDoubleBE(1, o)), 1])),
    'int64 within range': raw('/detail', call('Add', [hex('d3 0000000000000005'), 1])),
    'uint64 beyond int32': raw('/detail', call('Add', [hex('cf 00000000ffffffff'), 1])),
    'nil for text': raw('/detail', call('EchoString', [null])),
    'text for text in long form': raw('/detail', call('EchoString', [hex('db 00000001 61')])),
    'streams given to a plain method': raw('/hub', call('Void', [], '1', ['u'])),
    'stream': raw('/hub', p([4, {}, '1', 'Count', [2], []]), 3),
    'stream throws': raw('/detail', p([4, {}, '1', 'CountThenThrow', [1], []]), 2),
    'stream method invoked': raw('/hub', call('Count', [2])),
    'plain method streamed': raw('/hub', p([4, {}, '1', 'Add', [1, 2], []])),
    'stream cancelled': async t => { const c = await open(t, '/hub'); send(t, c, Buffer.concat([p([4, {}, '1', 'Forever', [], []]), p([5, {}, '1'])].map(framed))); await sleep(300); const all = messages(c.got); t.lines = t.lines.filter(l => l.startsWith('>')); t.say(`(items left out) ${all.filter(m => !m.startsWith('< 9402'))}`); await c.end(); },
    'hub aborts': raw('/hub', call('Abort')),
    'client closes': raw('/hub', p([7, null])),
    'client closes with an error': raw('/detail', p([7, 'oh', true])),
    'ping': raw('/hub', p([6])),
    'ack and sequence': raw('/detail', [p([8, 1]), p([9, 1])]),
    'two messages in one frame': raw('/hub', [call('Add', [1, 2], 'a'), call('Add', [3, 4], 'b')], 2),
    'byte by byte': async t => { const c = await open(t, '/hub'); for (const x of framed(call('EchoString', ['å🙂']))) c.w.send(Buffer.of(x)); await c.until(1, 1000); tell(t, c); await c.end(); },
    'in text frames': async t => { const c = await open(t, '/hub'); c.w.send(framed(call('Add', [1, 2])).toString('latin1')); await c.until(1, 600); tell(t, c); await c.end(); },
  },
  streams: {
    'upload': raw('/hub', [call('Sum', [], '1', ['u']), p([2, {}, 'u', 40]), p([2, {}, 'u', 2]), p([3, {}, 'u', 2])]),
    'upload of a wrong type': raw('/detail', [call('UploadError', [], '1', ['u']), p([2, {}, 'u', 1]), p([2, {}, 'u', 'x'])]),
    'upload of a wrong type, no details': raw('/hub', [call('UploadError', [], '1', ['u']), p([2, {}, 'u', 'x'])]),
    'upload, item missing': raw('/hub', [call('UploadError', [], '1', ['u']), p([2, {}, 'u'])]),
    'upload, item malformed': raw('/hub', [call('UploadError', [], '1', ['u']), p([2, {}, 'u', b(0xc1)])]),
    'upload ends with an error': raw('/hub', [call('UploadError', [], '1', ['u']), p([3, {}, 'u', 1, 'gone'])]),
    'upload ends with a result': raw('/hub', [call('UploadError', [], '1', ['u']), p([3, {}, 'u', 3, 7])]),
    'upload and download': raw('/hub', [p([4, {}, '1', 'Upper', [], ['u']]), p([2, {}, 'u', 'a']), p([3, {}, 'u', 2])], 2),
  },
  results: Object.fromEntries(Object.entries({
    'a text': p('because'), 'nil': p(null), 'a number for a text': p(42), 'malformed': b(0xc1), 'an extension': b(0xd4, 5, 1), 'missing': b(),
  }).map(([name, result]) => [name, async t => {
    const c = await open(t, '/hub'); send(t, c, framed(call('Ask', ['why']))); await c.until(1);
    // [1, {}, id, ...]: the id's number is the server's own.
    const asked = Buffer.concat(c.got); const id = asked.subarray(5, 5 + (asked[4] & 31)).toString();
    c.got.length = 0; c.w.send(framed(p([3, {}, id, 3, result]))); await c.until(1, 600); await sleep(80);
    tell(t, c); t.lines = t.lines.map(l => l.replace(/^<.*(HubException: Error trying to deserialize result to) .*/, '< … $1 …')); t.say(c.closed === null ? '(open)' : '(closed)'); await c.end();
  }])),
  values: Object.fromEntries(Object.entries({
    'nil': 'c0', 'false': 'c2', 'zero': '00', 'minus one': 'ff', 'uint 8': 'cc80', 'uint 16': 'cd0100', 'uint 32': 'ce00010000', 'uint 64 of a small one': 'cf0000000000000001', 'uint 64': 'cf0000000100000000', 'largest uint 64': 'cfffffffffffffffff', 'int 8': 'd080', 'int 16': 'd18000', 'int 32': 'd280000000', 'int 64': 'd38000000000000000', 'int 64 of a small one': 'd30000000000000001',
    'largest safe': 'cf001fffffffffffff', 'float 32': 'ca42280000', 'float 64': 'cb3ff8000000000000', 'a whole float': 'cb4000000000000000', 'not a number': 'cb7ff8000000000000', 'text': 'a161', 'empty text': 'a0', 'long text form': 'd90161', 'bytes': 'c4020102', 'bytes in long form': 'c6000000020102', 'array': '920102', 'array in long form': 'dd000000020102', 'empty array': '90', 'map': '81a16101', 'empty map': '80', 'map with a number key': '810102', 'map with a nil key': '81c002', 'map with a key twice': '82a16101a16102', '__proto__': '81a95f5f70726f746f5f5f81a16101',
    'timestamp 32': 'd6ff58ec1c80', 'timestamp 64': 'd7ff0000000458ec1c80', 'timestamp 96': 'c70cff00000001ffffffffffffffff', 'timestamp of a wrong size': 'd5ff0000', 'ext of a type nobody knows': 'd40501', 'ext 8': 'c7020501ff', 'ext of a reserved type': 'd4fe01', 'never used code': 'c1',
  }).map(([name, code]) => [name, raw('/detail', call('Echo', [hex(code)]))])),
  malformed: {
    'empty body': raw('/detail', b()),
    'not an array': raw('/detail', p('foo')),
    'a map': raw('/detail', p({ a: 1 })),
    'empty array': raw('/detail', p([])),
    'type is text': raw('/detail', p(['foo'])),
    'type is nil': raw('/detail', p([null])),
    'type is a float': raw('/detail', hex('91 cb 3ff0000000000000')),
    'type in long form': raw('/detail', hex('91 d3 0000000000000006')),
    'type beyond 32 bits': raw('/detail', hex('91 cf 0000000100000006')),
    'never used code as type': raw('/detail', hex('91 c1')),
    'headers are text': raw('/detail', p([1, 'foo'])),
    'headers are nil': raw('/detail', p([1, null, '1', 'Void', [], []])),
    'headers are missing': raw('/detail', p([1])),
    'header key is a number': raw('/detail', hex('92 01 82 2a a3666f6f')),
    'header value is a number': raw('/detail', hex('92 01 82 a3666f6f 2a')),
    'header value is an array': raw('/detail', hex('92 01 84 a3666f6f a3666f6f a3666f6f 90')),
    'header key is empty': raw('/detail', p([1, { '': 'x' }, '1', 'Void', [], []])),
    'header value is empty': raw('/detail', p([1, { x: '' }, '1', 'Void', [], []])),
    'header value is nil': raw('/detail', p([1, { x: null }, '1', 'Void', [], []])),
    'header twice': raw('/detail', p([1, hex('82 a161 a162 a161 a163'), '1', 'Void', [], []])),
    'more headers than bytes': raw('/detail', hex('96 01 df ffffffff a161 a162')),
    'id is missing': raw('/detail', hex('92 01 80')),
    'id is a boolean': raw('/detail', hex('93 01 80 c2')),
    'target is missing': raw('/detail', hex('93 01 80 a3616263')),
    'target is a number': raw('/detail', hex('94 01 80 a3616263 2a')),
    'target is nil': raw('/detail', p([1, {}, '1', null, [], []])),
    'target is empty': raw('/detail', p([1, {}, '1', '', [], []])),
    'arguments are missing': raw('/detail', hex('95 01 80 a131 a456 6f6964')),
    'arguments are a number': raw('/detail', p([1, {}, '1', 'Void', 42, []])),
    'arguments are nil': raw('/detail', p([1, {}, '1', 'Void', null, []])),
    'arguments are a number, unknown method': raw('/detail', p([1, {}, '1', 'Nope', 42, []])),
    'arguments are fewer than said': raw('/detail', hex('96 01 80 a131 a3416464 92 01')),
    'arguments: four thousand million': raw('/detail', hex('96 01 80 a131 a3416464 dd ffffffff 01')),
    'an argument cut short': raw('/detail', hex('96 01 80 a131 a4 4563686f 91 da 0010 61')),
    'an argument: an array larger than its bytes': raw('/detail', hex('96 01 80 a131 a4 4563686f 91 dd 7fffffff 01')),
    'an argument: a map larger than its bytes': raw('/detail', hex('96 01 80 a131 a4 4563686f 91 df 7fffffff 01')),
    'an argument: bytes larger than its bytes': raw('/detail', hex('96 01 80 a131 a4 4563686f 91 c6 7fffffff 01')),
    'an argument: ext larger than its bytes': raw('/detail', hex('96 01 80 a131 a4 4563686f 91 c9 7fffffff 0501')),
    'an argument with text that is no UTF-8': raw('/detail', call('EchoString', [hex('a2 c328')])),
    'a target that is no UTF-8': raw('/detail', hex('96 01 80 a131 a2c328 90 90')),
    'streams are missing': raw('/detail', hex('96 01 80 a131 a456 6f6964 90')),
    'streams are nil': raw('/detail', p([1, {}, '1', 'Void', [], null])),
    'streams are text': raw('/detail', p([1, {}, '1', 'Void', [], 'u'])),
    'a stream is a number': raw('/detail', p([1, {}, '1', 'Void', [], [1]])),
    'a stream is nil': raw('/detail', p([1, {}, '1', 'Void', [], [null]])),
    'a stream is empty': raw('/detail', p([1, {}, '1', 'Void', [], ['']])),
    'streams: more than bytes': raw('/detail', hex('96 01 80 a131 a456 6f6964 90 dd ffffffff a161')),
    'stream invocation, id nil': raw('/detail', p([4, {}, null, 'Count', [1], []])),
    'stream invocation, id empty': raw('/detail', p([4, {}, '', 'Count', [1], []])),
    'stream invocation, id a boolean': raw('/detail', hex('93 04 80 c2')),
    'stream invocation, target empty': raw('/detail', p([4, {}, '1', '', [1], []])),
    'stream invocation, arguments a number': raw('/detail', p([4, {}, '1', 'Count', 1, []])),
    'item, id missing': raw('/detail', hex('92 02 80')),
    'item, id nil': raw('/detail', p([2, {}, null, 1])),
    'item for nobody': raw('/detail', p([2, {}, 'x', 1])),
    'item missing, for nobody': raw('/detail', p([2, {}, 'x'])),
    'completion, id missing': raw('/detail', hex('92 03 80')),
    'completion, id empty': raw('/detail', p([3, {}, '', 2])),
    'completion, kind missing': raw('/detail', p([3, {}, 'x'])),
    'completion, kind is text': raw('/detail', p([3, {}, 'x', 'y'])),
    'completion, kind unknown': raw('/detail', p([3, {}, 'x', 42])),
    'completion, error missing': raw('/detail', p([3, {}, 'x', 1])),
    'completion, error is a number': raw('/detail', p([3, {}, 'x', 1, 42])),
    'completion, error is nil': raw('/detail', p([3, {}, 'x', 1, null])),
    'completion, result missing, for nobody': raw('/detail', p([3, {}, 'x', 3])),
    'completion, result malformed, for nobody': raw('/detail', p([3, {}, 'x', 3, hex('c1')])),
    'completion, result for nobody': raw('/detail', p([3, {}, 'x', 3, 42])),
    'completion, void': raw('/detail', p([3, {}, 'x', 2])),
    'cancel, id missing': raw('/detail', hex('92 05 80')),
    'cancel, id nil': raw('/detail', p([5, {}, null])),
    'cancel for nobody': raw('/detail', p([5, {}, 'x'])),
    'close, error missing': raw('/detail', p([7])),
    'close, error is a number': raw('/detail', p([7, 1])),
    'close, allowReconnect is text': raw('/detail', p([7, null, 'x'])),
    'close, allowReconnect is missing': raw('/detail', hex('93 07 c0')),
    'ack without a number': raw('/detail', p([8])),
    'ack with text': raw('/detail', p([8, 'x'])),
    'ack beyond 63 bits': raw('/detail', hex('92 08 cf ffffffffffffffff')),
    'ack below zero': raw('/detail', p([8, -1])),
    'sequence without a number': raw('/detail', p([9])),
    'bytes behind the message': raw('/detail', Buffer.concat([p([6]), b(1, 2, 3)])),
    'array in long form': raw('/detail', hex('dd 00000001 06')),
    'array said longer than it is': raw('/detail', hex('dd ffffffff 06')),
    'depth 100': raw('/detail', call('Echo', [deep(100)])),
    'depth 400': raw('/detail', call('Echo', [deep(400)])),
    'depth 499': raw('/detail', call('Echo', [deep(499)])),
    'depth 500': raw('/detail', call('Echo', [deep(500)])),
    'depth 501': raw('/detail', call('Echo', [deep(501)])),
    'depth 20000': raw('/detail', call('Echo', [deep(20_000)])),
    'depth, for nobody': raw('/detail', p([3, {}, 'x', 3, deep(20_000)])),
  },
  framing: {
    'length over 2 GB': bytes('/detail', hex('ffffffff 08')),
    'length over 2 GB, no details': bytes('/hub', hex('ffffffff 08')),
    'length of six bytes': bytes('/detail', hex('8080808080 01')),
    'length of 2 GB, and no more': bytes('/detail', hex('ffffffff 07')),
    'length written longer than needed': async t => { const c = await open(t, '/detail'); const body = call('Add', [1, 2]); send(t, c, Buffer.concat([b(0x80 | body.length, 0x80, 0x00), body])); await c.until(1, 500); tell(t, c); await c.end(); },
    'over the limit': bytes('/fast', framed(call('EchoString', [Buffer.concat([b(0xda, 1, 144), Buffer.alloc(400, 'x')])]))),
    'over the default limit': bytes('/detail', framed(call('EchoString', [Buffer.concat([b(0xda, 0x80, 0xe8), Buffer.alloc(33_000, 'x')])]))),
    'just within the limit': bytes('/fast', framed(call('EchoString', [Buffer.concat([b(0xda, 1, 0x0a), Buffer.alloc(266, 'x')])]))),
    'one byte over': bytes('/fast', framed(call('EchoString', [Buffer.concat([b(0xda, 1, 0x1b), Buffer.alloc(283, 'x')])]))),
    'cut within a length': async t => { const c = await open(t, '/detail'); send(t, c, b(0x80)); await sleep(50); c.w.close(1000); await c.untilClosed(); tell(t, c); },
    'cut within a body': async t => { const c = await open(t, '/detail'); send(t, c, b(0x05, 0x91)); await sleep(50); c.w.close(1000); await c.untilClosed(); tell(t, c); },
  },
  };
};
