/** What a schema says of a value. */
export type SchemaResult<T> =
  | { readonly success: true; readonly data: T }
  | { readonly success: false; readonly error: unknown };

/** Anything that checks a value as Zod does: `safeParse` answers the value to use, or that it does not fit. */
export interface ArgumentSchema<T> {
  safeParse(input: unknown): SchemaResult<T>;
}

/** Checks a value. A schema that throws, say on input too deep for it, refuses. */
export function checkValue<T>(schema: ArgumentSchema<T>, value: unknown): SchemaResult<T> {
  try {
    return schema.safeParse(value);
  } catch (error) {
    return { success: false, error };
  }
}
