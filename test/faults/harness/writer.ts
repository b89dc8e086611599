import type { CaseRef, CaseView } from '@nara/sdk/resident';
import { until } from '../../sdk/until.ts';

/** One author in one case, who remembers what was written and what the client has shown as sent. */
export interface Writer {
  readonly ref: CaseRef;
  /** Every message, in the order it was written. */
  readonly sent: readonly WrittenMessage[];
  /** Ids of messages that the client shows as sent. */
  readonly acknowledged: ReadonlySet<string>;
  /** Ids of messages that were shown as not sent, and that the author then tried again: others may have overtaken them. */
  readonly setAside: ReadonlySet<string>;
  /** Writes so many messages, each at once. */
  write(count: number): void;
  /** Resolves when everything has been shown as sent. */
  done(): Promise<void>;
  /** Hears of each message that is shown as sent. */
  onAcknowledged: (() => void) | undefined;
  /** Stops following the case. */
  end(): void;
}

/** A message as its author knows it. */
export interface WrittenMessage {
  readonly commandId: string;
  readonly text: string;
}

/** Follows a case as its author's page does, and writes in it when told to. */
export function createWriter(ref: CaseRef, name: string): Writer {
  const sent: WrittenMessage[] = [];
  const acknowledged = new Set<string>();
  const setAside = new Set<string>();
  let open: WrittenMessage[] = [];

  function look({ pending }: CaseView): void {
    if (open.length === 0) return;
    const waiting = new Map(pending.map(message => [message.commandId, message.state]));
    for (const { commandId } of open.filter(message => !waiting.has(message.commandId))) {
      acknowledged.add(commandId);
      writer.onAcknowledged?.();
    }
    open = open.filter(message => waiting.has(message.commandId));
    for (const { commandId } of open.filter(message => waiting.get(message.commandId) === 'failed')) {
      setAside.add(commandId);
      queueMicrotask(() => ref.retry(commandId));
    }
  }

  const end = ref.subscribe(look);
  const writer: Writer = {
    ref,
    sent,
    acknowledged,
    setAside,
    onAcknowledged: undefined,
    write(count) {
      for (let left = count; left > 0; left -= 1) {
        const text = `${name} ${sent.length + 1}`;
        const { commandId } = ref.send(text);
        const message = { commandId, text };
        sent.push(message);
        open.push(message);
      }
    },
    async done() {
      await until(ref, () => open.length === 0);
    },
    end,
  };
  return writer;
}
