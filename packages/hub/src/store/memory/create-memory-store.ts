import type { Clock } from '../../clock.ts';
import { type Store, StoreError, type Tx } from '../port.ts';
import { memoryTx } from './memory-tx.ts';
import { Draft, emptyTables, type Tables } from './tables.ts';

/** What a store in memory holds. It outlives the store that is opened on it. */
export interface MemoryData {
  readonly epoch: string;
  tables: Tables;
  /** The last number that a row was given. */
  lastNumber: number;
}

/** A store in memory, which can be made to fail. */
export interface MemoryStore extends Store {
  /** Makes commits fail with `store_unavailable` until the returned function is called. */
  breakCommits(): () => void;
}

interface Job {
  readonly work: (tx: Tx) => Promise<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** Data without a row, under an epoch. */
export function emptyData(epoch: string): MemoryData {
  return { epoch, tables: emptyTables, lastNumber: 0 };
}

/** Opens a store on data. What gathers in a turn of the event loop is committed together, as in any store. */
export function createMemoryStore(data: MemoryData, clock: Pick<Clock, 'nextTurn'>): MemoryStore {
  let queue: Job[] = [];
  let running: Promise<void> | undefined;
  let closed = false;
  let broken = false;
  const number = (): number => {
    data.lastNumber += 1;
    return data.lastNumber;
  };

  async function drain(): Promise<void> {
    while (queue.length > 0) {
      await new Promise<void>(resolve => clock.nextTurn(resolve));
      const batch = queue;
      queue = [];
      await commit(batch);
    }
    running = undefined;
  }

  /** Each in a draft of its own, one after another; only when all are done they settle, in order. */
  async function commit(batch: readonly Job[]): Promise<void> {
    let { tables } = data;
    const settle: (() => void)[] = [];
    for (const { work, resolve, reject } of batch) {
      const draft = new Draft(tables);
      try {
        const value = await work(memoryTx(draft, number));
        tables = draft.tables;
        settle.push(() => resolve(value));
      } catch (error) {
        settle.push(() => reject(error));
      }
    }
    if (broken) for (const { reject } of batch) reject(new StoreError('the store cannot commit'));
    else {
      data.tables = tables;
      for (const tell of settle) tell();
    }
  }

  function write<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    if (closed) return Promise.reject(new StoreError('the store is closed'));
    const settled = new Promise<unknown>((resolve, reject) => {
      queue.push({ work, resolve, reject });
    });
    running ??= drain();
    return settled as Promise<T>;
  }

  return {
    epoch: data.epoch,
    write,
    async read(work) {
      return await work(memoryTx(new Draft(data.tables), number));
    },
    check: () => write(async () => undefined),
    async close() {
      closed = true;
      await running;
    },
    breakCommits() {
      broken = true;
      return () => {
        broken = false;
      };
    },
  };
}
