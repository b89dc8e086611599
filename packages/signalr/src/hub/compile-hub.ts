import { applyFilters } from './apply-filters.ts';
import type { ArgumentSchema } from './argument-schema.ts';
import type { AnyContract } from './audience-proxy.ts';
import type { ArgumentCheck } from './bind-arguments.ts';
import type { CallerContext } from './caller-context.ts';
import type { ResultSchemas } from './connection-proxy.ts';
import type { ArgumentFault, HubDefinition, MethodChecks } from './define-hub.ts';
import type { StreamArgument } from './stream-of.ts';

/** The caller, where nobody knows the hub's contract. */
export type AnyCaller = CallerContext<AnyContract, unknown>;

/** Where a method takes a stream. */
export interface UploadPlace {
  readonly index: number;
  readonly argument: StreamArgument<unknown>;
}

/** A method ready to be called. */
export interface CompiledMethod {
  readonly name: string;
  /** Of the arguments that come with the call; streams come after it. */
  readonly check: ArgumentCheck;
  /** The streams that it takes, each with its place among the arguments, in order. */
  readonly uploads: readonly UploadPlace[];
  readonly authorize: ((ctx: AnyCaller) => boolean | Promise<boolean>) | undefined;
  /** Whether its answer is a stream of items. */
  readonly streams: boolean;
  run(ctx: AnyCaller, ...args: readonly unknown[]): unknown;
}

/** A hub ready to be dispatched to. */
export interface CompiledHub {
  find(target: string): CompiledMethod | undefined;
  readonly onConnected: ((ctx: AnyCaller) => void | Promise<void>) | undefined;
  readonly onDisconnected: ((ctx: AnyCaller, error: Error | undefined) => void | Promise<void>) | undefined;
  readonly results: ResultSchemas;
  readonly argumentsRefused: ((ctx: AnyCaller, fault: ArgumentFault) => unknown) | undefined;
}

type ArgumentEntry = ArgumentSchema<unknown> | StreamArgument<unknown>;

/** A method's options, of either kind. */
interface AnyOptions extends Omit<MethodChecks<AnyContract, unknown, string>, 'args'> {
  readonly args?: readonly ArgumentEntry[] | ((received: readonly unknown[]) => readonly unknown[]);
  handle?(ctx: AnyCaller, ...args: readonly unknown[]): unknown;
  stream?(ctx: AnyCaller, ...args: readonly unknown[]): unknown;
}

/** Prepares a definition: methods found by their name in any case, hooks bound to it, its filters around them. */
export function compileHub(definition: HubDefinition<AnyContract, unknown>): CompiledHub {
  const byName = new Map<string, CompiledMethod>();
  const byLowerCase = new Map<string, CompiledMethod>();
  for (const [name, given] of Object.entries(definition.methods)) {
    const options: AnyOptions = typeof given === 'function' ? { handle: given } : given;
    const run = options.stream ?? options.handle;
    if (run === undefined) throw new TypeError(`methods: "${name}" has neither handle nor stream`);
    const method: CompiledMethod = {
      name,
      ...splitArguments(options.args),
      authorize: options.authorize?.bind(options),
      streams: options.stream !== undefined,
      run: run.bind(options),
    };
    byName.set(name, method);
    byLowerCase.set(name.toLowerCase(), method);
  }
  const compiled: CompiledHub = {
    find: target => byName.get(target) ?? byLowerCase.get(target.toLowerCase()),
    onConnected: definition.onConnected?.bind(definition),
    onDisconnected: definition.onDisconnected?.bind(definition),
    results: new Map(Object.entries(definition.results ?? {})),
    argumentsRefused: definition.argumentsRefused?.bind(definition),
  };
  return applyFilters(compiled, definition.filters ?? []);
}

/** Parts the streams from the arguments that come with the call. */
function splitArguments(args: AnyOptions['args']): Pick<CompiledMethod, 'check' | 'uploads'> {
  if (args === undefined || typeof args === 'function') return { check: args, uploads: [] };
  const check: ArgumentSchema<unknown>[] = [];
  const uploads: UploadPlace[] = [];
  for (const [index, entry] of args.entries()) {
    if ('safeParse' in entry) check.push(entry);
    else uploads.push({ index, argument: entry });
  }
  return { check, uploads };
}
