import type { CompletionMessage } from '../protocol/hub-message.ts';
import { SignalRError } from '../protocol/signalr-error.ts';
import { HubError } from './hub-error.ts';

/** A result that is awaited. */
interface Pending extends PromiseWithResolvers<CompletionMessage> {
  readonly connectionId: string;
}

/** The results that a hub awaits from clients, by the ids under which it has asked for them. */
export class ClientResults {
  readonly #most: number;
  readonly #pending = new Map<string, Pending>();
  readonly #ofConnection = new Map<string, Set<string>>();
  #lastId = 0;

  /** `most` results of one connection are awaited at a time. */
  constructor(most: number) {
    this.#most = most;
  }

  /**
   * Calls `send` with a new id and resolves with the completion that comes under it. Rejects with `not_connected` when the
   * connection ends first, with `too_many` where too much is awaited from it already, with a `HubError` when the signal aborts,
   * and with what `send` throws.
   */
  async ask(
    connectionId: string,
    send: (invocationId: string) => void,
    signal: AbortSignal | undefined,
  ): Promise<CompletionMessage> {
    const cancel = (): HubError =>
      new HubError('Invocation canceled by the server.', { cause: signal?.reason });
    if (signal?.aborted === true) throw cancel();
    const ids = this.#ofConnection.get(connectionId) ?? new Set();
    if (ids.size >= this.#most) {
      const text = `Connection '${connectionId}' may owe ${this.#most} results at a time, and no more.`;
      throw new SignalRError('too_many', text);
    }
    this.#lastId += 1;
    // The letter keeps it apart from the ids of the client's own calls and streams.
    const invocationId = `s${this.#lastId}`;
    const pending: Pending = { connectionId, ...Promise.withResolvers<CompletionMessage>() };
    const abort = (): void => pending.reject(cancel());
    this.#pending.set(invocationId, pending);
    this.#ofConnection.set(connectionId, ids.add(invocationId));
    signal?.addEventListener('abort', abort, { once: true });
    try {
      send(invocationId);
      return await pending.promise;
    } finally {
      signal?.removeEventListener('abort', abort);
      this.#pending.delete(invocationId);
      ids.delete(invocationId);
      if (ids.size === 0) this.#ofConnection.delete(connectionId);
    }
  }

  /** Takes what a connection says under an id; ignored if nobody awaits it. Throws where another connection was asked. */
  answer(connectionId: string, completion: CompletionMessage): void {
    const { invocationId } = completion;
    const pending = this.#pending.get(invocationId);
    if (pending === undefined) return;
    if (pending.connectionId !== connectionId) {
      const text = `Connection ID '${connectionId}' is not valid for invocation ID '${invocationId}'.`;
      throw new SignalRError('invalid_operation', text);
    }
    pending.resolve(completion);
  }

  /** The connection is over: nothing more will come from it. */
  lose(connectionId: string): void {
    for (const id of this.#ofConnection.get(connectionId) ?? []) {
      const text = `Connection '${connectionId}' disconnected.`;
      this.#pending.get(id)?.reject(new SignalRError('not_connected', text));
    }
  }
}
