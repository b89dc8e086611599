import type { Answered, OutboxItem } from './kept-commands.ts';

/** A command that the hub has answered. */
export type HeldItem = OutboxItem & { readonly answered: Answered };

/** Commands that the hub has answered, held for an hour: a store that was restored may not have them any more. */
export interface HeldCommands {
  /** In the order of their answers. */
  readonly items: readonly HeldItem[];
  add(item: HeldItem): void;
  /**
   * The hub says which epoch its store is of: what it has held long enough goes, and what was answered under another one is answered here,
   * in its order, and not held any more.
   */
  told(epoch: string, now: number): readonly HeldItem[];
  clear(): void;
}

/** How long after its answer a command is held while the hub is heard from, in milliseconds. */
const heldFor = 3_600_000;
/** How many are held, and how many UTF-16 code units of text; the oldest go first. */
const most = 300;
const mostText = 400_000;

/** Makes it, empty. */
export function createHeldCommands(): HeldCommands {
  let items: readonly HeldItem[] = [];
  return {
    get items() {
      return items;
    },
    add(item) {
      items = withinBounds([...items, item]);
    },
    told(epoch, now) {
      const lost = items.filter(({ answered }) => answered.epoch !== epoch);
      // Only the hub's word makes the hour pass: while it is away nothing is known to be safe.
      items = items.filter(
        ({ answered }) => answered.epoch === epoch && Date.parse(answered.at) > now - heldFor,
      );
      return lost;
    },
    clear() {
      items = [];
    },
  };
}

function withinBounds(items: readonly HeldItem[]): readonly HeldItem[] {
  let room = mostText;
  const newest = items.slice(-most);
  const first = newest.findLastIndex(({ command: { input } }) => {
    room -= 'text' in input ? input.text.length : 0;
    return room < 0;
  });
  return newest.slice(first + 1);
}
