#!/usr/bin/env node
import { join } from 'node:path';
import { ListenError } from './app.ts';
import { BackupError } from './backup/backup-error.ts';
import { runBackupCommand } from './backup/run-backup-command.ts';
import { systemClock } from './clock.ts';
import { ConfigError, formatFault } from './config/config-fault.ts';
import type { HubConfig } from './config/hub-config.ts';
import { readConfig } from './config/read-config.ts';
import { hashLines } from './embed/hash-lines.ts';
import { FeedbackError } from './feedback/feedback-error.ts';
import { runFeedbackCommand } from './feedback/run-feedback-command.ts';
import { createLog } from './http/log.ts';
import { NotBuiltError } from './http/static-files.ts';
import { RegionKeysError } from './identity/region-keys.ts';
import { ownVersion } from './own-version.ts';
import { type NaraCommand, readCommand, type ServeCommand } from './read-command.ts';
import { startHub } from './server.ts';
import { DataFolderError } from './store/sqlite/data-lock.ts';

const usage = `Usage: nara serve FILE
       nara backup FILE --to FOLDER [--keep N]
       nara restore FILE --from FOLDER
       nara hashes FILE
       nara feedback FILE --region REGION [--since DATE] [--csv]

serve    Starts the hub that FILE describes (YAML; nara.example.yaml beside this package's README has every setting with a comment).
         Its log goes to standard output; NARA_LOG_LEVEL is debug, info, warn or error. SIGTERM and Ctrl-C stop it in order.
backup   Copies the regions of FILE with their keys to FOLDER, which must be empty or new; the hub may run. With --keep, older backups
         beside it are removed until N are left.
restore  Puts the regions of FILE back to what the backup in FOLDER holds; the hub must not run. What was there is kept aside.
hashes   Prints the script tag with this version's address and hash for each region of FILE, and what a page needs that loads the module.
feedback Tells what readers answered about the region's pages, from DATE (2026-11-01) on or all; the hub may run. The reading is audited.
`;

const logLevels = ['debug', 'info', 'warn', 'error'];

/** What the operator can put right: told in a line of its own, without a stack. */
const explained = [ListenError, NotBuiltError, RegionKeysError, DataFolderError, BackupError, FeedbackError];

/** Runs one command. Exit codes: 0 ended when asked to, 1 could not start or stop, 2 not a command. */
async function main(words: readonly string[], environment: NodeJS.ProcessEnv): Promise<void> {
  const asked = readCommand(words);
  if (asked === 'help') {
    process.stdout.write(usage);
    return;
  }
  if (asked === undefined) {
    process.stderr.write(usage);
    process.exitCode = 2;
    return;
  }
  try {
    const config = readConfig(asked.file, environment);
    if (asked.command === 'serve') await serve(config, logLevel(environment));
    else for (const line of await linesOf(asked, config)) process.stdout.write(`${line}\n`);
  } catch (error) {
    process.exitCode = 1;
    process.stderr.write(`${explain(error)}\n`);
  }
}

async function linesOf(
  asked: Exclude<NaraCommand, ServeCommand>,
  config: HubConfig,
): Promise<readonly string[]> {
  if (asked.command === 'feedback') return runFeedbackCommand(asked, config, systemClock);
  return asked.command === 'hashes' ? hashesOf(config) : runBackupCommand(asked, config);
}

async function serve(config: HubConfig, level: string): Promise<void> {
  const log = createLog(level);
  const hub = await startHub(config, { log });
  const stop = (signal: NodeJS.Signals): void => {
    log.info({ place: 'stop', signal }, 'stopping');
    hub.close().then(
      () => process.exit(0),
      err => {
        log.error({ place: 'stop', err }, 'could not stop in order');
        process.exit(1);
      },
    );
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, stop);
}

/** What `nara hashes` prints, of the files that this version serves. */
function hashesOf({ listen, regions }: HubConfig): readonly string[] {
  return hashLines({
    folder: join(import.meta.dirname, '../static'),
    hub: listen.resident.origin,
    version: ownVersion(),
    regions: regions.map(({ id }) => id),
  });
}

function logLevel({ NARA_LOG_LEVEL: level = 'info' }: NodeJS.ProcessEnv): string {
  if (logLevels.includes(level)) return level;
  throw new ConfigError([
    { file: 'NARA_LOG_LEVEL', line: 0, path: '', text: `expected one of ${logLevels.join(', ')}` },
  ]);
}

function explain(error: unknown): string {
  if (error instanceof ConfigError) return error.faults.map(formatFault).join('\n');
  if (error instanceof Error && explained.some(kind => error instanceof kind))
    return `nara: ${error.message}`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

await main(process.argv.slice(2), process.env);
