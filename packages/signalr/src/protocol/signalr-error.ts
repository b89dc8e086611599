/**
 * The kinds of error this package raises, with the names that ASP.NET Core gives them, by which detailed errors show them
 * on the wire.
 */
const wireNames = {
  /** What came breaks the protocol, or the arguments do not fit. */
  invalid_data: 'InvalidDataException',
  /** A text is no JSON. */
  invalid_json: 'JsonReaderException',
  /** A value is of another type than was asked for. */
  wrong_type: 'JsonException',
  /** A number is no whole one of 32 bits, or a length over 2 GB. */
  bad_format: 'FormatException',
  /** Something is there twice. */
  bad_argument: 'ArgumentException',
  /** A message ends before what it says it holds. */
  end_of_bytes: 'EndOfStreamException',
  /** A value is of another MessagePack format than belongs there. */
  unexpected_code: 'MessagePackSerializationException',
  /** What the hub asked for cannot be done. */
  invalid_operation: 'InvalidOperationException',
  /** A timeout passed, or the connection is over. */
  canceled: 'OperationCanceledException',
  /** A client left what was sent to it. */
  too_slow: 'OperationCanceledException',
  /** A connection that was asked something is not there, or is over. */
  not_connected: 'IOException',
  /** More is under way on a connection than may be at a time; told to its client. */
  too_many: 'HubException',
  /** A hub's word to its client. */
  hub: 'HubException',
} as const;

/** A code of {@link SignalRError}. */
export type SignalRErrorCode = keyof typeof wireNames;

/** The base of this package's errors. `name` is the name on the wire. */
export class SignalRError extends Error {
  readonly code: SignalRErrorCode;

  constructor(code: SignalRErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.name = wireNames[code];
  }
}

/** What ASP.NET Core says where arguments are not what the method takes, or cannot be read as values at all. */
export const unreadableArguments =
  'Error binding arguments. Make sure that the types of the provided values match the types of the hub method being invoked.';
