import type { HubMessage } from './hub-message.ts';
import { messageType } from './hub-message.ts';
import type { JsonRecord } from './json-record.ts';
import { int32, isRecord, kindOf, missing, parseRecord, wrongType } from './json-record.ts';
import { SignalRError } from './signalr-error.ts';

/**
 * Reads one record as a hub message, its members in any order and unknown ones passed over. Undefined: a type that nobody
 * knows. Throws `invalid_data` with ASP.NET Core's text.
 */
export function readJsonMessage(text: string): HubMessage | undefined {
  let record: JsonRecord;
  try {
    record = parseRecord(text);
  } catch (error) {
    if (error instanceof SignalRError && error.code === 'invalid_json') {
      throw new SignalRError('invalid_data', 'Error reading JSON.', { cause: error.cause });
    }
    throw error;
  }
  const type = record['type'];
  if (type === undefined) throw missing('type');
  if (typeof type !== 'number') throw wrongType('type', 'Number');
  int32(type);
  if (record['headers'] !== undefined) checkHeaders(record['headers']);
  switch (type) {
    case messageType.invocation:
      return readCall(record, type, optionalText(record, 'invocationId'));
    case messageType.streamInvocation:
      return readCall(record, type, requiredId(record));
    case messageType.streamItem: {
      const invocationId = requiredId(record);
      if (!Object.hasOwn(record, 'item')) throw missing('item');
      return { type, invocationId, item: record['item'] };
    }
    case messageType.completion:
      return readCompletion(record);
    case messageType.cancelInvocation:
      return { type, invocationId: requiredId(record) };
    case messageType.ping:
      return { type };
    case messageType.close:
      return readClose(record);
    case messageType.ack:
    case messageType.sequence:
      return { type, sequenceId: requiredNumber(record, 'sequenceId') };
    default:
      return undefined;
  }
}

function readCall(record: JsonRecord, type: 1, invocationId: string | undefined): HubMessage;
function readCall(record: JsonRecord, type: 4, invocationId: string): HubMessage;
function readCall(record: JsonRecord, type: 1 | 4, invocationId: string | undefined): HubMessage {
  const target = requiredText(record, 'target');
  const values = record['arguments'];
  if (values === undefined) throw missing('arguments');
  if (!Array.isArray(values)) throw wrongType('arguments', 'Array');
  const streamIds = readStreamIds(record['streamIds']);
  const streams = streamIds === undefined ? undefined : { streamIds };
  if (type === messageType.streamInvocation) {
    return { type, invocationId: invocationId ?? '', target, arguments: values, ...streams };
  }
  return invocationId === undefined
    ? { type, target, arguments: values, ...streams }
    : { type, invocationId, target, arguments: values, ...streams };
}

function readStreamIds(value: unknown): readonly string[] | undefined {
  if (value === undefined) return undefined;
  if (!Array.isArray(value)) throw wrongType('streamIds', 'Array');
  return value.map(id => {
    if (typeof id === 'string') return id;
    if (id === null) {
      throw new SignalRError('invalid_data', "Null value for 'streamIds' is not valid.");
    }
    throw new SignalRError(
      'invalid_operation',
      `Cannot get the value of a token type '${kindOf(id)}' as a string.`,
    );
  });
}

function readCompletion(record: JsonRecord): HubMessage {
  const invocationId = requiredId(record);
  const error = optionalText(record, 'error');
  const hasResult = Object.hasOwn(record, 'result');
  if (error !== undefined && hasResult) {
    throw new SignalRError('invalid_data', "The 'error' and 'result' properties are mutually exclusive.");
  }
  if (error !== undefined) return { type: messageType.completion, invocationId, error };
  return hasResult
    ? { type: messageType.completion, invocationId, result: record['result'] }
    : { type: messageType.completion, invocationId };
}

function readClose(record: JsonRecord): HubMessage {
  const error = optionalText(record, 'error');
  const allowReconnect = record['allowReconnect'];
  if (allowReconnect !== undefined && typeof allowReconnect !== 'boolean') {
    throw new SignalRError('invalid_data', "Expected 'allowReconnect' to be true or false.");
  }
  return {
    type: messageType.close,
    ...(error === undefined ? undefined : { error }),
    ...(allowReconnect === undefined ? undefined : { allowReconnect }),
  };
}

function checkHeaders(headers: unknown): void {
  if (!isRecord(headers)) throw wrongType('headers', 'StartObject');
  for (const [name, value] of Object.entries(headers)) {
    if (typeof value !== 'string') {
      throw new SignalRError('invalid_data', `Expected header '${name}' to be of type String.`);
    }
  }
}

/** An empty id is none. */
function requiredId(record: JsonRecord): string {
  const value = optionalText(record, 'invocationId');
  if (value === undefined || value === '') throw missing('invocationId');
  return value;
}

function optionalText(record: JsonRecord, property: string): string | undefined {
  const value = record[property];
  if (value === undefined || typeof value === 'string') return value;
  throw wrongType(property, 'String');
}

function requiredText(record: JsonRecord, property: string): string {
  const value = optionalText(record, property);
  if (value === undefined) throw missing(property);
  return value;
}

function requiredNumber(record: JsonRecord, property: string): number {
  const value = record[property];
  if (value === undefined) throw missing(property);
  if (typeof value === 'number') return value;
  throw wrongType(property, 'Number');
}
