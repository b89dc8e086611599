/** One fault of a configuration: where it is and what was expected there. */
export interface ConfigFault {
  readonly file: string;
  /** From 1; 0 when the fault is not in a line. */
  readonly line: number;
  /** `regions[0].units[2].provider`, or empty for the whole file. */
  readonly path: string;
  /** Begins with `expected`, or says what YAML could not read. */
  readonly text: string;
}

/** A configuration that cannot be used, with all its faults. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly code = 'invalid_config';
  readonly faults: readonly ConfigFault[];

  constructor(faults: readonly ConfigFault[]) {
    super(faults.map(formatFault).join('\n'));
    this.faults = faults;
  }
}

/** `hub.yaml:12: regions[0].id: expected …` */
export function formatFault({ file, line, path, text }: ConfigFault): string {
  return [line > 0 ? `${file}:${line}` : file, path, text].filter(part => part !== '').join(': ');
}

/** `regions[0].units[2]` of `['regions', 0, 'units', 2]`. */
export function formatPath(path: readonly PropertyKey[]): string {
  return path
    .map((step, index) =>
      typeof step === 'number' ? `[${step}]` : index === 0 ? String(step) : `.${String(step)}`,
    )
    .join('');
}
