import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { AnyCaller } from '../hub/compile-hub.ts';
import type { HubMessage } from '../protocol/hub-message.ts';
import { isCounted } from '../protocol/hub-message.ts';
import { jsonHubProtocol } from '../protocol/json-hub-protocol.ts';
import { MemoryHub } from '../testing/memory-hub.ts';
import { ResumableClient } from '../testing/resumable-client.ts';
import { ReceivedMessages } from './received-messages.ts';
import { SentMessages } from './sent-messages.ts';

/** What may happen next: something is sent, some of what is under way arrives, a clock ticks, the socket is cut. */
const step = fc.oneof(
  { weight: 4, arbitrary: fc.constant({ do: 'call' } as const) },
  { weight: 3, arbitrary: fc.constant({ do: 'tell' } as const) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('up' as const), bytes: fc.nat({ max: 400 }) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('down' as const), messages: fc.nat({ max: 6 }) }) },
  { weight: 1, arbitrary: fc.constant({ do: 'acknowledge' } as const) },
  { weight: 1, arbitrary: fc.constant({ do: 'wait' } as const) },
  { weight: 2, arbitrary: fc.constant({ do: 'cut' } as const) },
);

/** A client as the official one is, with wires on which bytes are under way, and lost when they are cut. */
class Story {
  /** What each side has taken in. */
  readonly heardByHub: number[] = [];
  readonly heardByClient: number[] = [];
  readonly #memory: MemoryHub;
  readonly #client: ResumableClient;
  readonly #sent = new SentMessages();
  readonly #received = new ReceivedMessages();
  #up = Buffer.alloc(0);
  #calls = 0;
  #events = 0;
  #awaitsSequence = false;

  constructor(settings: ConstructorParameters<typeof ResumableClient>[1]) {
    const take = (_: AnyCaller, n: unknown) => this.heardByHub.push(Number(n));
    this.#memory = new MemoryHub({ methods: { take } } as never);
    this.#client = new ResumableClient(this.#memory, settings);
  }

  get sentByClient(): number {
    return this.#calls;
  }

  get sentByHub(): number {
    return this.#events;
  }

  call(): void {
    this.#calls += 1;
    this.#send({ type: 1, target: 'take', arguments: [this.#calls] });
  }

  tell(): void {
    this.#events += 1;
    this.#memory.runtime.clients.all.send('told', this.#events);
  }

  up(bytes: number): void {
    const [arrived, rest] = [this.#up.subarray(0, bytes), this.#up.subarray(bytes)];
    this.#up = rest;
    if (arrived.length > 0) this.#client.send(arrived.toString());
  }

  down(messages: number): void {
    for (const { bytes } of this.#client.socket.messages.splice(0, messages)) {
      const reader = jsonHubProtocol.createReader(null);
      reader.push(bytes);
      const message = reader.next();
      if (message !== undefined) this.#hear(message);
    }
  }

  acknowledge(): void {
    this.#send({ type: 8, sequenceId: this.#received.latest });
  }

  wait(): void {
    this.#memory.clock.advance(1_000);
  }

  cut(): void {
    this.#up = Buffer.alloc(0);
    this.#client.cut();
    this.#client.again();
    this.#awaitsSequence = true;
    this.#send({ type: 9, sequenceId: this.#sent.firstId });
    for (const { bytes } of this.#sent.unacknowledged) this.#up = Buffer.concat([this.#up, bytes]);
  }

  /** Everything arrives. */
  settle(): void {
    for (let i = 0; i < 3; i += 1) {
      this.up(this.#up.length);
      this.wait();
      this.down(this.#client.socket.messages.length);
      this.acknowledge();
    }
  }

  #send(message: HubMessage): void {
    const encoded = jsonHubProtocol.encode(message);
    if (isCounted(message)) this.#sent.add(encoded);
    this.#up = Buffer.concat([this.#up, encoded.bytes]);
  }

  #hear(message: HubMessage): void {
    if (this.#awaitsSequence && message.type !== 9) return;
    this.#awaitsSequence = false;
    if (message.type === 8) this.#sent.acknowledge(message.sequenceId);
    else if (message.type === 9) this.#received.restart(message.sequenceId);
    else if (isCounted(message) && this.#received.count() && message.type === 1) {
      this.heardByClient.push(Number(message.arguments[0]));
    }
  }
}

const upTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1);

function run(story: Story, steps: readonly (typeof step extends fc.Arbitrary<infer S> ? S : never)[]): void {
  for (const each of steps) {
    if (each.do === 'up') story.up(each.bytes);
    else if (each.do === 'down') story.down(each.messages);
    else story[each.do]();
  }
}

describe('over a socket that is cut at any moment', () => {
  it('each message comes once and in order, both ways', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120 }), steps => {
        const story = new Story({});
        run(story, steps);
        assert.deepEqual(story.heardByHub, upTo(story.heardByHub.length));
        assert.deepEqual(story.heardByClient, upTo(story.heardByClient.length));
        story.settle();
        assert.deepEqual(story.heardByHub, upTo(story.sentByClient));
        assert.deepEqual(story.heardByClient, upTo(story.sentByHub));
      }),
      { numRuns: 300 },
    );
  });

  it('and so they do where only little may be unacknowledged', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120 }), steps => {
        const story = new Story({ statefulReconnectBufferSize: 50 });
        run(story, steps);
        for (let i = 0; i < 100; i += 1) story.settle();
        assert.deepEqual(story.heardByHub, upTo(story.sentByClient));
        assert.deepEqual(story.heardByClient, upTo(story.sentByHub));
      }),
      { numRuns: 50 },
    );
  });
});
