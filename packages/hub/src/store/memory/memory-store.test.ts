import { ManualClock } from '../../manual-clock.ts';
import { testStore } from '../testing/store-contract.ts';
import { createMemoryStore, emptyData, type MemoryStore } from './create-memory-store.ts';

testStore('the store in memory', async () => {
  const data = emptyData('epoch');
  const open = (): MemoryStore => createMemoryStore(data, new ManualClock());
  let store = open();
  return {
    get store() {
      return store;
    },
    async reopen() {
      store = open();
    },
    breakCommits: () => store.breakCommits(),
    remove: () => store.close(),
  };
});
