/** Environment variables by name, as `process.env` has them. */
export type Environment = Readonly<Record<string, string | undefined>>;

const reference = /\$\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}\n]*))?\}/g;
const mark = /\uE000(\d+)\uE001/g;

/** A text with its `${NAME}` taken out, so that YAML can be parsed before anything from outside is put in. */
export interface MarkedText {
  readonly text: string;
  readonly references: readonly { readonly name: string; readonly fallback: string | undefined }[];
}

/** Puts a mark for each `${NAME}` and `${NAME:-default}`. A mark is a plain scalar anywhere, also inside `{ }`. */
export function markReferences(text: string): MarkedText {
  const references: { name: string; fallback: string | undefined }[] = [];
  const marked = text.replace(reference, (_, name: string, fallback: string | undefined) => {
    references.push({ name, fallback });
    return `\uE000${references.length - 1}\uE001`;
  });
  return { text: marked, references };
}

/** Fills the marks of one scalar. Names of variables that are not set and have no default are told to `missing`. */
export function fillMarks(
  scalar: string,
  { references }: MarkedText,
  environment: Environment,
  missing: (name: string) => void,
): string {
  return scalar.replace(mark, (_, index: string) => {
    const found = references[Number(index)];
    if (found === undefined) return '';
    const value = environment[found.name] ?? found.fallback;
    if (value === undefined) missing(found.name);
    return value ?? '';
  });
}

/** Whether a scalar has marks. */
export function hasMarks(scalar: string): boolean {
  return scalar.includes('\uE000');
}
