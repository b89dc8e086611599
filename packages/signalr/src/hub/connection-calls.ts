import type {
  CompletionMessage,
  InvocationMessage,
  StreamInvocationMessage,
  StreamItemMessage,
} from '../protocol/hub-message.ts';
import { messageType } from '../protocol/hub-message.ts';
import { SignalRError } from '../protocol/signalr-error.ts';
import { CallTurn, CallTurns } from './call-turns.ts';
import { CallerView } from './caller-view.ts';
import type { ConnectionOutput } from './connection-output.ts';
import type { HubRuntime } from './hub-runtime.ts';
import type { Retry } from './incoming-messages.ts';
import { bindCall, type Call, invokeMethod, isRefused, notInvoked } from './invoke-method.ts';
import type { ServerConnection } from './server-connection.ts';
import type { OpenStream } from './stream-items.ts';
import type { UploadStream } from './upload-stream.ts';
import { UploadStreams } from './upload-streams.ts';

const none: readonly UploadStream[] = [];

/**
 * The calls of one connection that are under way: those that take turns and, beside them, those that answer a stream or take
 * streams.
 */
export class ConnectionCalls {
  readonly #runtime: HubRuntime;
  readonly #connection: ServerConnection;
  readonly #output: ConnectionOutput;
  readonly #proceed: () => void;
  readonly #turns: CallTurns;
  /** What cancels the streams to the client, by the ids of their calls. */
  #streams: Map<string, AbortController> | undefined;
  #uploads: UploadStreams | undefined;
  /** How many streams are open, in both directions. */
  #streamCount = 0;
  #underWay = 0;

  /** `proceed` is called when what waits for a call to end, or to give room, may be tried again. */
  constructor(
    runtime: HubRuntime,
    connection: ServerConnection,
    output: ConnectionOutput,
    proceed: () => void,
  ) {
    this.#runtime = runtime;
    this.#connection = connection;
    this.#output = output;
    this.#proceed = proceed;
    const { maximumParallelInvocations, maximumClientResults } = runtime.settings;
    this.#turns = new CallTurns(maximumParallelInvocations, maximumClientResults, proceed);
  }

  /**
   * Runs a call when its turn comes, or at once if it takes streams. What does not fit its method is answered at once, as in
   * ASP.NET Core.
   */
  invoke(message: InvocationMessage): Retry | undefined {
    const { hub } = this.#runtime;
    const bound = bindCall(hub, message);
    const turn = new CallTurn(this.#turns);
    const ctx = new CallerView(this.#runtime, this.#connection, turn);
    const call: Call = { runtime: this.#runtime, ctx, message, bound };
    if (isRefused(hub, bound)) this.#run(call);
    else if (bound.method !== undefined && bound.method.uploads.length > 0) this.#runBeside(call);
    else if (!this.#runInTurn(call, turn)) return () => this.#runInTurn(call, turn);
    return undefined;
  }

  /**
   * Runs a stream to its completion. What cancels it may be the client's next message, in the same chunk: it can be cancelled as
   * soon as this returns. Under an id that is in use it has nowhere to send to.
   */
  stream(message: StreamInvocationMessage): void {
    const { invocationId } = message;
    const controller = new AbortController();
    const { signal } = controller;
    let lingering: Promise<unknown> | undefined;
    const stream: OpenStream = {
      signal,
      send: item => this.#output.sendItem({ type: messageType.streamItem, invocationId, item }),
      lingers(producer) {
        lingering = producer;
      },
    };
    this.#streams ??= new Map();
    const streams = this.#streams;
    const isNew = !streams.has(invocationId);
    const call: Call = {
      runtime: this.#runtime,
      ctx: new CallerView(this.#runtime, this.#connection, undefined, signal),
      message,
      bound: bindCall(this.#runtime.hub, message),
      stream: isNew ? stream : undefined,
    };
    if (isNew) streams.set(invocationId, controller);
    this.#runBeside(call, () => {
      if (isNew) streams.delete(invocationId);
      return lingering;
    });
  }

  /** Ends a stream to the client. Of an id that is not in use nothing is said. */
  cancel(invocationId: string): void {
    this.#streams?.get(invocationId)?.abort();
  }

  /** Takes an item of a stream from the client, as soon as there is room for it. */
  takeItem(item: StreamItemMessage): Retry | undefined {
    const uploads = this.#uploads;
    if (uploads === undefined || uploads.take(item)) return undefined;
    return () => uploads.take(item);
  }

  /** Ends a stream from the client. False: there is none under that id. */
  completeUpload(completion: CompletionMessage): boolean {
    return this.#uploads?.complete(completion) === true;
  }

  /** Whether no call is under way. */
  get isIdle(): boolean {
    return this.#underWay === 0;
  }

  /** The connection is over. */
  end(): void {
    for (const controller of this.#streams?.values() ?? []) controller.abort();
    this.#uploads?.endAll();
  }

  /** False: it is not the call's turn. */
  #runInTurn(call: Call, turn: CallTurn): boolean {
    if (!turn.take()) return false;
    this.#run(call, turn);
    return true;
  }

  /** What `over` answers is waited for before the call's streams are no longer counted. */
  #runBeside(call: Call, over?: () => Promise<unknown> | undefined): void {
    const most = this.#runtime.settings.maximumStreams;
    const count = streamsOf(call);
    if (this.#streamCount + count > most) {
      over?.();
      const text = `The connection may have ${most} streams open at a time, and no more.`;
      this.#output.complete(call, notInvoked(call, new SignalRError('too_many', text)));
      return;
    }
    this.#streamCount += count;
    const release = (): void => {
      this.#streamCount -= count;
    };
    const end = (): void => {
      // A client that opens and cancels in turn must not gather producers that do not look at their signal.
      const lingering = over?.();
      if (lingering === undefined) release();
      else void lingering.then(release);
    };
    this.#run(call, { end });
  }

  /** Runs a call now. `held` is let go at its end. */
  #run(call: Call, held?: { end(): void }): void {
    this.#underWay += 1;
    const { observers, clock } = this.#runtime;
    const began = observers.hearCalls ? clock.monotonic() : undefined;
    const uploads = this.#openUploads(call);
    const outcome = invokeMethod(call, uploads);
    if (outcome instanceof Promise) {
      void outcome.then(completion => this.#end(call, completion, uploads, held, began));
    } else this.#end(call, outcome, uploads, held, began);
  }

  #end(
    call: Call,
    completion: CompletionMessage,
    uploads: readonly UploadStream[],
    held: { end(): void } | undefined,
    began: number | undefined,
  ): void {
    held?.end();
    if (call.bound.method !== undefined) this.#uploads?.close(call.message.streamIds ?? [], uploads);
    this.#underWay -= 1;
    this.#output.complete(call, completion);
    if (began !== undefined) this.#tell(call, completion, began);
    this.#proceed();
  }

  #tell({ bound }: Call, { error }: CompletionMessage, began: number): void {
    this.#runtime.observers.callEnded({
      connectionId: this.#connection.connectionId,
      method: bound.method?.name,
      failed: error !== undefined,
      duration: this.#runtime.clock.monotonic() - began,
    });
  }

  /** The streams for a call that has sent as many ids as its method takes streams. Their items may come with the next message. */
  #openUploads({ bound, message: { streamIds } }: Call): readonly UploadStream[] {
    const places = bound.method?.uploads ?? [];
    if (places.length === 0 || streamIds === undefined || places.length !== streamIds.length) return none;
    this.#uploads ??= new UploadStreams(this.#runtime.settings.errors, this.#proceed);
    return this.#uploads.open(
      streamIds,
      places.map(place => place.argument),
    );
  }
}

/** How many streams a call beside the turns is counted as; those that are refused in a moment count too. */
function streamsOf({ bound, message }: Call): number {
  const uploads = bound.method?.uploads.length ?? 0;
  return message.type === messageType.streamInvocation ? uploads + 1 : uploads;
}
