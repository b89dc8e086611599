import type { CompletionMessage } from '../protocol/hub-message.ts';
import { type ArgumentSchema, checkValue } from './argument-schema.ts';
import type { AnyContract } from './audience-proxy.ts';
import type { Turn } from './call-turns.ts';
import type { SingleClientProxy } from './hub-clients.ts';
import { HubError } from './hub-error.ts';
import type { HubLifetime } from './hub-lifetime.ts';
import { OutgoingMessage } from './outgoing-message.ts';

/** Checks what clients answer; `description` is what the type is called in an error's text. */
export interface ResultSchema<T> extends ArgumentSchema<T> {
  readonly description?: string | undefined;
}

/** The schemas of a hub's client results, by the names of the client's methods. */
export type ResultSchemas = ReadonlyMap<string, ResultSchema<unknown> | undefined>;

/** One connection of a lifetime: sends to it, and asks it. */
export class ConnectionProxy implements SingleClientProxy<AnyContract> {
  readonly #lifetime: HubLifetime;
  readonly #results: ResultSchemas;
  readonly #connectionId: string;
  readonly #turn: Turn | undefined;

  /** `turn` is that of the call which this is used in: whoever awaits a client may not keep it. */
  constructor(lifetime: HubLifetime, results: ResultSchemas, connectionId: string, turn?: Turn) {
    this.#lifetime = lifetime;
    this.#results = results;
    this.#connectionId = connectionId;
    this.#turn = turn;
  }

  send(event: string, ...args: unknown[]): void {
    this.#lifetime.send({ to: 'connections', ids: [this.#connectionId] }, new OutgoingMessage(event, args));
  }

  async invoke(event: string, ...args: unknown[]): Promise<unknown> {
    const last = args.at(-1);
    const signal = last instanceof AbortSignal ? last : undefined;
    const values = signal === undefined ? args : args.slice(0, -1);
    this.#turn?.giveUp();
    const completion = await this.#lifetime.ask(this.#connectionId, event, values, signal);
    return readResult(completion, this.#results.get(event));
  }
}

/** The client's answer. Throws a `HubError` where there is none, or one of another type. */
function readResult(completion: CompletionMessage, schema: ResultSchema<unknown> | undefined): unknown {
  if (completion.error !== undefined) throw new HubError(completion.error);
  if (!('result' in completion)) {
    throw new HubError("Exception of type 'Microsoft.AspNetCore.SignalR.HubException' was thrown.");
  }
  if (schema === undefined) return completion.result;
  const checked = checkValue(schema, completion.result);
  if (checked.success) return checked.data;
  const text = `Error trying to deserialize result to ${schema.description ?? 'Object'}.`;
  throw new HubError(`${text} The result is of another type.`, { cause: checked.error });
}
