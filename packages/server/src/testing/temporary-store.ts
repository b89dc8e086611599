import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OpenWorldStore } from '@nara/hub/testing';
import { openSqliteStore } from '../store/sqlite/open-sqlite-store.ts';

/** A SQLite store in a folder of its own: for worlds of verbs that are to run upon the real one. */
export const openTemporaryStore: OpenWorldStore = async clock => {
  const folder = await mkdtemp(join(tmpdir(), 'nara-verbs-'));
  const store = await openSqliteStore({ file: join(folder, 'region.db'), clock });
  return {
    store,
    async remove() {
      await store.close();
      await rm(folder, { recursive: true });
    },
  };
};
