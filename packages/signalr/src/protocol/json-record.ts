import { SignalRError } from './signalr-error.ts';

/** A JSON object whose members nobody has looked at yet. */
export type JsonRecord = { readonly [key: string]: unknown };

/** Finds the key `__proto__`, also when it is written with escapes. */
const protoKey =
  /"(?:_|\\u005[Ff]){2}(?:p|\\u0070)(?:r|\\u0072)(?:o|\\u006[Ff])(?:t|\\u0074)(?:o|\\u006[Ff])(?:_|\\u005[Ff]){2}"\s*:/;

/**
 * Parses a JSON object. Members called `__proto__` are left out at every depth: copied by `Object.assign` they would
 * change the copy's prototype. Throws `invalid_json`, or `invalid_data` when it is JSON of another kind.
 */
export function parseRecord(text: string): JsonRecord {
  let value: unknown;
  if (isTooDeep(text)) throw new SignalRError('invalid_json', 'The text is nested too deep.');
  try {
    value = protoKey.test(text) ? JSON.parse(text, withoutProto) : JSON.parse(text);
  } catch (cause) {
    throw new SignalRError('invalid_json', 'The text is not JSON.', { cause });
  }
  if (isRecord(value)) return value;
  throw new SignalRError(
    'invalid_data',
    `Unexpected JSON Token Type '${kindOf(value)}'. Expected a JSON Object.`,
  );
}

/** How deep .NET's reader goes. */
const deepest = 64;

/** Whether arrays and objects are nested deeper than may be. Most texts do not even have so many brackets. */
function isTooDeep(text: string): boolean {
  if (text.length < 2 * deepest) return false;
  let opened = 0;
  // `[` and `{` differ in one bit.
  for (let i = 0; i < text.length; i++) if ((text.charCodeAt(i) | 0x20) === 0x7b) opened += 1;
  return opened > deepest && depthOf(text) > deepest;
}

function depthOf(text: string): number {
  let depth = 0;
  let most = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    if (quoted) {
      if (character === '\\') i += 1;
      else if (character === '"') quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === '[' || character === '{') {
      depth += 1;
      if (depth > most) most = depth;
    } else if (character === ']' || character === '}') depth -= 1;
  }
  return most;
}

/** Whether a JSON value is an object. */
export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function withoutProto(key: string, value: unknown): unknown {
  return key === '__proto__' ? undefined : value;
}

/** .NET's name for the kind of a JSON value. */
export function kindOf(value: unknown): string {
  if (value === null) return 'Null';
  if (Array.isArray(value)) return 'Array';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  const type = typeof value;
  return `${type.slice(0, 1).toUpperCase()}${type.slice(1)}`;
}

/** A number as a whole one of 32 bits. Throws as .NET's reader does. */
export function int32(value: number): number {
  if ((value | 0) === value) return value;
  throw new SignalRError(
    'bad_format',
    'Either the JSON value is not in a supported format, or is out of bounds for an Int32.',
  );
}

/** The error for a member of the wrong type. */
export function wrongType(property: string, expected: string): SignalRError {
  return new SignalRError('invalid_data', `Expected '${property}' to be of type ${expected}.`);
}

/** The error for a member that is not there. */
export function missing(property: string): SignalRError {
  return new SignalRError('invalid_data', `Missing required property '${property}'.`);
}
