export { ManualClock } from './manual-clock.ts';
export type { MemoryData, MemoryStore } from './store/memory/create-memory-store.ts';
export { createMemoryStore, emptyData } from './store/memory/create-memory-store.ts';
