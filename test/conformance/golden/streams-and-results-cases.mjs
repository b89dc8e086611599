// Exchanges about streams from clients and results of clients, in the form of wire/cases.mjs, recorded from the same reference
// (ASP.NET Core 10.0.12) into golden/streams-and-results.json. From the project's root, against the reference on port 9500:
//   node test/conformance/wire/probe.mjs --url http://127.0.0.1:9500 --cases test/conformance/golden/streams-and-results-cases.mjs --out test/conformance/golden/streams-and-results.json
export default ({ sleep, inv, str }) => {
  const go = (path, msgs, n = 1, ms = 500) => async t => { const c = await t.ws(path); c.got.length = 0; for (const m of msgs) { if (typeof m === 'number') await sleep(m); else c.send(...m); } await c.until(n, ms); await sleep(150); t.say(c.closed === null ? '(open)' : '(closed)'); await c.end(); };
  /** Sends one message, or one chunk of them, after the other; a function makes its message of the ids that the client was asked under. */
  const ask = (msgs, path = '/detail', after = 200) => async t => { const c = await t.ws(path); c.got.length = 0; for (const m of msgs) { const asked = c.got.map(x => JSON.parse(x)).filter(x => x.type === 1).map(x => x.invocationId); c.send(...[typeof m === 'function' ? m(asked) : m].flat()); await sleep(80); } await sleep(after); t.say(c.closed === null ? '(open)' : '(closed)'); await c.end(); };
  const item = (x, id = 'u') => ({ type: 2, invocationId: id, item: x });
  const done = (id = 'u', more = {}) => ({ type: 3, invocationId: id, ...more });
  const up = (target, args = [], id = '1', ids = ['u']) => inv(target, args, id, { streamIds: ids });
  const down = (target, args = [], id = '1', ids = ['u']) => str(target, args, id, { streamIds: ids });
  const add = id => inv('Add', [1, 2], id);
  const many = n => Array.from({ length: n }, (_, i) => item(i));
  return {
  uploads: {
    'two streams and an argument': go('/hub', [[up('SumTwo', ['p'], '1', ['u', 'v']), item('x', 'v'), item(1), item(2), item('y', 'v'), done(), done('v')]]),
    'items in later chunks': go('/hub', [[up('Sum')], 50, [item(1)], 50, [item(2), done()]]),
    'thirty items': go('/hub', [[up('Sum'), ...many(30), done()]]),
    'beside a call that runs': go('/hub', [[inv('Slow', [300], 's'), up('Sum'), item(1), done()], 400, [add('2')]], 3),
    'item after the end': go('/hub', [[up('Sum'), item(1), done(), item(2), done(), add('2')]], 2),
    'items under other ids': go('/hub', [[up('Sum'), item(1, '1'), done('1'), item(2, 'x'), done('x', { error: 'no' }), item(3), done(), add('2')]], 2),
    'end with a result': go('/hub', [[up('Sum'), item(1), done('u', { result: 7 })]]),
    'end with an empty error': go('/hub', [[up('Sum'), item(1), done('u', { error: '' })]]),
    'end with an error, not caught': go('/hub', [[up('Sum'), item(1), done('u', { error: 'gone' })]]),
    'end with an error, of a stream': go('/hub', [[down('Upper'), item('a'), done('u', { error: 'gone' })]], 2),
    'item of another type': go('/hub', [[up('Sum'), item(1), item('x'), item(2), done(), add('2')]], 2),
    'item of another type, caught': go('/hub', [[up('UploadError'), item('x')]]),
    'item of another type, detailed': go('/detail', [[up('Sum'), item('x')]]),
    'item of another type, of a stream': go('/detail', [[down('Upper'), item('a'), item(3), add('2')]], 3),
    'null item': go('/hub', [[up('Sum'), item(null)]]),
    'without an id': go('/hub', [[inv('Sum', [], null, { streamIds: ['u'] }), item(1), done(), add('2')]]),
    'without an id, of another number': go('/hub', [[inv('Sum', [], null), add('2')]]),
    'wrong argument': go('/detail', [[up('SumTwo', [1], '1', ['u', 'v']), item(1), add('2')]], 2),
    'an argument too many': go('/detail', [[up('Sum', [1]), item(1), add('2')]], 2),
    'an argument and a stream too many': go('/detail', [[up('Sum', [1], '1', ['u', 'v'])]]),
    'called as a stream': go('/hub', [[down('Sum'), item(1), done(), add('2')]], 2),
    'stream called as a call': go('/hub', [[up('Upper'), item('a'), done(), add('2')]], 2),
    'of a stream, missing': go('/hub', [[str('Upper', []), add('2')]], 2),
    'to a stream that takes none': go('/hub', [[down('Count', [2]), add('2')]], 2),
    'to a call that takes none': go('/hub', [[up('Add', [1, 2])]]),
    'cancelled by the id of the call': go('/hub', [[up('Sum'), item(1), { type: 5, invocationId: '1' }, item(2), done(), add('2')]], 2),
    'id given again': go('/hub', [[up('Sum'), up('Sum', [], '2'), item(1), item(2), done(), add('3')]], 2),
    'id given twice in a call': go('/hub', [[up('SumTwo', ['p'], '1', ['u', 'u']), item(1), item('x'), done(), add('2')]]),
    'id of a stream that is over': go('/hub', [[up('Sum'), done()], 80, [up('Sum', [], '2'), item(5), done()]], 2),
    'id named by a call that is refused': go('/hub', [[up('Sum'), item(1), up('Add', [1, 2], '2'), item(2), done()]], 2),
    'empty id': go('/detail', [[up('Sum', [], '1', ['']), item(1, '')]]),
    'id that is no text': go('/detail', [[up('Sum', [], '1', [1])]]),
    'item without an item': go('/detail', [[up('Sum'), { type: 2, invocationId: 'u' }]]),
  },
  results: {
    'null': ask([inv('Ask', ['why']), ([id]) => done(id, { result: null })]),
    'of another type': ask([inv('Ask', ['why']), ([id]) => done(id, { result: 5 })]),
    'empty error': ask([inv('Ask', ['why']), ([id]) => done(id, { error: '' })]),
    'twice': ask([inv('Ask', ['why']), ([id]) => done(id, { result: 'x' }), ([id]) => done(id, { result: 'y' }), add('9')]),
    'under ids that nobody awaits': ask([done('s99999', { result: 1 }), done('s99999'), done('s99999', { error: 'x' }), add('9')]),
    'calls behind the one that asks': ask([[inv('Ask', ['why']), add('2'), inv('Slow', [50], '3'), add('4')], ([id]) => done(id, { result: 'x' })]),
    'by another connection': async t => { const a = await t.ws('/hub'), b = await t.ws('/hub'); a.got.length = 0; a.send(inv('Ask', ['why'])); await a.until(1); const id = JSON.parse(a.got[0]).invocationId; t.say('(another)'); b.send(done(id, { result: 'no' })); await b.untilClosed(1000); t.say('(the one)'); a.send(done(id, { result: 'yes' })); await a.until(2); await a.end(); await b.end(); },
  },
  turns: {
    'what fits no method is not in turn': go('/hub', [[inv('Slow', [200], '1'), inv('Nope', [], '2'), inv('Add', [1], '3'), add('4')]], 4, 1000),
    'a stream called as a call is': go('/hub', [[inv('Slow', [200], '1'), inv('Count', [1], '2'), add('4')]], 3, 1000),
  },
}; };
