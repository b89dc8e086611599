import { NaraError, type StaffCaseRef } from '@nara/sdk/staff';

/** Something done in a case that can fail. */
export type CaseAct = 'take' | 'close' | 'note' | 'send';

/**
 * What is to be told about the last act in a case: it is under way, somebody else was first (`by` is their name, where it is
 * known), or it failed.
 */
export type CaseNotice =
  | { readonly kind: 'taking' | 'closing' }
  | { readonly kind: 'taken'; readonly by: string | undefined }
  | { readonly kind: 'failed'; readonly act: CaseAct };

/** The acts of one desk, and what became of the last one in each case. `changed` is called after each change. */
export class CaseActs {
  readonly #caseOf: (caseId: string) => StaffCaseRef;
  readonly #changed: (caseId: string) => void;
  readonly #notices = new Map<string, CaseNotice>();

  constructor(caseOf: (caseId: string) => StaffCaseRef, changed: (caseId: string) => void) {
    this.#caseOf = caseOf;
    this.#changed = changed;
  }

  notice(caseId: string): CaseNotice | undefined {
    return this.#notices.get(caseId);
  }

  /** Takes the case; answers whether it is ours now. A second call while one is under way does nothing. */
  async take(caseId: string): Promise<boolean> {
    if (this.#notices.get(caseId)?.kind === 'taking') return false;
    this.#tell(caseId, { kind: 'taking' });
    return this.#attempt(caseId, 'take', () => this.#caseOf(caseId).take());
  }

  async close(caseId: string): Promise<boolean> {
    this.#tell(caseId, { kind: 'closing' });
    return this.#attempt(caseId, 'close', () => this.#caseOf(caseId).close());
  }

  async addNote(caseId: string, text: string): Promise<boolean> {
    return this.#attempt(caseId, 'note', () => this.#caseOf(caseId).addNote(text));
  }

  /** Sends a message; answers false when it was refused before it was sent. */
  async send(caseId: string, text: string): Promise<boolean> {
    return this.#attempt(caseId, 'send', async () => {
      this.#caseOf(caseId).send(text);
    });
  }

  dismiss(caseId: string): void {
    this.#tell(caseId, undefined);
  }

  async #attempt(caseId: string, act: CaseAct, run: () => Promise<void>): Promise<boolean> {
    try {
      await run();
      this.#tell(caseId, undefined);
      return true;
    } catch (error) {
      this.#tell(caseId, noticeOf(error, act));
      return false;
    }
  }

  #tell(caseId: string, notice: CaseNotice | undefined): void {
    if (notice === undefined) this.#notices.delete(caseId);
    else this.#notices.set(caseId, notice);
    this.#changed(caseId);
  }
}

function noticeOf(error: unknown, act: CaseAct): CaseNotice {
  if (error instanceof NaraError && error.code === 'already_taken')
    return { kind: 'taken', by: error.handler };
  return { kind: 'failed', act };
}
