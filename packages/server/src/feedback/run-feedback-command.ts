import { existsSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { type Store, StoreError } from '@nara/hub/store';
import type { HubConfig } from '../config/hub-config.ts';
import type { FeedbackCommand } from '../read-command.ts';
import { openSqliteStore } from '../store/sqlite/open-sqlite-store.ts';
import { firstDayWithComments } from './comment-days.ts';
import { FeedbackError } from './feedback-error.ts';
import { csvLines, pageResults, reportLines } from './feedback-report.ts';

/**
 * Runs `nara feedback` and answers what to tell the operator, a line each; the hub may run meanwhile. Comments that have had their time
 * are removed first, and the reading is in the audit before anything is told. Rejects with a {@link FeedbackError}.
 */
export async function runFeedbackCommand(
  { region: wanted, since, csv }: FeedbackCommand,
  config: Pick<HubConfig, 'data' | 'regions'>,
  clock: { now(): number },
): Promise<readonly string[]> {
  const region = config.regions.find(({ id }) => id === wanted);
  if (region === undefined)
    throw new FeedbackError(
      'no_region',
      `no region is called ${wanted}: there is ${config.regions.map(({ id }) => id).join(', ')}`,
    );
  const file = join(config.data, `${region.id}.sqlite`);
  if (!existsSync(file))
    throw new FeedbackError('no_store', `region ${region.id} has no ${file}: start the hub once`);
  const now = clock.now();
  const results = await withStore(file, store =>
    store.write(async tx => {
      await tx.feedback.removeComments(firstDayWithComments(region, now));
      await tx.audit.add({
        at: new Date(now).toISOString(),
        actorKind: 'system',
        actor: `nara feedback, ${account()}`,
        act: 'readFeedback',
        ground: since === undefined ? 'all pages' : `pages since ${since}`,
      });
      return pageResults(await tx.feedback.counts(since), await tx.feedback.comments(since));
    }),
  );
  return csv ? csvLines(results) : reportLines(results);
}

async function withStore<T>(file: string, use: (store: Store) => Promise<T>): Promise<T> {
  try {
    const store = await openSqliteStore({ file, mayMigrate: false });
    try {
      return await use(store);
    } finally {
      await store.close();
    }
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    throw new FeedbackError('store_unavailable', `${file}: ${error.message}`, { cause: error });
  }
}

/** Who runs the command, as the machine knows it. */
function account(): string {
  try {
    return userInfo().username;
  } catch {
    return 'an account without a name';
  }
}
