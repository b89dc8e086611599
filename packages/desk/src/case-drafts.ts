/** What is written in a case and not sent: to the resident, and as an internal note. */
export interface CaseDraft {
  readonly reply: string;
  readonly note: string;
  /** Which of the two is being written. */
  readonly tab: 'reply' | 'note';
}

/** The part of `sessionStorage` that drafts need. */
export type DraftStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

const key = 'nara-desk-drafts';
const blank: CaseDraft = { reply: '', note: '', tab: 'reply' };

/**
 * The drafts of one member of staff, in memory. Only on the way through a new login do they touch the tab's storage
 * ({@link CaseDrafts.stash}), under the staff id: another person's are thrown away unread.
 */
export class CaseDrafts {
  readonly #drafts = new Map<string, CaseDraft>();

  get(caseId: string): CaseDraft {
    return this.#drafts.get(caseId) ?? blank;
  }

  set(caseId: string, change: Partial<CaseDraft>): void {
    this.#drafts.set(caseId, { ...this.get(caseId), ...change });
  }

  forget(caseId: string): void {
    this.#drafts.delete(caseId);
  }

  /** Whether anything is written and not sent. */
  get unsent(): boolean {
    return [...this.#drafts.values()].some(draft => `${draft.reply}${draft.note}`.trim() !== '');
  }

  clear(): void {
    this.#drafts.clear();
  }

  /** Puts the drafts aside for the same person's next login in this tab. */
  stash(storage: DraftStorage | undefined, staffId: string): void {
    if (!this.unsent) return;
    try {
      storage?.setItem(key, JSON.stringify({ staffId, drafts: [...this.#drafts] }));
    } catch {
      return;
    }
  }

  /** Takes back what {@link CaseDrafts.stash} put aside, once, if it is this person's. */
  restore(storage: DraftStorage | undefined, staffId: string): void {
    try {
      const found = JSON.parse(storage?.getItem(key) ?? 'null');
      storage?.removeItem(key);
      if (found?.staffId !== staffId) return;
      for (const [caseId, draft] of found.drafts) this.set(String(caseId), asDraft(draft));
    } catch {
      return;
    }
  }
}

function asDraft(found: { readonly [K in keyof CaseDraft]?: unknown }): CaseDraft {
  return {
    reply: String(found.reply ?? ''),
    note: String(found.note ?? ''),
    tab: found.tab === 'note' ? 'note' : 'reply',
  };
}
