import type { MessageView } from '@nara/contract';
import type { CaseRef, CaseView } from '../case/case-view.ts';
import { NaraError } from '../errors/nara-error.ts';
import { until } from './until.ts';

/** What somebody does in cases that they keep open. */
export interface OpenCases {
  /** Opens the case, if it is not open; resolves when it is read. Rejects with `not_found` where it is not there for them. */
  open(caseId: string): Promise<CaseView>;
  /** Writes; resolves with the message when the hub has it, and rejects with what it was refused with. */
  write(caseId: string, text: string): Promise<MessageView>;
  /** Writes on, or stops, as the other side sees it. */
  type(caseId: string, typing: boolean): Promise<void>;
  /** Has seen all that the other side has written. */
  read(caseId: string): Promise<void>;
}

/** The open cases of one client. */
export function openCases(caseOf: (caseId: string) => CaseRef): OpenCases {
  const opened = new Set<string>();

  async function open(caseId: string): Promise<CaseView> {
    const ref = caseOf(caseId);
    if (!opened.has(caseId)) ref.subscribe(() => {});
    opened.add(caseId);
    const view = await until(ref, ({ status }) => status !== 'loading');
    if (view.status === 'gone') throw new NaraError({ code: 'not_found', retryable: false });
    return view;
  }

  return {
    open,
    async write(caseId, text) {
      await open(caseId);
      const ref = caseOf(caseId);
      const { commandId } = ref.send(text);
      const own = ({ pending }: CaseView) => pending.find(message => message.commandId === commandId);
      const view = await until(ref, value => (own(value)?.state ?? 'failed') === 'failed');
      const { error } = own(view) ?? {};
      if (error !== undefined) {
        ref.cancel(commandId);
        throw new NaraError(error);
      }
      const stored = view.snapshot?.entries.flatMap(entry =>
        entry.kind === 'message' && entry.message.commandId === commandId ? [entry.message] : [],
      );
      const [message] = stored ?? [];
      if (message === undefined) throw new TypeError('write: the message was taken out of the outbox');
      return message;
    },
    async type(caseId, typing) {
      await open(caseId);
      caseOf(caseId).setTyping(typing);
    },
    async read(caseId) {
      const { snapshot } = await open(caseId);
      const newest = snapshot?.entries.findLast(entry => entry.kind === 'message');
      if (newest?.kind === 'message') caseOf(caseId).markShown(newest.message.number);
    },
  };
}
