import pino, { type DestinationStream } from 'pino';

/** What a line says besides its message. */
type Fields = Readonly<Record<string, unknown>>;

/** The hub's log. It says no more than its list of fields allows, whoever writes. */
export interface HubLogger {
  debug(fields: Fields, message: string): void;
  info(fields: Fields, message: string): void;
  warn(fields: Fields, message: string): void;
  error(fields: Fields, message: string): void;
  /** A log whose every line says these too. */
  child(fields: Fields): HubLogger;
}

/** Everything that a line may say. Whatever is not here is dropped: no address with its query, no body, no header, no token, no name. */
const allowed = new Set([
  'place',
  'err',
  'region',
  'method',
  'route',
  'status',
  'ms',
  'origin',
  'code',
  'reason',
  'claim',
  'version',
  'rows',
  'signal',
]);

/** A log in JSON lines, to standard output or where a test wants it. `level` is one of pino's. */
export function createLog(level: string, destination?: DestinationStream): HubLogger {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
  };
  const lines = destination === undefined ? pino(options) : pino(options, destination);
  const saying = (always: Fields): HubLogger => ({
    debug: (fields, message) => lines.debug(onlyAllowed({ ...always, ...fields }), message),
    info: (fields, message) => lines.info(onlyAllowed({ ...always, ...fields }), message),
    warn: (fields, message) => lines.warn(onlyAllowed({ ...always, ...fields }), message),
    error: (fields, message) => lines.error(onlyAllowed({ ...always, ...fields }), message),
    child: fields => saying({ ...always, ...fields }),
  });
  return saying({});
}

function onlyAllowed(fields: Fields): Fields {
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([name]) => allowed.has(name))
      .map(([name, value]) => [name, name === 'err' ? describeError(value) : value]),
  );
}

/** An error as its name, code and frames. Not its message, which may repeat what somebody wrote. */
function describeError(error: unknown): Readonly<Record<string, unknown>> {
  if (!(error instanceof Error)) return { name: typeof error };
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  const stack = error.stack ?? '';
  const message = stack.indexOf(error.message);
  const frames = (message === -1 ? '' : stack.slice(message + error.message.length))
    .split('\n')
    .filter(line => line.startsWith('    at '));
  const cause = error.cause instanceof Error ? { cause: describeError(error.cause) } : {};
  return { name: error.name, ...code, frames: frames.slice(0, 12).map(line => line.trim()), ...cause };
}
