import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { after, before, describe, it } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import type { WireHub } from './wire-hub-process.ts';
import { root, startWireHub } from './wire-hub-process.ts';

/** How many of a group's recorded answers the wire hub gives, and which it does not. */
interface Expected {
  readonly group: string;
  readonly equal: string;
  readonly differing: readonly string[];
}

/** The recordings that the reference came with. */
const wire: readonly Expected[] = [
  { group: 'negotiate', equal: '21/21', differing: [] },
  { group: 'endpoints', equal: '17/17', differing: [] },
  { group: 'handshake', equal: '14/14', differing: [] },
  { group: 'invocations', equal: '36/36', differing: [] },
  { group: 'malformed', equal: '15/15', differing: [] },
  { group: 'streams', equal: '11/11', differing: [] },
  { group: 'uploads', equal: '5/5', differing: [] },
  { group: 'client-results', equal: '4/4', differing: [] },
  { group: 'groups', equal: '4/4', differing: [] },
  { group: 'close', equal: '7/7', differing: [] },
  { group: 'long-polling', equal: '9/9', differing: [] },
  { group: 'server-sent-events', equal: '2/2', differing: [] },
  { group: 'stateful', equal: '3/3', differing: [] },
  { group: 'raw', equal: '1/1', differing: [] },
];

/** Our own, from the same reference. PROTOCOL.md says why each difference is there. */
const more: readonly Expected[] = [
  { group: 'handshake', equal: '17/19', differing: ['v1.0', 'trailing'] },
  {
    group: 'messages',
    equal: '84/89',
    differing: ['type 1.0', 'trailing', 'int as 1.0', 'int as 1e0', 'invalid utf-8 in a binary frame'],
  },
  { group: 'http', equal: '24/25', differing: ['ws, other origin'] },
];

/** Our own of streams from clients and results of clients. */
const streamsAndResults: readonly Expected[] = [
  { group: 'uploads', equal: '33/33', differing: [] },
  { group: 'results', equal: '7/7', differing: [] },
  { group: 'turns', equal: '2/2', differing: [] },
];

/** Likewise. */
const transports: readonly Expected[] = [
  { group: 'polls', equal: '32/32', differing: [] },
  { group: 'events', equal: '9/9', differing: [] },
  { group: 'raw', equal: '5/5', differing: [] },
];

/** Likewise, in MessagePack. */
const messagepack: readonly Expected[] = [
  { group: 'handshake', equal: '6/6', differing: [] },
  { group: 'calls', equal: '41/43', differing: ['enum', 'float for int'] },
  { group: 'streams', equal: '7/8', differing: ['upload of a wrong type'] },
  { group: 'results', equal: '6/6', differing: [] },
  {
    group: 'values',
    equal: '34/41',
    differing: [
      'float 32',
      'a whole float',
      'array',
      'array in long form',
      'map',
      'map with a number key',
      'map with a key twice',
    ],
  },
  {
    group: 'malformed',
    equal: '84/90',
    differing: [
      'more headers than bytes',
      'arguments: four thousand million',
      'streams: more than bytes',
      'completion, result missing, for nobody',
      'completion, result malformed, for nobody',
      'array said longer than it is',
    ],
  },
  { group: 'framing', equal: '10/11', differing: ['length of 2 GB, and no more'] },
];

/** Of stateful reconnect. */
const stateful: readonly Expected[] = [
  { group: 'negotiate', equal: '8/8', differing: [] },
  {
    group: 'resuming',
    equal: '17/19',
    differing: ['beside a socket that is still open', 'cancellations and items are counted'],
  },
  { group: 'endings', equal: '7/8', differing: ['cut within a message'] },
  { group: 'without', equal: '8/9', differing: ['a second socket before the handshake'] },
  { group: 'acknowledgements', equal: '3/3', differing: [] },
];

/** How often a group is asked before it is believed to differ. */
const patience = 3;

/** The cases that the probe says differ. */
function differencesIn(output: string): readonly (string | undefined)[] {
  return [...output.matchAll(/^## [^:]+: (.+)$/gm)].map(match => match[1]);
}

const golden = (cases: string, recorded: string) => [
  '--cases',
  `test/conformance/golden/${cases}-cases.mjs`,
  '--against',
  `test/conformance/golden/${recorded}.json`,
];
const recordings = [
  { name: 'wire', groups: wire, options: ['--against', 'test/conformance/wire/golden.json'] },
  { name: 'more', groups: more, options: golden('more', 'more') },
  {
    name: 'streams and results',
    groups: streamsAndResults,
    options: golden('streams-and-results', 'streams-and-results'),
  },
  { name: 'transports', groups: transports, options: golden('transport', 'transports') },
  { name: 'messagepack', groups: messagepack, options: golden('messagepack', 'messagepack') },
  { name: 'stateful', groups: stateful, options: golden('stateful', 'stateful') },
];

describe('the wire hub answers as ASP.NET Core does', { concurrency: 3 }, () => {
  let hub: WireHub;
  before(async () => {
    hub = await startWireHub();
  });
  after(() => hub.stop());

  for (const { name, options, groups } of recordings) {
    for (const { group, equal, differing } of groups) {
      it(`${name}, ${group}: ${equal}`, async () => {
        const ask = () => probe(['--url', hub.url, '--groups', group, ...options]);
        const isAsExpected = (output: string) => isDeepStrictEqual(differencesIn(output), differing);
        // The probe waits for so many milliseconds and no longer: on a busy machine an answer may come after that.
        let output = await ask();
        for (let times = 1; times < patience && !isAsExpected(output); times += 1) output = await ask();
        assert.deepEqual(differencesIn(output), differing, output);
        assert.match(output, new RegExp(`^${group} ${equal}$`, 'm'));
      });
    }
  }
});

/** Runs the probe and answers what it printed. */
function probe(options: readonly string[]): Promise<string> {
  const probing = spawn(process.execPath, ['test/conformance/wire/probe.mjs', ...options], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return text(probing.stdout);
}
