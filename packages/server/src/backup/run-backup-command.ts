import { basename } from 'node:path';
import { systemClock } from '../clock.ts';
import type { HubConfig } from '../config/hub-config.ts';
import type { BackupCommand, RestoreCommand } from '../read-command.ts';
import { makeBackup } from './make-backup.ts';
import { removeOldBackups } from './old-backups.ts';
import { restoreBackup } from './restore-backup.ts';

/** Runs `nara backup` or `nara restore` and answers what to tell the operator, a line each. */
export function runBackupCommand(
  asked: BackupCommand | RestoreCommand,
  config: HubConfig,
): readonly string[] {
  if (asked.command === 'restore') {
    const { manifest, aside } = restoreBackup(config, { from: asked.from, clock: systemClock });
    const regions = config.regions.map(({ id }) => id).join(', ');
    const before = aside === undefined ? [] : [`What was there before is in ${aside}`];
    return [`Restored ${regions} from the backup of ${manifest.at}`, ...before];
  }
  const { to, keep } = asked;
  const manifest = makeBackup(config, { to, clock: systemClock });
  const lines = manifest.regions.map(({ id, store }) => `Backed up ${id} (${store.bytes} bytes) to ${to}`);
  const removed = keep === undefined ? [] : removeOldBackups(to, manifest, keep);
  return [...lines, ...removed.map(name => `Removed the older backup ${basename(name)}`)];
}
