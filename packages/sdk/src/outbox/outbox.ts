import { retryDelay } from '../connection/retry-delay.ts';
import { failureOf, naraError } from '../errors/failures.ts';
import { wasOnItsWay } from '../errors/invocation-error.ts';
import { NaraError, type NaraFailure } from '../errors/nara-error.ts';
import type { World } from '../world/world.ts';
import { type Command, type CommandName, type Commands, isHeld, isKept, laneOf } from './command.ts';
import { createHeldCommands } from './held-commands.ts';
import type { Answered, KeptCommands, OutboxItem } from './kept-commands.ts';

/** How a command stands. `waiting`: for a connection, or for a hub that could not do it just now (`error`). */
export interface OutboxEntry extends OutboxItem {
  readonly state: 'sending' | 'waiting' | 'failed';
  readonly error?: NaraFailure;
}

/** Commands on their way: first in, first out per case with one in flight (ARCHITECTURE, rule 2). */
export interface Outbox {
  /** Queues a command. Settles with the hub's answer; a refusal that stays rejects, and the command is gone. */
  ask<K extends CommandName>(method: K, input: Commands[K]['input']): Promise<Commands[K]['value']>;
  /** Queues a command that nobody waits for: a refusal that stays is shown in its entry, which steps aside. */
  post<K extends CommandName>(method: K, input: Commands[K]['input']): OutboxEntry;
  /** Waits for a command that is in its lane, as {@link ask} does from now on. Rejects with `not_found` when it is not there. */
  join(commandId: string): Promise<unknown>;
  /** A lane's commands in their order. */
  entries(lane: string): readonly OutboxEntry[];
  /** The lanes with commands in them. */
  lanes(): readonly string[];
  retry(commandId: string): void;
  /** Takes out a command that is not in flight; who waits for it is told `unreachable`. */
  cancel(commandId: string): void;
  online(): void;
  offline(): void;
  /** The hub says which epoch its store is of: what was answered under another one goes again, before anything newer. */
  told(epoch: string): void;
  /** The case is there: what was refused because it was not goes once more. */
  found(caseId: string): void;
  /** Keeps everything there from now on, with what it has kept from before. */
  keepIn(kept: KeptCommands): void;
  /** Holds nothing more of what the hub has answered: the person has gone. */
  letGo(): void;
  /** Forgets everything, here and in the storage. */
  wipe(): void;
}

/** What an outbox is made of. */
export interface OutboxParts {
  readonly world: Pick<World, 'now' | 'random' | 'after'>;
  readonly kept: KeptCommands;
  /** Sends one command; rejects with a `NaraError`. */
  readonly deliver: (command: Command) => Promise<unknown>;
  /** The hub has done it; told before the command leaves its lane. */
  readonly answered: (command: Command, value: unknown) => void;
  /** A lane looks different now. */
  readonly changed: (lane: string) => void;
}

interface Waiter {
  resolve(value: unknown): void;
  reject(error: NaraError): void;
}

interface Queued {
  readonly item: OutboxItem;
  /** Who waits for it. Nobody: a refusal that stays is shown in its entry. */
  readonly waiters: Waiter[];
  failed?: NaraFailure;
  /** How often in a row the connection was lost while it was on its way. */
  losses: number;
  /** It has been sent again because its case was found. */
  sought: boolean;
}

interface Lane {
  readonly queue: Queued[];
  inFlight: Queued | undefined;
  /** Why the head waits though there is a connection. */
  held: NaraFailure | undefined;
  tries: number;
  cancelRetry: (() => void) | undefined;
}

/** A fault of the hub that comes back this often is the command's own: it steps aside. */
const internalTries = 3;
/** A command that loses the connection this often in a row may be what breaks it: it steps aside. */
const lossesBorne = 2;
/** How long a hub that does not tell its epoch is waited for, in milliseconds. */
const epochPatience = 5_000;

function freshlyQueued(item: OutboxItem, waiters: Waiter[]): Queued {
  return { item, waiters, losses: 0, sought: false };
}

/** Makes an outbox with what the storage kept. It is offline until told otherwise. */
export function createOutbox({ world, deliver, answered, changed, ...parts }: OutboxParts): Outbox {
  const lanes = new Map<string, Lane>();
  const held = createHeldCommands();
  let { kept } = parts;
  let connected = false;
  /** Of this connection; undefined until it is told. */
  let epoch: string | undefined;
  /** The hub was waited for long enough: it does not tell. */
  let untold = false;
  let cancelPatience: (() => void) | undefined;

  load();

  function load(): void {
    const unsent: OutboxItem[] = [];
    for (const item of kept.load()) {
      const { answered: before, failed } = item;
      if (before === undefined || failed !== undefined) unsent.push(item);
      else held.add({ ...item, answered: before });
    }
    putFirst(unsent);
  }

  /** Before what stands in their lanes already, in the order given. */
  function putFirst(items: readonly OutboxItem[]): void {
    const first = new Map<string, Queued[]>();
    for (const { failed, ...item } of items) {
      const name = laneOf(item.command, item.answered?.caseId);
      const queued = { ...freshlyQueued(item, []), ...(failed === undefined ? {} : { failed }) };
      first.set(name, [...(first.get(name) ?? []), queued]);
    }
    for (const [name, queued] of first) laneAt(name).queue.unshift(...queued);
  }

  function laneAt(name: string): Lane {
    const lane = lanes.get(name) ?? {
      queue: [],
      inFlight: undefined,
      held: undefined,
      tries: 0,
      cancelRetry: undefined,
    };
    lanes.set(name, lane);
    return lane;
  }

  function save(): void {
    const items = [...lanes.values()].flatMap(lane =>
      lane.queue.map(({ item, failed }) => (failed === undefined ? item : { ...item, failed })),
    );
    kept.save([...held.items, ...items]);
  }

  function entryOf(lane: Lane, { item, failed }: Queued): OutboxEntry {
    if (failed !== undefined) return { ...item, state: 'failed', failed, error: failed };
    if (!connected) return { ...item, state: 'waiting' };
    if (lane.held !== undefined) return { ...item, state: 'waiting', error: lane.held };
    return { ...item, state: 'sending' };
  }

  function add(method: CommandName, input: object, waiters: Waiter[]): OutboxEntry {
    // The two public methods check that the input is the method's.
    const command = { method, input } as Command;
    const item = { command, at: new Date(world.now()).toISOString() };
    const name = laneOf(command);
    const lane = laneAt(name);
    const queued = freshlyQueued(item, waiters);
    lane.queue.push(queued);
    save();
    const entry = entryOf(lane, queued);
    changed(name);
    void pump(name);
    return entry;
  }

  /** What is held may have to go first: until the epoch is known nothing goes. */
  function mayBeAhead(): boolean {
    return epoch === undefined && !untold && held.items.length > 0;
  }

  function nextOf(lane: Lane): Queued | undefined {
    return lane.cancelRetry === undefined ? lane.queue.find(({ failed }) => failed === undefined) : undefined;
  }

  /** What was on its way when the connection was lost goes alone, so that none is blamed for its neighbour. */
  function mustWait(head: Queued): boolean {
    const all = [...lanes.values()];
    const suspect = all.map(lane => lane.inFlight ?? nextOf(lane)).find(next => (next?.losses ?? 0) > 0);
    if (suspect === undefined) return false;
    return suspect !== head || all.some(({ inFlight }) => inFlight !== undefined);
  }

  function pumpAll(): void {
    for (const name of [...lanes.keys()]) void pump(name);
  }

  async function pump(name: string): Promise<void> {
    const lane = lanes.get(name);
    if (lane === undefined || !connected || mayBeAhead() || lane.inFlight !== undefined) return;
    const head = nextOf(lane);
    if (head === undefined || mustWait(head)) return;
    lane.inFlight = head;
    lane.held = undefined;
    changed(name);
    try {
      const value = await deliver(head.item.command);
      lane.tries = 0;
      // Wiped meanwhile: it belongs to nobody any more.
      if (lanes.get(name) !== lane) return;
      hold(head.item, value);
      answered(head.item.command, value);
      remove(name, lane, head);
      for (const { resolve } of head.waiters) resolve(value);
    } catch (error) {
      if (lanes.get(name) !== lane) return;
      refused(name, lane, head, error instanceof NaraError ? error : naraError('internal', {}, error));
    } finally {
      lane.inFlight = undefined;
    }
    changed(name);
    pumpAll();
  }

  function hold({ command, at }: OutboxItem, value: unknown): void {
    if (epoch === undefined || !isHeld(command)) return;
    const { caseId } =
      command.method === 'startCase' ? (value as Commands['startCase']['value']) : command.input;
    const done: Answered = { at: new Date(world.now()).toISOString(), epoch, caseId };
    held.add({ command, at, answered: done });
  }

  function refused(name: string, lane: Lane, head: Queued, error: NaraError): void {
    if (wasOnItsWay(error)) head.losses += 1;
    else if (error.code !== 'unreachable') head.losses = 0;
    if (head.losses >= lossesBorne) {
      stepAside(name, lane, head, naraError('lost_twice', {}, error));
      return;
    }
    if (error.code === 'unreachable' && !connected) return;
    // The session or the page is over, not the command: it waits for the next one.
    if (error.code === 'session_ended' || error.code === 'upgrade_needed') {
      lane.held = failureOf(error);
      lane.cancelRetry = () => {};
      return;
    }
    lane.tries += 1;
    if (error.retryable && !(error.code === 'internal' && lane.tries >= internalTries)) {
      if (error.code !== 'unreachable') lane.held = failureOf(error);
      lane.cancelRetry = world.after(retryDelay(lane.tries - 1, world.random()), () => {
        lane.cancelRetry = undefined;
        void pump(name);
      });
      return;
    }
    stepAside(name, lane, head, error);
  }

  function stepAside(name: string, lane: Lane, head: Queued, error: NaraError): void {
    lane.tries = 0;
    // An act that nobody waits for any more is shown nowhere: it stays only as long as its case may come back.
    const stays = isKept(head.item.command) || error.code === 'not_found';
    if (head.waiters.length === 0 && stays) {
      head.failed = failureOf(error);
      save();
      return;
    }
    remove(name, lane, head);
    for (const { reject } of head.waiters) reject(error);
  }

  function tryAgain(name: string, queued: Queued): void {
    delete queued.failed;
    queued.losses = 0;
    save();
    changed(name);
    void pump(name);
  }

  function remove(name: string, lane: Lane, queued: Queued): void {
    const index = lane.queue.indexOf(queued);
    if (index >= 0) lane.queue.splice(index, 1);
    if (lane.queue.length === 0) {
      lane.cancelRetry?.();
      lanes.delete(name);
    }
    save();
  }

  function find(commandId: string): { name: string; lane: Lane; queued: Queued } | undefined {
    for (const [name, lane] of lanes) {
      const queued = lane.queue.find(({ item }) => item.command.input.commandId === commandId);
      if (queued !== undefined) return { name, lane, queued };
    }
    return undefined;
  }

  function tell(now: string): void {
    epoch = now;
    // The notice may overtake the word that there is a connection.
    if (!connected) return;
    cancelPatience?.();
    const before = held.items.length;
    const lost = held.told(now, world.now());
    putFirst(lost);
    if (held.items.length !== before) save();
    for (const { command, answered: done } of lost) changed(laneOf(command, done.caseId));
    pumpAll();
  }

  return {
    ask(method, input) {
      type Value = Commands[typeof method]['value'];
      return new Promise<Value>((resolve, reject) => {
        add(method, input, [{ resolve: value => resolve(value as Value), reject }]);
      });
    },
    post: (method, input) => add(method, input, []),
    async join(commandId) {
      const found = find(commandId);
      if (found === undefined) throw naraError('not_found');
      const { name, lane, queued } = found;
      const { failed } = queued;
      if (failed === undefined)
        return await new Promise((resolve, reject) => queued.waiters.push({ resolve, reject }));
      remove(name, lane, queued);
      changed(name);
      throw new NaraError(failed);
    },
    entries(name) {
      const lane = lanes.get(name);
      return lane === undefined ? [] : lane.queue.map(queued => entryOf(lane, queued));
    },
    lanes: () => [...lanes.keys()],
    retry(commandId) {
      const found = find(commandId);
      if (found?.queued.failed !== undefined) tryAgain(found.name, found.queued);
    },
    cancel(commandId) {
      const found = find(commandId);
      if (found === undefined || found.lane.inFlight === found.queued) return;
      // What held the lane may have been this command.
      found.lane.cancelRetry?.();
      found.lane.cancelRetry = undefined;
      found.lane.tries = 0;
      remove(found.name, found.lane, found.queued);
      for (const { reject } of found.queued.waiters) reject(naraError('unreachable'));
      changed(found.name);
      pumpAll();
    },
    online() {
      connected = true;
      for (const lane of lanes.values()) {
        lane.cancelRetry?.();
        lane.cancelRetry = undefined;
        lane.held = undefined;
      }
      if (epoch !== undefined) tell(epoch);
      else if (mayBeAhead())
        cancelPatience = world.after(epochPatience, () => {
          untold = true;
          pumpAll();
        });
      for (const name of [...lanes.keys()]) changed(name);
      pumpAll();
    },
    offline() {
      connected = false;
      epoch = undefined;
      untold = false;
      cancelPatience?.();
      for (const name of [...lanes.keys()]) changed(name);
    },
    told: tell,
    found(caseId) {
      for (const queued of lanes.get(caseId)?.queue ?? []) {
        if (queued.failed?.code !== 'not_found' || queued.sought) continue;
        queued.sought = true;
        tryAgain(caseId, queued);
      }
    },
    keepIn(next) {
      kept = next;
      load();
      save();
      for (const name of [...lanes.keys()]) changed(name);
      if (epoch !== undefined) tell(epoch);
    },
    letGo() {
      held.clear();
      save();
    },
    wipe() {
      const all = [...lanes.entries()];
      lanes.clear();
      held.clear();
      kept.save([]);
      for (const [name, lane] of all) {
        lane.cancelRetry?.();
        for (const { waiters } of lane.queue)
          for (const { reject } of waiters) reject(naraError('session_ended'));
        changed(name);
      }
    },
  };
}
