import { listIn, recordIn, textIn } from './raw-value.ts';
import { tokenIssuerFaults } from './token-issuer-faults.ts';

/** A fault by its path, before its line is known. */
export interface PathFault {
  readonly path: readonly PropertyKey[];
  readonly text: string;
}

const identifiers: Readonly<Record<string, { readonly pattern: RegExp; readonly name: string }>> = {
  SE: { pattern: /^SE\d{10}-[A-Za-z0-9]{1,18}$/, name: 'an HSA-id such as SE2329990017-A001' },
  FI: { pattern: /^1\.2\.246\.10\.\d{1,8}\.10\.\d+$/, name: 'a SOTE OID such as 1.2.246.10.1234567.10.1' },
};

/**
 * What needs more than one place of the file to judge. Takes the file's raw content, so that these faults are told together
 * with those of the schema.
 */
export function crossFaults(raw: unknown): readonly PathFault[] {
  const file = recordIn(raw);
  const regions = listIn(file['regions']);
  return [
    ...listenFaults(file['listen']),
    ...repeated(regions, ['regions']),
    ...regions.flatMap((region, index) => regionFaults(recordIn(region), ['regions', index])),
  ];
}

function listenFaults(raw: unknown): readonly PathFault[] {
  const listen = recordIn(raw);
  const resident = recordIn(listen['resident']);
  const staff = recordIn(listen['staff']);
  const faults: PathFault[] = [];
  if (textIn(resident['origin']) !== undefined && resident['origin'] === staff['origin'])
    faults.push({ path: ['listen', 'staff', 'origin'], text: 'expected another origin than the residents’' });
  if (
    resident['port'] !== undefined &&
    resident['port'] === staff['port'] &&
    resident['host'] === staff['host']
  )
    faults.push({ path: ['listen', 'staff', 'port'], text: 'expected another port than the residents’' });
  return faults;
}

type Path = readonly PropertyKey[];

function regionFaults(region: Readonly<Record<string, unknown>>, path: Path): readonly PathFault[] {
  const units = listIn(region['units']);
  const providers = listIn(region['providers']);
  const login = recordIn(region['login']);
  return [
    ...repeated(listIn(region['origins']), [...path, 'origins'], 'origin'),
    ...repeated(providers, [...path, 'providers']),
    ...repeated(units, [...path, 'units']),
    ...repeated(listIn(region['services']), [...path, 'services']),
    ...repeated(listIn(login['methods']), [...path, 'login', 'methods']),
    ...identifierFaults(providers, region['country'], [...path, 'providers']),
    ...identifierFaults(units, region['country'], [...path, 'units']),
    ...unitFaults(units, providers, [...path, 'units']),
    ...nameFaults(region, path),
    ...tokenIssuerFaults(region, [...path, 'tokenIssuers']),
    ...sessionFaults(recordIn(region['session']), [...path, 'session']),
  ];
}

function repeated(items: readonly unknown[], path: Path, key = 'id'): readonly PathFault[] {
  const seen = new Set<string>();
  return items.flatMap((item, index) => {
    const id = textIn(recordIn(item)[key]);
    if (id === undefined) return [];
    if (seen.has(id))
      return [{ path: [...path, index, key], text: `expected an ${key} of its own: "${id}" is there twice` }];
    seen.add(id);
    return [];
  });
}

function identifierFaults(items: readonly unknown[], country: unknown, path: Path): readonly PathFault[] {
  const wanted = identifiers[textIn(country) ?? ''];
  if (wanted === undefined) return [];
  return items.flatMap((item, index) => {
    const id = textIn(recordIn(item)['id']);
    return id === undefined || wanted.pattern.test(id)
      ? []
      : [{ path: [...path, index, 'id'], text: `expected ${wanted.name}, got "${id}"` }];
  });
}

function unitFaults(
  units: readonly unknown[],
  providers: readonly unknown[],
  path: Path,
): readonly PathFault[] {
  const known = new Set(providers.map(provider => textIn(recordIn(provider)['id'])));
  const successors = new Map(
    units.map(unit => [textIn(recordIn(unit)['id']), textIn(recordIn(unit)['successor'])]),
  );
  return units.flatMap((raw, index) => {
    const unit = recordIn(raw);
    const faults: PathFault[] = [];
    const provider = textIn(unit['provider']);
    if (provider !== undefined && !known.has(provider))
      faults.push({
        path: [...path, index, 'provider'],
        text: `expected the id of one of the region’s providers, got "${provider}"`,
      });
    const successor = textIn(unit['successor']);
    if (successor !== undefined && !successors.has(successor))
      faults.push({
        path: [...path, index, 'successor'],
        text: `expected the id of one of the region’s units, got "${successor}"`,
      });
    else if (successor !== undefined && leadsBack(textIn(unit['id']), successors))
      faults.push({
        path: [...path, index, 'successor'],
        text: 'expected a unit that does not lead back to this one',
      });
    if (successor !== undefined && unit['choosable'] === true)
      faults.push({
        path: [...path, index, 'choosable'],
        text: 'expected false for a unit with a successor',
      });
    return faults;
  });
}

function leadsBack(
  start: string | undefined,
  successors: ReadonlyMap<string | undefined, string | undefined>,
): boolean {
  const seen = new Set<string | undefined>();
  let at = successors.get(start);
  while (at !== undefined && !seen.has(at)) {
    if (at === start) return true;
    seen.add(at);
    at = successors.get(at);
  }
  return false;
}

/** What residents read needs a text in each of the region's languages. */
function nameFaults(region: Readonly<Record<string, unknown>>, path: Path): readonly PathFault[] {
  const wanted = listIn(region['locales']).flatMap(locale => textIn(locale) ?? []);
  const named = (list: string, keys: readonly string[], items: unknown): [Path, unknown][] =>
    listIn(items).flatMap((item, index) =>
      keys.map((key): [Path, unknown] => [[...path, ...list.split('.'), index, key], recordIn(item)[key]]),
    );
  const texts: [Path, unknown][] = [
    [[...path, 'name'], region['name']],
    [[...path, 'consent', 'text'], recordIn(region['consent'])['text']],
    [[...path, 'advice', 'name'], recordIn(region['advice'])['name']],
    ...named('login.methods', ['name'], recordIn(region['login'])['methods']),
    ...named('units', ['name'], region['units']),
    ...named('services', ['name', 'description'], region['services']),
  ];
  return texts.flatMap(([at, value]) => {
    if (value === undefined) return [];
    const missing = wanted.filter(locale => textIn(recordIn(value)[locale]) === undefined);
    return missing.length === 0
      ? []
      : [
          {
            path: at,
            text: `expected a text in each of the region’s languages: ${missing.join(', ')} is missing`,
          },
        ];
  });
}

function sessionFaults(session: Readonly<Record<string, unknown>>, path: Path): readonly PathFault[] {
  const number = (value: unknown, fallback: number): number => (typeof value === 'number' ? value : fallback);
  const shared = recordIn(session['shared']);
  const faults: PathFault[] = [];
  const pairs = [
    { idle: number(session['idle'], 30), absolute: number(session['absolute'], 240), at: path },
    { idle: number(shared['idle'], 10), absolute: number(shared['absolute'], 60), at: [...path, 'shared'] },
  ];
  for (const { idle, absolute, at } of pairs) {
    if (idle > absolute)
      faults.push({ path: [...at, 'idle'], text: `expected at most the absolute ${absolute} minutes` });
    if (number(session['warn'], 2) >= idle)
      faults.push({ path: [...path, 'warn'], text: `expected less than the idle ${idle} minutes` });
  }
  return faults;
}
