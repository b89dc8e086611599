import { parseArgs } from 'node:util';

/** What the `nara` command was asked for: a configuration's file, and what to do with it. */
export type NaraCommand = ServeCommand | BackupCommand | RestoreCommand | HashesCommand | FeedbackCommand;

export interface ServeCommand {
  readonly command: 'serve';
  readonly file: string;
}

export interface BackupCommand {
  readonly command: 'backup';
  readonly file: string;
  readonly to: string;
  readonly keep: number | undefined;
}

export interface RestoreCommand {
  readonly command: 'restore';
  readonly file: string;
  readonly from: string;
}

export interface HashesCommand {
  readonly command: 'hashes';
  readonly file: string;
}

export interface FeedbackCommand {
  readonly command: 'feedback';
  readonly file: string;
  readonly region: string;
  /** The first day that is told, `2026-11-01`. */
  readonly since: string | undefined;
  readonly csv: boolean;
}

const options = {
  to: { type: 'string' },
  from: { type: 'string' },
  keep: { type: 'string' },
  region: { type: 'string' },
  since: { type: 'string' },
  csv: { type: 'boolean' },
} as const;

/** Which options each command takes. */
const taken: Readonly<Record<NaraCommand['command'], readonly (keyof typeof options)[]>> = {
  serve: [],
  backup: ['to', 'keep'],
  restore: ['from'],
  hashes: [],
  feedback: ['region', 'since', 'csv'],
};

/** Reads the words after `nara`; undefined when they are no command. */
export function readCommand(words: readonly string[]): NaraCommand | 'help' | undefined {
  const [command = '', ...rest] = words;
  if (command === '--help' || command === '-h' || command === 'help') return 'help';
  const parsed = parse(rest);
  if (parsed?.positionals.length !== 1 || !isCommand(command)) return undefined;
  const [file = ''] = parsed.positionals;
  const { to, from, keep, region, since, csv = false } = parsed.values;
  if (!Object.keys(parsed.values).every(name => taken[command].some(option => option === name)))
    return undefined;
  switch (command) {
    case 'serve':
    case 'hashes':
      return { command, file };
    case 'backup':
      if (to === undefined || (keep !== undefined && !/^[1-9]\d{0,3}$/.test(keep))) return undefined;
      return { command, file, to, keep: keep === undefined ? undefined : Number(keep) };
    case 'restore':
      return from === undefined ? undefined : { command, file, from };
    case 'feedback':
      if (region === undefined || (since !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(since)))
        return undefined;
      return { command, file, region, since, csv };
  }
}

function isCommand(word: string): word is NaraCommand['command'] {
  return Object.hasOwn(taken, word);
}

function parse(words: readonly string[]) {
  try {
    return parseArgs({ args: [...words], options, allowPositionals: true });
  } catch {
    return undefined;
  }
}
