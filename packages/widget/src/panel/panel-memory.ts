import type { PanelFlag } from '@nara/contract';
import { firstState, type PanelState, viewNames } from './panel-state.ts';

/** The part of `Storage` that is used: the frame's own `sessionStorage` (partitioned, one tab). */
export interface TabStorage {
  readonly length: number;
  key(index: number): string | null;
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/** What the panel keeps between two pages of the same tab. Nothing throws. */
export interface PanelMemory {
  readonly storage: TabStorage;
  /** Whether what is kept outlives the page: login by redirect needs that. */
  readonly lasts: boolean;
  state(): PanelState;
  setState(state: PanelState): void;
  /** A small value by name: `token`, `person`, `verifier`, `flag`, `locale`, `sound`, `fragment`, `notice`. */
  get(name: MemoryName): string | undefined;
  set(name: MemoryName, value: string | undefined): void;
  /** What is typed and not sent, by person (empty before login) and case (empty for a new one). */
  draft(person: string, caseId: string): string;
  setDraft(person: string, caseId: string, text: string): void;
  /** Gives what was typed before login to the person who has logged in, after what they had not sent. */
  adoptDraft(person: string): void;
  /** Forgets what is kept under this person's key: drafts, and what was never sent. */
  forgetPerson(person: string): void;
  /** Forgets everything of the region. */
  wipe(): void;
  /** Forgets everything of the region, and keeps nothing from now on. */
  end(): void;
}

/** Names of small values. */
export type MemoryName =
  | 'token'
  | 'person'
  | 'verifier'
  | 'locale'
  | 'sound'
  | 'fragment'
  | 'notice'
  | 'reloaded'
  | 'flag';

/** The memory of a region's panel in a storage; when the storage is absent or throws, in the page only. */
export function openMemory(region: string, storage: TabStorage | undefined): PanelMemory {
  const kept = storage !== undefined && works(storage) ? storage : undefined;
  const place = kept ?? inPage();
  const prefix = `nara:${region}:`;
  const read = (name: string) => place.getItem(prefix + name) ?? undefined;
  let ended = false;
  const write = (name: string, value: string | undefined) => {
    try {
      if (ended) return;
      if (value === undefined || value === '') place.removeItem(prefix + name);
      else place.setItem(prefix + name, value);
    } catch {
      // A full storage keeps what it had.
    }
  };
  const draftName = (person: string, caseId: string) => `draft:${person}:${caseId}`;
  const removeWhere = (unwanted: (name: string) => boolean) => {
    const names = Array.from({ length: place.length }, (_, index) => place.key(index) ?? '');
    for (const name of names) if (unwanted(name)) place.removeItem(name);
  };
  const wipe = () => removeWhere(name => name.startsWith(prefix));
  return {
    storage: place,
    lasts: kept !== undefined,
    state: () => parseState(read('state')),
    setState: state => write('state', JSON.stringify(state)),
    get: read,
    set: write,
    draft: (person, caseId) => read(draftName(person, caseId)) ?? '',
    setDraft: (person, caseId, text) => write(draftName(person, caseId), text),
    adoptDraft(person) {
      const text = read(draftName('', ''));
      if (text === undefined) return;
      const before = read(draftName(person, ''));
      const both = before === undefined || before === text ? text : `${before}\n\n${text}`;
      write(draftName(person, ''), both);
      // Where the storage was full, it stays where it is.
      if (read(draftName(person, '')) === both) write(draftName('', ''), undefined);
    },
    forgetPerson: person => removeWhere(name => person !== '' && name.split(/[.:]/).includes(person)),
    wipe,
    end() {
      ended = true;
      wipe();
    },
  };
}

/** The page's own `sessionStorage`, where it lets itself be asked for. */
export function tabStorage(): TabStorage | undefined {
  try {
    return sessionStorage;
  } catch {
    return undefined;
  }
}

/** Whether a flag is one the host page may have kept. */
export function isFlag(value: string | undefined): value is PanelFlag {
  return value === 'open' || value === 'docked';
}

function works(storage: TabStorage): boolean {
  try {
    storage.setItem('nara:probe', '1');
    storage.removeItem('nara:probe');
    return true;
  } catch {
    return false;
  }
}

function inPage(): TabStorage {
  const values = new Map<string, string>();
  return {
    get length() {
      return values.size;
    },
    key: index => [...values.keys()][index] ?? null,
    getItem: key => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
    removeItem: key => void values.delete(key),
  };
}

function parseState(text: string | undefined): PanelState {
  try {
    const state: unknown = JSON.parse(text ?? '');
    if (typeof state !== 'object' || state === null || !('view' in state)) return firstState;
    if (!viewNames.some(name => name === state.view)) return firstState;
    return { ...firstState, ...(state as Partial<PanelState>), starting: false };
  } catch {
    return firstState;
  }
}
