import { dirname, resolve } from 'node:path';
import type { UnitConfig } from '@nara/hub';
import { ConfigError, type ConfigFault, formatPath } from './config-fault.ts';
import { type ConfigFile, configSchema } from './config-schema.ts';
import { crossFaults, type PathFault } from './cross-checks.ts';
import type { HubConfig, RegionConfig } from './hub-config.ts';
import type { Environment } from './substitute-environment.ts';
import { parseYaml } from './yaml-source.ts';

/** What the check reads beside the text. */
export interface CheckConfigInput {
  /** The file's path: named in faults, and what relative paths are relative to. */
  readonly file: string;
  readonly text: string;
  readonly environment: Environment;
  /** Whether a file can be read. */
  readable(path: string): boolean;
}

/** The configuration in a YAML text, frozen. Throws a {@link ConfigError} with all faults there are. */
export function checkConfig({ file, text, environment, readable }: CheckConfigInput): HubConfig {
  const source = parseYaml(file, text, environment);
  const fault = ({ path, text: said }: PathFault): ConfigFault => ({
    file,
    line: source.lineOf(path),
    path: formatPath(path),
    text: said,
  });
  if (source.faults.length > 0 && source.value === undefined) throw new ConfigError(source.faults);
  const parsed = configSchema.safeParse(source.value, { error: expectation });
  const faults = [...source.faults];
  if (!parsed.success) faults.push(...parsed.error.issues.flatMap(issueFaults).map(fault));
  faults.push(...crossFaults(source.value).map(fault));
  if (parsed.success) {
    const config = resolveConfig(file, parsed.data);
    faults.push(...fileFaults(config, readable).map(fault));
    if (faults.length === 0) return deepFreeze(config);
  }
  throw new ConfigError(inOrder(faults));
}

function inOrder(faults: readonly ConfigFault[]): readonly ConfigFault[] {
  const unique = new Map(faults.map(fault => [`${fault.line} ${fault.path} ${fault.text}`, fault]));
  return [...unique.values()].sort((a, b) => a.line - b.line);
}

interface Issue {
  readonly code: string | undefined;
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly keys?: readonly string[];
  readonly issues?: readonly Issue[];
}

/** An unknown key is a fault of its own line; a wrong key of a record says why. */
function issueFaults(issue: Issue): readonly PathFault[] {
  if (issue.code === 'unrecognized_keys')
    return (issue.keys ?? []).map(key => ({
      path: [...issue.path, key],
      text: 'expected no key of this name',
    }));
  if (issue.code === 'invalid_key')
    return [{ path: issue.path, text: issue.issues?.[0]?.message ?? 'expected another key' }];
  return [{ path: issue.path, text: issue.message }];
}

interface RawIssue {
  readonly code: string | undefined;
  readonly input?: unknown;
  readonly expected?: unknown;
  readonly values?: readonly unknown[];
  readonly minimum?: unknown;
  readonly maximum?: unknown;
  readonly inclusive?: boolean;
}

function expectation(issue: RawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `expected ${kindNames[String(issue.expected)] ?? String(issue.expected)}, got ${kindOf(issue.input)}`;
    case 'invalid_value':
      return `expected one of ${(issue.values ?? []).join(', ')}, got ${kindOf(issue.input)}`;
    case 'too_small':
      return Number(issue.minimum) === 1 && typeof issue.input !== 'number'
        ? 'expected at least one, got nothing'
        : `expected ${issue.inclusive === false ? 'more than' : 'at least'} ${String(issue.minimum)}`;
    case 'too_big':
      return `expected at most ${String(issue.maximum)}`;
    default:
      return 'expected another value';
  }
}

const kindNames: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a group of keys',
  record: 'a group of keys',
};

function kindOf(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a group of keys';
  return JSON.stringify(value);
}

function resolveConfig(file: string, written: ConfigFile): HubConfig {
  const at = (path: string): string => resolve(dirname(file), path);
  return {
    ...written,
    file,
    data: at(written.data),
    regions: written.regions.map((region): RegionConfig => {
      const {
        consent,
        feedback,
        listing,
        login,
        quickExit,
        tokenIssuers,
        staffLogin,
        locales,
        units,
        webhook,
        ...rest
      } = region;
      const [first = 'en', ...others] = locales;
      return {
        ...rest,
        locales: [first, ...others],
        login: {
          ...login,
          clientKey: at(login.clientKey),
          methods: login.methods.map(({ id, name, hint }) => ({ id, name, ...(hint && { hint }) })),
        },
        tokenIssuers: tokenIssuers.map(({ jwks, keys = [], ...issuer }) => ({
          ...issuer,
          keys: jwks === undefined ? { known: keys } : { jwks },
        })),
        staffLogin: { ...staffLogin, clientKey: at(staffLogin.clientKey) },
        ...(consent && { consent }),
        ...(quickExit !== undefined && { quickExit }),
        ...(feedback && { feedback }),
        ...(webhook && { webhook }),
        ...(listing && { listing: { csv: at(listing.csv) } }),
        units: units.map(resolveUnit),
      };
    }),
  };
}

function resolveUnit(unit: ConfigFile['regions'][number]['units'][number]): UnitConfig {
  const { address, phone, hours, successor, choosable, ...rest } = unit;
  return {
    ...rest,
    ...(address && { address }),
    ...(phone !== undefined && { phone }),
    ...(hours && { hours: resolveHours(hours) }),
    ...(successor !== undefined && { successor }),
    choosable: choosable ?? successor === undefined,
  };
}

function resolveHours({
  exceptions,
  ...week
}: NonNullable<ConfigFile['regions'][number]['units'][number]['hours']>) {
  return { week, exceptions };
}

function fileFaults(config: HubConfig, readable: (path: string) => boolean): readonly PathFault[] {
  return config.regions.flatMap((region, index) =>
    [
      { path: ['regions', index, 'login', 'clientKey'], named: region.login.clientKey },
      { path: ['regions', index, 'staffLogin', 'clientKey'], named: region.staffLogin.clientKey },
      ...(region.listing ? [{ path: ['regions', index, 'listing', 'csv'], named: region.listing.csv }] : []),
    ].flatMap(({ path, named }) =>
      readable(named) ? [] : [{ path, text: `expected a file that can be read at ${named}` }],
    ),
  );
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) deepFreeze(inner);
  }
  return value;
}
