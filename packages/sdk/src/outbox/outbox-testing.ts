import type { NaraError } from '../errors/nara-error.ts';
import { ManualWorld } from '../world/manual-world-testing.ts';
import type { Command } from './command.ts';
import { createKeptCommands } from './kept-commands.ts';
import { createOutbox, type Outbox } from './outbox.ts';
import { outboxKey } from './outbox-key.ts';
import type { Storage } from './storage.ts';

/** A storage in memory. */
export class MapStorage implements Storage {
  readonly map = new Map<string, string>();
  getItem(key: string): string | null {
    return this.map.get(key) ?? null;
  }
  setItem(key: string, value: string): void {
    this.map.set(key, value);
  }
  removeItem(key: string): void {
    this.map.delete(key);
  }
}

/** An outbox whose hub does what the test says. */
export interface Trial {
  readonly outbox: Outbox;
  readonly world: ManualWorld;
  /** What was delivered, as `text` or the method's name. */
  readonly delivered: string[];
  /** How the next deliveries end; done when there is none. */
  readonly faults: (NaraError | undefined)[];
  /** Lets a delivery that `hold` keeps end. */
  readonly held: PromiseWithResolvers<void>[];
  hold: boolean;
}

/** Starts one; two with the same storage and person are a page and its reload. */
export function startOutbox(storage?: Storage, personKey = 'person-1'): Trial {
  const world = new ManualWorld(() => {
    throw new TypeError('no hub is opened here');
  });
  const trial: Trial = {
    world,
    delivered: [],
    faults: [],
    held: [],
    hold: false,
    outbox: createOutbox({
      world,
      kept: createKeptCommands(storage, outboxKey('norrvik', personKey)),
      async deliver({ method, input }: Command) {
        trial.delivered.push('text' in input ? input.text : method);
        if (trial.hold) {
          const held = Promise.withResolvers<void>();
          trial.held.push(held);
          await held.promise;
        }
        const fault = trial.faults.shift();
        if (fault !== undefined) throw fault;
        return { n: 1, caseId: `begun by ${input.commandId}` };
      },
      answered: () => {},
      changed: () => {},
    }),
  };
  return trial;
}

/** Sends a message and answers its id. */
export function post({ outbox, world }: Trial, caseId: string, text: string): string {
  return outbox.post('sendMessage', { commandId: world.uuid(), caseId, text }).command.input.commandId;
}

/** A lane as `text state`. */
export function states({ outbox }: Trial, lane: string): string[] {
  return outbox
    .entries(lane)
    .map(({ command, state }) => `${'text' in command.input ? command.input.text : command.method} ${state}`);
}
