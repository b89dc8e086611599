/** Reading what a file holds before it is known to be right: what is not there, or of another kind, is empty. */
export function recordIn(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}

/** The list, or an empty one. */
export function listIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The text, or undefined. */
export function textIn(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
