// Stands in for node:assert/strict in a page: what tests of elements use of it.

function fail(message: string | undefined, otherwise: string): never {
  throw new Error(message ?? otherwise);
}

function show(value: unknown): string {
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return String(value);
  }
}

function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Object.getPrototypeOf(a) !== Object.getPrototypeOf(b) || a instanceof Node) return false;
  if (a instanceof Map || a instanceof Set) return same([...a], [...(b as Iterable<unknown>)]);
  if (a instanceof Date) return a.getTime() === (b as Date).getTime();
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every(key => key in b && same(Reflect.get(a, key), Reflect.get(b, key)))
  );
}

function check(condition: unknown, message?: string): void {
  if (!condition) fail(message, `${show(condition)} is not truthy`);
}

type Expected = RegExp | (new (...args: never[]) => Error) | ((error: unknown) => boolean);

function fits(error: unknown, expected: Expected | undefined): boolean {
  if (expected === undefined) return true;
  if (expected instanceof RegExp) return expected.test(String(error));
  if (expected === Error || expected.prototype instanceof Error)
    return error instanceof (expected as typeof Error);
  return (expected as (error: unknown) => boolean)(error);
}

const assert = Object.assign(check, {
  ok: check,
  equal(actual: unknown, expected: unknown, message?: string): void {
    if (!Object.is(actual, expected)) fail(message, `${show(actual)} is not ${show(expected)}`);
  },
  notEqual(actual: unknown, other: unknown, message?: string): void {
    if (Object.is(actual, other)) fail(message, `${show(actual)} should be something else`);
  },
  deepEqual(actual: unknown, expected: unknown, message?: string): void {
    if (!same(actual, expected)) fail(message, `${show(actual)} is not ${show(expected)}`);
  },
  notDeepEqual(actual: unknown, other: unknown, message?: string): void {
    if (same(actual, other)) fail(message, `${show(actual)} should be something else`);
  },
  match(text: string, pattern: RegExp, message?: string): void {
    if (!pattern.test(text)) fail(message, `${show(text)} does not match ${pattern}`);
  },
  doesNotMatch(text: string, pattern: RegExp, message?: string): void {
    if (pattern.test(text)) fail(message, `${show(text)} matches ${pattern}`);
  },
  fail(message?: string): never {
    fail(message, 'failed');
  },
  throws(act: () => unknown, expected?: Expected): void {
    try {
      act();
    } catch (error) {
      if (!fits(error, expected)) throw error;
      return;
    }
    fail(undefined, 'nothing was thrown');
  },
  async rejects(act: Promise<unknown> | (() => Promise<unknown>), expected?: Expected): Promise<void> {
    try {
      await (typeof act === 'function' ? act() : act);
    } catch (error) {
      if (!fits(error, expected)) throw error;
      return;
    }
    fail(undefined, 'nothing was rejected');
  },
});

// The module it stands in for has its functions as a default export.
export { assert as default };
