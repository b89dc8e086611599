import type { HubMessage, HubProtocol } from '@nara/signalr';
import { jsonHubProtocol } from '@nara/signalr';
import { messagePackHubProtocol } from '@nara/signalr/msgpack';

/** Why a hub may refuse a handshake. */
const refusals = [
  /^Handshake was canceled\.$/,
  /^The protocol '.*' is not supported\.$/s,
  /^The server does not support version -?\d+ of the '(json|messagepack)' protocol\.$/,
  /^An unexpected error occurred during connection handshake\. (JsonReaderException: |InvalidDataException: (Missing required property '\w+'\. Message content: |Expected '\w+' to be of type \w+\.|Unexpected JSON Token Type '\w+'\. Expected a JSON Object\.)|FormatException: Either the JSON value is not)/,
];

/** Why a hub may close with an error, after `Connection closed with an error. `. */
const closings = [
  /^InvalidDataException: The maximum message size of \d+B was exceeded\. The message size can be configured in AddHubOptions\.$/,
  /^InvalidDataException: (Error reading JSON\.|Unexpected JSON Token Type '\w+'\. Expected a JSON Object\.)$/,
  /^InvalidDataException: Expected '\w+' to be (of type \w+|true or false)\.$/,
  /^InvalidDataException: Expected header '.*' to be of type String\.$/s,
  /^InvalidDataException: Missing required property '\w+'\.$/,
  /^InvalidDataException: The 'error' and 'result' properties are mutually exclusive\.$/,
  /^InvalidDataException: Null value for 'streamIds' is not valid\.$/,
  /^InvalidOperationException: Cannot get the value of a token type '\w+' as a string\.$/,
  /^FormatException: (Either the JSON value is not in a supported format, or is out of bounds for an Int32|Messages over 2GB in size are not supported)\.$/,
  /^InvalidDataException: Reading (map length for |array length for )?'[\w[\].]+' (as \w+ )?failed\.$/,
  /^InvalidDataException: Null or empty [\w ]+\.$/,
  /^InvalidDataException: Invalid invocation result kind\.$/,
  /^ArgumentException: An item with the same key has already been added\. Key: .+$/s,
  /^EndOfStreamException: Attempted to read past the end of the stream\.$/,
  /^MessagePackSerializationException: Unexpected msgpack code \d+ \([\w ()]+\) encountered\.$/,
  /^OperationCanceledException: Client hasn't sent a message\/ping within the configured ClientTimeoutInterval\.$/,
  /^InvalidOperationException: Sequence ID greater than amount of messages we've received\.$/,
];

/** How a call may fail. */
const failures = [
  /^Failed to invoke '.*' due to an error on the server\. (HubException: Method does not exist\.|InvalidDataException: (Invocation provides \d+ argument\(s\) but target expects \d+|Error binding arguments\. Make sure that the types of the provided values match the types of the hub method being invoked|Reading array length for 'arguments' failed)\.)$/s,
  /^An unexpected error occurred invoking '.*' on the server\. HubException: /s,
  /^The client attempted to invoke the (non-)?streaming '.*' method with a (non-)?streaming invocation\.$/s,
  /^Invocation ID '.*' is already in use\.$/s,
];

const sentence = 'Connection closed with an error. ';

/** What a hub said on one connection, and what is wrong with it. */
export interface Verdict {
  /** Answers and the close message, in order: what does not depend on when pings and acknowledgements are due. */
  readonly said: readonly string[];
  readonly faults: readonly string[];
}

/** Judges all that a hub sent, from its answer to the handshake on. In `binary`, it speaks MessagePack. */
export function judge(data: Buffer, binary: boolean): Verdict {
  const end = data.indexOf(0x1e);
  if (end < 0) return { said: [], faults: data.length === 0 ? [] : ['the handshake has half an answer'] };
  const answer = data.subarray(0, end).toString();
  const rest = data.subarray(end + 1);
  if (answer !== '{}') return judgeRefusal(answer, rest);
  return judgeMessages(rest, binary ? messagePackHubProtocol : jsonHubProtocol);
}

function judgeRefusal(answer: string, rest: Buffer): Verdict {
  const faults: string[] = [];
  let error: unknown;
  try {
    ({ error } = JSON.parse(answer) as { error?: unknown });
  } catch {
    faults.push(`the handshake's answer is no JSON: ${answer}`);
  }
  if (typeof error !== 'string' || !refusals.some(text => text.test(error)))
    faults.push(`not a refusal: ${answer}`);
  if (rest.length > 0) faults.push('something follows a refusal');
  return { said: [answer], faults };
}

function judgeMessages(bytes: Buffer, protocol: HubProtocol): Verdict {
  const said: string[] = [];
  const faults: string[] = [];
  const reader = protocol.createReader(null);
  reader.push(bytes);
  try {
    let isClosed = false;
    for (let message = reader.next(); message !== undefined; message = reader.next()) {
      if (isClosed) faults.push('something follows a close message');
      isClosed = message.type === 7;
      if (message.type === 3 || message.type === 7) said.push(show(message));
      const fault = faultOf(message);
      if (fault !== undefined) faults.push(fault);
    }
  } catch (error) {
    faults.push(`the hub sent what nobody can read: ${error}`);
  }
  if (reader.buffered > 0) faults.push('the hub sent a part of a message');
  return { said, faults };
}

function faultOf(message: HubMessage): string | undefined {
  switch (message.type) {
    case 3:
      if (message.error === undefined || failures.some(text => text.test(message.error ?? '')))
        return undefined;
      return `not a call's failure: ${message.error}`;
    case 7: {
      const { error } = message;
      if (error === undefined) return undefined;
      const reason = error.startsWith(sentence) ? error.slice(sentence.length) : '';
      return closings.some(text => text.test(reason)) ? undefined : `not a reason to close: ${error}`;
    }
    case 2:
    case 6:
    case 8:
    case 9:
      return undefined;
    default:
      return `the hub sent a message of type ${message.type}`;
  }
}

function show(message: HubMessage): string {
  return JSON.stringify(message, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value));
}
