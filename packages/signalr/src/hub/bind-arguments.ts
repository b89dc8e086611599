import { SignalRError, unreadableArguments } from '../protocol/signalr-error.ts';
import { type ArgumentSchema, checkValue } from './argument-schema.ts';
import type { ArgumentFault } from './define-hub.ts';

/** How a method's arguments are checked: one schema each, a function, or not at all. */
export type ArgumentCheck =
  | readonly ArgumentSchema<unknown>[]
  | ((received: readonly unknown[]) => readonly unknown[])
  | undefined;

/** Arguments that do not fit, with ASP.NET Core's word for it. */
export class ArgumentsRefused extends SignalRError {
  readonly fault: ArgumentFault;

  constructor(message: string, fault: ArgumentFault) {
    super('invalid_data', message, { cause: fault.cause });
    this.fault = fault;
  }
}

/** Checks what a client sent; `fault` says why its protocol could not read it. Throws {@link ArgumentsRefused}. */
export function bindArguments(
  method: string,
  check: ArgumentCheck,
  received: readonly unknown[],
  fault?: SignalRError,
): readonly unknown[] {
  if (fault !== undefined) {
    throw new ArgumentsRefused(fault.message, { method, index: undefined, cause: fault });
  }
  if (check === undefined) return received;
  if (typeof check === 'function') {
    try {
      return check(received);
    } catch (cause) {
      throw wrongTypes({ method, index: undefined, cause });
    }
  }
  if (received.length > check.length) throw wrongCount(method, received.length, check.length);
  return check.map((schema, index) => {
    const result = checkValue(schema, received[index]);
    if (result.success) return result.data;
    if (index >= received.length) throw wrongCount(method, received.length, check.length);
    throw wrongTypes({ method, index, cause: result.error });
  });
}

function wrongCount(method: string, provided: number, expected: number): ArgumentsRefused {
  return new ArgumentsRefused(`Invocation provides ${provided} argument(s) but target expects ${expected}.`, {
    method,
    index: undefined,
    cause: undefined,
  });
}

function wrongTypes(fault: ArgumentFault): ArgumentsRefused {
  return new ArgumentsRefused(unreadableArguments, fault);
}
