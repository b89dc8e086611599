import type {
  CompletionMessage,
  InvocationMessage,
  StreamInvocationMessage,
} from '../protocol/hub-message.ts';
import { messageType } from '../protocol/hub-message.ts';
import { ArgumentsRefused, bindArguments } from './bind-arguments.ts';
import type { AnyCaller, CompiledHub, CompiledMethod } from './compile-hub.ts';
import { errorText, isForClient } from './error-text.ts';
import { HubError } from './hub-error.ts';
import type { HubRuntime } from './hub-runtime.ts';
import { isThenable } from './is-thenable.ts';
import { isAsyncIterable, type OpenStream, streamItems } from './stream-items.ts';
import type { UploadStream } from './upload-stream.ts';

/** A method that a call has found with arguments that fit it, or why it has not. */
export type BoundCall =
  | { readonly method: CompiledMethod; readonly values: readonly unknown[] }
  | { readonly method?: undefined; readonly fault: unknown };

/** A call to run. */
export interface Call {
  readonly runtime: HubRuntime;
  readonly ctx: AnyCaller;
  readonly message: InvocationMessage | StreamInvocationMessage;
  readonly bound: BoundCall;
  /** Where items go; undefined for an ordinary call, and for a stream under an id that is in use. */
  readonly stream?: OpenStream | undefined;
}

type Outcome = CompletionMessage | Promise<CompletionMessage>;

/** Finds the method and checks the arguments. Never throws. */
export function bindCall(hub: CompiledHub, message: Call['message']): BoundCall {
  const { target, arguments: received, fault: unread } = message;
  const method = hub.find(target);
  if (method === undefined) return { fault: new HubError('Method does not exist.') };
  try {
    return { method, values: bindArguments(method.name, method.check, received, unread) };
  } catch (fault) {
    return { fault };
  }
}

/** Whether the call comes to nothing, and the hub has no say in that. */
export function isRefused(hub: CompiledHub, bound: BoundCall): boolean {
  if (bound.method !== undefined) return false;
  return hub.argumentsRefused === undefined || !(bound.fault instanceof ArgumentsRefused);
}

/**
 * Checks rights, calls the method with its arguments and the streams that were opened for it, and answers with its completion:
 * at once where nothing was awaited, for most calls wait for nothing. Never throws, never rejects.
 */
export function invokeMethod(call: Call, uploads: readonly UploadStream[]): Outcome {
  const { bound } = call;
  if (bound.method === undefined) return refuseArguments(call, bound.fault);
  const { method } = bound;
  const values = uploads.length === 0 ? bound.values : withUploads(bound.values, method, uploads);
  if (method.authorize === undefined) return callMethod(call, method, values);
  return settle(
    call,
    () => method.authorize?.(call.ctx),
    allowed => (allowed === true ? callMethod(call, method, values) : unauthorized(call)),
  );
}

/** The arguments with each stream's reader in its place. */
function withUploads(
  values: readonly unknown[],
  method: CompiledMethod,
  uploads: readonly UploadStream[],
): readonly unknown[] {
  const all = [...values];
  for (const [n, { index }] of method.uploads.entries()) all.splice(index, 0, uploads[n]?.reader);
  return all;
}

function callMethod(call: Call, method: CompiledMethod, values: readonly unknown[]): Outcome {
  const { message } = call;
  const streaming = message.type === messageType.streamInvocation;
  if (streaming !== method.streams) {
    const [is, asked] = streaming ? ['non-streaming', 'streaming'] : ['streaming', 'non-streaming'];
    const text = `The client attempted to invoke the ${is} '${message.target}' method with a ${asked} invocation.`;
    return failed(message, text);
  }
  const sent = message.streamIds?.length ?? 0;
  const expected = method.uploads.length;
  if (sent !== expected) {
    return threw(call, new HubError(`Client sent ${sent} stream(s), Hub method expects ${expected}.`));
  }
  const run = () => method.run(call.ctx, ...values);
  if (!streaming) return settle(call, run, result => completed(message, result));
  const { stream } = call;
  if (stream === undefined)
    return failed(message, `Invocation ID '${message.invocationId}' is already in use.`);
  return settle(call, run, source => streamed(call, stream, method.name, source));
}

/** Sends the items of a stream; its completion says that it is over, or why. */
async function streamed(
  call: Call,
  stream: OpenStream,
  name: string,
  source: unknown,
): Promise<CompletionMessage> {
  const { message, runtime } = call;
  if (!isAsyncIterable(source)) {
    const kinds = 'a ChannelReader<> or IAsyncEnumerable<>';
    return failed(message, `The value returned by the streaming method '${name}' is not ${kinds}.`);
  }
  try {
    await streamItems(source, stream);
    return { type: messageType.completion, invocationId: message.invocationId ?? '' };
  } catch (error) {
    reportUnlessTold(call, error);
    const prefix = 'An error occurred on the server while streaming results.';
    return failed(message, errorText(prefix, error, runtime.settings.errors));
  }
}

/** Runs `act` and then `next` with what it answered, with no promise between them if `act` gives none. */
function settle<T>(call: Call, act: () => T | PromiseLike<T>, next: (value: T) => Outcome): Outcome {
  try {
    const value = act();
    if (!isThenable(value)) return next(value);
    return Promise.resolve(value)
      .then(next)
      .catch((error: unknown) => threw(call, error));
  } catch (error) {
    return threw(call, error);
  }
}

function refuseArguments(call: Call, error: unknown): Outcome {
  const { hub } = call.runtime;
  if (!(error instanceof ArgumentsRefused) || hub.argumentsRefused === undefined) {
    return notInvoked(call, error);
  }
  return settle(
    call,
    () => hub.argumentsRefused?.(call.ctx, error.fault),
    answer => (answer === undefined ? notInvoked(call, error) : completed(call.message, answer)),
  );
}

/** The completion of a call that does not get as far as its method. */
export function notInvoked({ runtime, message }: Call, error: unknown): CompletionMessage {
  const prefix = `Failed to invoke '${message.target}' due to an error on the server.`;
  return failed(message, errorText(prefix, error, runtime.settings.errors));
}

function unauthorized({ message }: Call): CompletionMessage {
  return failed(message, `Failed to invoke '${message.target}' because user is unauthorized`);
}

/** The completion of a call whose method, or whose answer's writing, threw; reported unless it is a word to the client. */
export function threw(call: Call, error: unknown): CompletionMessage {
  const { runtime, message } = call;
  reportUnlessTold(call, error);
  const prefix = `An unexpected error occurred invoking '${message.target}' on the server.`;
  return failed(message, errorText(prefix, error, runtime.settings.errors));
}

function reportUnlessTold({ runtime, ctx, message }: Call, error: unknown): void {
  if (isForClient(error)) return;
  const { connectionId } = ctx;
  runtime.settings.report(error, { during: 'invocation', method: message.target, connectionId });
}

function completed(message: Call['message'], result: unknown): CompletionMessage {
  return { type: messageType.completion, invocationId: message.invocationId ?? '', result };
}

function failed(message: Call['message'], error: string): CompletionMessage {
  return { type: messageType.completion, invocationId: message.invocationId ?? '', error };
}
