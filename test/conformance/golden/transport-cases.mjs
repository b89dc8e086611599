// Exchanges of long polling, server-sent events and raw connections beyond wire/cases.mjs, in the same form, recorded from the
// same reference (ASP.NET Core 10.0.12) into golden/transports.json. From the project's root, against the reference on port 9500:
//   node test/conformance/wire/probe.mjs --url http://127.0.0.1:9500 --cases test/conformance/golden/transport-cases.mjs --out test/conformance/golden/transports.json
import http from 'node:http';
import process from 'node:process';

export default ({ sleep, inv, RS }) => {
  const shake = '{"protocol":"json","version":1}' + RS;
  const m = o => JSON.stringify(o) + RS;
  const events = { accept: 'text/event-stream' };
  const site = { origin: 'http://site.example' };
  const base = process.argv[process.argv.indexOf('--url') + 1];
  const open = async (t, path = '/hub', headers) => { const c = await t.lp(path, { headers }); await c.poll({ quiet: true }); await c.post(shake, { quiet: true }); await c.poll({ quiet: true }); return c; };
  const stream = (t, u, { ms = 500, headers } = {}) => t.http('GET', u, { label: 'events', headers: { ...events, ...headers }, abortAfter: ms });
  const at = async (t, path, headers) => `${path}?id=${(await t.negotiate(path, { headers })).token}`;
  const statuses = (t, answers) => t.say(answers.map(r => `${r.status} ${r.text}`).sort().join(' / '));
  return {
  polls: {
    'what is posted between abort and the last poll': async t => { const c = await open(t); await c.post(m(inv('Abort'))); await sleep(100); await c.post(m(inv('Add', [1, 2]))); await c.poll(); await c.post('y'); await c.poll(); await c.poll(); },
    'much is posted between abort and the last poll': async t => { const c = await open(t); await c.post(m(inv('Abort'))); await sleep(100); const p = c.post('x'.repeat(100_000), { timeout: 3000, quiet: true }); await sleep(300); await c.poll(); await c.poll(); statuses(t, [await p]); },
    'posted before the first poll': async t => { const c = await t.lp('/hub'); await c.post(shake + m(inv('Add', [1, 2]))); await c.post(m(inv('Add', [3, 4], '2'))); await c.poll(); await sleep(100); await c.poll(); await c.del(); },
    'much posted before the first poll': async t => { const c = await t.lp('/hub'); const p = c.post(shake + m({ type: 6 }).repeat(10_000), { quiet: true, timeout: 5000 }); await sleep(300); t.say('(300 ms)'); await c.poll(); statuses(t, [await p]); await c.poll(); await c.del(); },
    'posted before a WebSocket': async t => { const u = await at(t, '/hub'); await t.http('POST', u, { body: shake + m(inv('Add', [1, 2])), label: 'post' }); const c = await t.ws(u, { handshake: false }); await c.until(2); await c.end(); },
    'a body breaks off, the next goes on': async t => { const c = await open(t); const { hostname, port } = new URL(base); const r = http.request({ hostname, port, method: 'POST', path: c.u, agent: false, headers: { 'content-length': 500 } }); r.on('error', () => {}); const whole = m(inv('Add', [1, 2])); r.write(whole.slice(0, 20)); await sleep(150); r.destroy(); await sleep(150); await c.post(whole.slice(20)); await c.poll(); await c.del(); },
    'a body of 31 million bytes is announced': async t => { const c = await open(t); const { hostname, port } = new URL(base); const r = http.request({ hostname, port, method: 'POST', path: c.u, agent: false, headers: { 'content-length': 31_000_000 } }); r.on('error', () => {}); r.flushHeaders(); const a = await new Promise(done => r.on('response', done)); t.say(`< ${a.statusCode} ${a.headers['content-type']} connection: ${a.headers.connection}`); r.destroy(); await c.post(m(inv('Add', [1, 2]))); await c.poll(); await c.del(); },
    'a post without a body or a length': async t => { const c = await open(t); await c.post(undefined); await c.del({ quiet: true }); },
    'two first polls at once': async t => { const c = await t.lp('/hub'); const both = await Promise.race([Promise.all([c.poll({ quiet: true }), c.poll({ quiet: true })]), sleep(700)]); t.say(both ? 'both answered' : 'one waits'); await c.del(); },
    'two polls where something waits': async t => { const c = await open(t); await c.post(m(inv('Add', [1, 2]))); await sleep(50); const ps = [c.poll({ quiet: true }), c.poll({ quiet: true, timeout: 700 })]; statuses(t, await Promise.all(ps)); await c.del({ quiet: true }); },
    'a poll whose client goes loses nothing': async t => { const c = await open(t); const r = http.get(base + c.u); r.on('error', () => {}); await sleep(150); r.destroy(); await sleep(150); await c.post(m(inv('Add', [1, 2]))); await sleep(100); await c.poll(); await c.del(); },
    'many answers in one poll': async t => { const c = await open(t); for (let i = 0; i < 3; i++) await c.post(m(inv('Add', [1, i], String(i)))); await sleep(100); await c.poll(); await c.del(); },
    'DELETE, and again': async t => { const c = await open(t); await c.del(); await c.del(); await c.post('x'); },
    'DELETE before the first poll': async t => { const c = await t.lp('/hub'); await c.del(); await c.poll(); await c.del(); },
    'DELETE before the handshake': async t => { const c = await t.lp('/hub'); await c.poll({ quiet: true }); await c.del(); await c.poll(); },
    'DELETE with an answer unfetched': async t => { const c = await open(t); await c.post(m(inv('Add', [1, 2]))); await sleep(50); await c.del(); await c.poll(); },
    'DELETE while a call runs': async t => { const c = await open(t); await c.post(m(inv('Slow', [1500]))); await c.del(); await c.poll(); },
    'other methods': async t => { for (const method of ['HEAD', 'PATCH', 'PUT', 'OPTIONS']) { const c = await t.lp('/hub'); await t.http(method, c.u, { label: method, timeout: 2000 }); } await t.http('HEAD', '/hub/negotiate'); },
    'a handshake refused': async t => { const c = await t.lp('/hub'); await c.poll(); await c.post(m({ protocol: 'xml', version: 1 })); await sleep(100); await c.poll(); await c.poll(); await c.poll(); },
    'no handshake': async t => { const c = await t.lp('/fast'); await c.poll(); await sleep(400); await c.poll(); await c.poll(); await c.poll(); },
    'refused by OnConnected': async t => { const c = await t.lp('/bad-connect'); await c.poll(); await c.post(shake); await sleep(100); await c.poll(); await c.poll(); },
    'the client closes': async t => { const c = await open(t); await c.post(m({ type: 7 })); await sleep(100); await c.poll(); await c.poll(); await c.poll(); },
    'the client closes while a poll waits': async t => { const c = await open(t); const p = c.poll({ quiet: true }); await sleep(100); await c.post(m({ type: 7 })); (await p).tell(); await c.poll(); await c.poll(); },
    'by id and key': async t => { const c = await t.lp('/hub'); await t.http('GET', `${c.u}&id=b`, { label: 'two ids' }); await t.http('GET', c.u.replace('id=', 'ID='), { label: 'ID' }); await c.post(shake, { quiet: true }); await sleep(100); await t.http('GET', c.u.replace('id=', 'id=&Id='), { label: 'an empty id and one' }); await c.del({ quiet: true }); },
    'by the id of version 0': async t => { const n = await t.negotiate('/hub', { v: 0 }); await t.http('GET', `/hub?id=${n.connectionId}`, { label: 'poll' }); },
    'by the public id of version 1': async t => { const n = await t.negotiate('/hub'); await t.http('GET', `/hub?id=${n.connectionId}`, { label: 'poll' }); await t.http('POST', `/hub?id=${n.connectionId}`, { label: 'post', body: 'x' }); },
    'two negotiate versions': t => t.http('POST', '/hub/negotiate?negotiateVersion=1&negotiateVersion=1'),
    'from an allowed origin': async t => { const c = await t.lp('/hub', { headers: site }); await c.poll(); await c.post(shake); await c.poll(); await c.del(); await c.poll(); await t.http('OPTIONS', c.u, { label: 'preflight', headers: { ...site, 'access-control-request-method': 'DELETE', 'access-control-request-headers': 'X-SignalR-User-Agent,content-type' } }); await t.http('GET', '/auth?id=x', { headers: site }); },
    'another user': async t => { const c = await open(t, '/auth', { authorization: 'Bearer alice' }); const bob = { headers: { authorization: 'Bearer bob' } }; await c.post(m(inv('UserId')), bob); await c.poll(bob); await c.del(bob); },
    'the token expires while a poll waits': async t => { const c = await open(t, '/auth', { authorization: 'Bearer alice:2' }); await c.poll(); await c.poll(); },
    'each poll renews the token': async t => { const c = await t.lp('/auth', { headers: { authorization: 'Bearer alice:1' } }); await c.poll({ quiet: true }); await c.post(shake, { quiet: true }); await c.poll({ quiet: true, headers: { authorization: 'Bearer alice:60' } }); const p = c.poll({ quiet: true, headers: { authorization: 'Bearer alice' }, timeout: 5000 }); await sleep(2600); await c.post(m(inv('Add', [1, 2]))); (await p).tell(); await c.del({ quiet: true }); },
    'events on a long-polling connection': async t => { const c = await open(t); await stream(t, c.u); await c.del({ quiet: true }); },
  },
  events: {
    'by Accept': async t => { for (const accept of ['text/event-stream;q=0.9', 'text/html, text/event-stream', 'TEXT/EVENT-STREAM', 'text/event-stream; charset=utf-8', 'text/event-streamx', 'text/*', ';;;, text/event-stream', '"a,b", text/event-stream', 'text/html;x="a, text/event-stream, b"']) { const r = await t.http('GET', await at(t, '/only-ws'), { quiet: true, headers: { accept } }); t.say(`${accept} -> ${r.text}`); } },
    'twice, and by other transports': async t => { const u = await at(t, '/hub'); const p = stream(t, u, { ms: 700 }); await sleep(150); await stream(t, u); await t.http('GET', u, { label: 'poll' }); await t.ws(u, { handshake: false }); await p; await sleep(150); await stream(t, u); },
    'the client goes': async t => { const u = await at(t, '/hub'); await stream(t, u, { ms: 200 }); await sleep(200); await t.http('POST', u, { body: shake, label: 'post' }); },
    'posted before': async t => { const u = await at(t, '/hub'); await t.http('POST', u, { body: shake, label: 'post' }); await stream(t, u); },
    'a handshake refused': async t => { const u = await at(t, '/hub'); const p = stream(t, u, { ms: 2000 }); await sleep(150); await t.http('POST', u, { body: m({ protocol: 'xml', version: 1 }), label: 'post', quiet: true }); await p; },
    'the hub aborts': async t => { const u = await at(t, '/hub'); const p = stream(t, u, { ms: 2000 }); await sleep(150); await t.http('POST', u, { body: shake, label: 'post', quiet: true }); await t.http('POST', u, { body: m(inv('Abort')), label: 'post', quiet: true }); await p; await t.http('POST', u, { body: 'x', label: 'post' }); },
    'the token expires': async t => { const u = await at(t, '/auth', { authorization: 'Bearer alice' }); const p = stream(t, u, { ms: 6000, headers: { authorization: 'Bearer alice:2' } }); await sleep(150); await t.http('POST', u, { body: shake, label: 'post', headers: { authorization: 'Bearer alice' } }); await p; },
    'from an allowed origin': async t => { await stream(t, await at(t, '/hub'), { headers: site, ms: 300 }); },
    'without the token': async t => { await stream(t, await at(t, '/auth', { authorization: 'Bearer alice' })); },
  },
  raw: {
    'negotiate': async t => { await t.http('POST', '/echo/negotiate?negotiateVersion=1'); await t.http('GET', '/echo'); },
    'text and binary frames': async t => { const c = await t.ws('/echo', { handshake: false }); c.raw = true; c.sendRaw(Buffer.from('x')); await c.until(1); c.sendRaw(''); c.sendRaw('å\n'); await c.until(2); c.w.close(); await c.untilClosed(); },
    'polls': async t => { const c = await t.lp('/echo'); await c.poll(); await c.post('abc\r\n'); await c.poll(); await c.post('\u0000ÿ' + RS); await c.poll(); await c.post(''); await c.del(); await c.poll(); },
    'events': async t => { const u = await at(t, '/echo'); const p = stream(t, u, { ms: 900 }); await sleep(150); for (const body of ['x', 'a\nb', '\n', '\r\n', 'q\r', '\r\r\n', 'end\n\n', '']) { await t.http('POST', u, { body, quiet: true }); await sleep(30); } await p; },
    'the client closes the socket': async t => { const c = await t.ws('/echo', { handshake: false }); c.w.close(4000, 'bye'); await c.untilClosed(); },
  },
}; };
