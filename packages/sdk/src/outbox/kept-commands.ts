import type { Instant } from '@nara/contract';
import type { NaraFailure } from '../errors/nara-error.ts';
import { type Command, isKept } from './command.ts';
import type { Storage } from './storage.ts';

/** A command with what became of it so far. */
export interface OutboxItem {
  readonly command: Command;
  readonly at: Instant;
  /** A refusal that will not go away by itself: the command has stepped aside. */
  readonly failed?: NaraFailure;
  /** The hub has done it; it is held in case that is undone by a restore. */
  readonly answered?: Answered;
}

/** When a command was answered, by a store of which epoch, and the case it is of. */
export interface Answered {
  readonly at: Instant;
  readonly epoch: string;
  readonly caseId: string;
}

/** One person's unsent and held commands in a storage. A storage that throws or holds something else is taken to be empty. */
export interface KeptCommands {
  load(): readonly OutboxItem[];
  save(items: readonly OutboxItem[]): void;
}

/** Keeps commands in the storage under one key; without a storage, nowhere. */
export function createKeptCommands(storage: Storage | undefined, key: string): KeptCommands {
  return {
    load() {
      try {
        const kept: unknown = JSON.parse(storage?.getItem(key) ?? '[]');
        return Array.isArray(kept) ? kept.filter(isItem) : [];
      } catch {
        return [];
      }
    },
    save(items) {
      const kept = items.filter(item => isKept(item.command) || item.answered !== undefined);
      try {
        if (kept.length === 0) storage?.removeItem(key);
        else storage?.setItem(key, JSON.stringify(kept));
      } catch {
        // Full or forbidden: the commands live on in memory.
      }
    },
  };
}

function isItem(value: unknown): value is OutboxItem {
  if (!isRecord(value) || typeof value['at'] !== 'string') return false;
  const { command, answered } = value;
  if (answered !== undefined && !isAnswered(answered)) return false;
  if (!isRecord(command) || !isRecord(command['input'])) return false;
  const { input, method } = command;
  const has = (...names: readonly string[]): boolean => names.every(name => typeof input[name] === 'string');
  if (method === 'startCase') return has('commandId', 'text', 'serviceId');
  if (method === 'sendMessage') return has('commandId', 'text', 'caseId');
  if (answered === undefined) return false;
  return method === 'addNote'
    ? has('commandId', 'text', 'caseId')
    : method === 'takeCase' && has('commandId', 'caseId');
}

function isAnswered(value: unknown): boolean {
  if (!isRecord(value) || !Number.isFinite(Date.parse(String(value['at'])))) return false;
  return typeof value['epoch'] === 'string' && typeof value['caseId'] === 'string';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
