import type { CompletionMessage, HubMessage } from '../protocol/hub-message.ts';
import { messageType } from '../protocol/hub-message.ts';
import { SignalRError, unreadableArguments } from '../protocol/signalr-error.ts';
import { ValueReader } from './value-reader.ts';

/** The kinds of completion (HubProtocol.md, "Completion Message Encoding"). */
export const resultKind = { error: 1, none: 2, value: 3 } as const;

/**
 * Reads one message without its length. Items behind those that are known are passed over. Undefined: a type that nobody knows. Throws a
 * `SignalRError` with ASP.NET Core's text; what is wrong with arguments or a stream's item alone is told by the message.
 */
export function readMessage(bytes: Uint8Array): HubMessage | undefined {
  const reader = new ValueReader(bytes);
  const items = reader.arrayLength();
  const type = readInt32(reader, 'messageType');
  switch (type) {
    case messageType.invocation:
    case messageType.streamInvocation:
      return readCall(reader, type, items);
    case messageType.streamItem:
      return readItem(reader);
    case messageType.completion:
      return readCompletion(reader);
    case messageType.cancelInvocation:
      checkHeaders(reader);
      return { type, invocationId: requiredId(reader, 'CancelInvocation') };
    case messageType.ping:
      return { type };
    case messageType.close: {
      const error = readText(reader, 'error');
      const allowReconnect = items > 2 && readBoolean(reader, 'allowReconnect');
      return { type, ...(error === null ? undefined : { error }), allowReconnect };
    }
    case messageType.ack:
    case messageType.sequence:
      return { type, sequenceId: readInt64(reader, 'sequenceId') };
    default:
      return undefined;
  }
}

function readCall(reader: ValueReader, type: 1 | 4, items: number): HubMessage {
  checkHeaders(reader);
  const name = type === messageType.invocation ? 'Invocation' : 'StreamInvocation';
  const id = type === messageType.invocation ? readText(reader, 'invocationId') : requiredId(reader, name);
  const target = filled(readText(reader, 'target'), `target for ${name} message`);
  const call = { target, ...readArguments(reader) };
  // Where the arguments cannot be read, nobody knows where the streams' ids begin.
  const streamIds = call.fault === undefined && items > 5 ? readStreamIds(reader) : undefined;
  const streams = streamIds === undefined ? undefined : { streamIds };
  if (type === messageType.streamInvocation) return { type, invocationId: id ?? '', ...call, ...streams };
  return id === null || id === ''
    ? { type, ...call, ...streams }
    : { type, invocationId: id, ...call, ...streams };
}

function readArguments(reader: ValueReader): {
  readonly arguments: readonly unknown[];
  readonly fault?: SignalRError;
} {
  const values: unknown[] = [];
  try {
    const length = reading('array length for', 'arguments', '', () => reader.arrayLength());
    try {
      for (let i = 0; i < length; i++) values.push(reader.value());
    } catch (cause) {
      throw new SignalRError('invalid_data', unreadableArguments, { cause });
    }
  } catch (error) {
    if (error instanceof SignalRError) return { arguments: [], fault: error };
    throw error;
  }
  return { arguments: values };
}

function readItem(reader: ValueReader): HubMessage {
  checkHeaders(reader);
  const head = { type: messageType.streamItem, invocationId: requiredId(reader, 'StreamItem') };
  try {
    return { ...head, item: reader.value() };
  } catch (error) {
    if (error instanceof SignalRError) return { ...head, item: undefined, fault: error };
    throw error;
  }
}

function readCompletion(reader: ValueReader): CompletionMessage {
  checkHeaders(reader);
  const type = messageType.completion;
  const invocationId = requiredId(reader, 'Completion');
  const kind = readInt32(reader, 'resultKind');
  switch (kind) {
    case resultKind.error: {
      const error = readText(reader, 'error');
      return error === null ? { type, invocationId } : { type, invocationId, error };
    }
    case resultKind.none:
      return { type, invocationId };
    case resultKind.value:
      try {
        return { type, invocationId, result: reader.value() };
      } catch (error) {
        if (!(error instanceof SignalRError)) throw error;
        const text = `Error trying to deserialize result to Object. ${error.message}`;
        return { type, invocationId, error: text };
      }
    default:
      throw new SignalRError('invalid_data', 'Invalid invocation result kind.');
  }
}

/** Headers carry nothing for a hub; they must be texts all the same. */
function checkHeaders(reader: ValueReader): void {
  const length = reading('map length for', 'headers', '', () => reader.mapLength());
  const seen = new Set<string>();
  for (let i = 0; i < length; i++) {
    const key = filled(readText(reader, `headers[${i}].Key`), 'key in header');
    filled(readText(reader, `headers[${i}].Value`), 'value in header');
    if (seen.has(key)) {
      const text = `An item with the same key has already been added. Key: ${key}`;
      throw new SignalRError('bad_argument', text);
    }
    seen.add(key);
  }
}

function readStreamIds(reader: ValueReader): string[] {
  const length = reading('array length for', 'streamIds', '', () => reader.arrayLength());
  const ids: string[] = [];
  for (let i = 0; i < length; i++) ids.push(filled(reader.text(), 'value in streamIds received'));
  return ids;
}

function requiredId(reader: ValueReader, message: string): string {
  return filled(readText(reader, 'invocationId'), `invocation ID for ${message} message`);
}

function filled(text: string | null, what: string): string {
  if (text !== null && text !== '') return text;
  throw new SignalRError('invalid_data', `Null or empty ${what}.`);
}

function readText(reader: ValueReader, field: string): string | null {
  return reading('', field, 'as String', () => reader.text());
}

function readBoolean(reader: ValueReader, field: string): boolean {
  return reading('', field, 'as Boolean', () => reader.boolean());
}

function readInt32(reader: ValueReader, field: string): number {
  return reading('', field, 'as Int32', () => inRange(reader.integer(), -(2n ** 31n), 2n ** 31n - 1n));
}

function readInt64(reader: ValueReader, field: string): number {
  return reading('', field, 'as Int64', () => inRange(reader.integer(), -(2n ** 63n), 2n ** 63n - 1n));
}

function inRange(value: number | bigint, least: bigint, most: bigint): number {
  if (value >= least && value <= most) return Number(value);
  throw new SignalRError('invalid_data', 'The number is out of range.');
}

/** Reads a field, or says in ASP.NET Core's words which could not be read. */
function reading<T>(what: string, field: string, as: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    const words = ['Reading', what, `'${field}'`, as, 'failed.'].filter(word => word !== '');
    throw new SignalRError('invalid_data', words.join(' '), { cause });
  }
}
