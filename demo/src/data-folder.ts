import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { DemoError } from './demo-error.ts';

/** The file by which the demo knows its own folder. Whoever uses the folder holds SQLite's lock on it, which ends with the process, however it ends. */
const ownFile = 'demo.lock';

/**
 * Makes `folder` the demo's, emptied first if `fresh`. Only a folder that is empty or was the demo's before is ever emptied, and one that
 * another running demo uses is left alone: both are a {@link DemoError}. Call the answer when done.
 */
export async function takeDataFolder(folder: string, fresh: boolean): Promise<() => Promise<void>> {
  await mkdir(folder, { recursive: true });
  const entries = await readdir(folder);
  if (entries.length > 0 && !entries.includes(ownFile)) {
    throw new DemoError(
      'not_the_demos_folder',
      `${folder} holds files that are not the demo's. Choose an empty folder.`,
    );
  }
  const lock = takeLock(folder);
  if (fresh) {
    for (const entry of entries.filter(name => name !== ownFile))
      await rm(join(folder, entry), { recursive: true });
  }
  return async () => lock.close();
}

function takeLock(folder: string): DatabaseSync {
  const lock = new DatabaseSync(join(folder, ownFile), { timeout: 0 });
  try {
    lock.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
    return lock;
  } catch (error) {
    lock.close();
    throw new DemoError(
      'already_running',
      `The demo runs already from ${folder}. Stop that one first.`,
      error,
    );
  }
}
