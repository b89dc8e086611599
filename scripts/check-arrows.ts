import { builtinModules } from 'node:module';
import { posix } from 'node:path';
import { isTest, lineAt, type SourceFile } from './source-files.ts';

/** Which of our packages each package may import. */
export const arrows: Readonly<Record<string, readonly string[]>> = {
  signalr: [],
  contract: [],
  rules: ['contract'],
  hub: ['signalr', 'contract', 'rules'],
  server: ['signalr', 'contract', 'rules', 'hub'],
  sdk: ['contract'],
  'sdk/testing': ['contract', 'signalr', 'rules', 'hub'],
  elements: ['contract', 'rules'],
  widget: ['sdk', 'elements', 'contract', 'rules'],
  desk: ['sdk', 'elements', 'contract'],
  demo: ['signalr', 'contract', 'rules', 'hub', 'server', 'sdk', 'elements', 'widget', 'desk'],
  test: ['signalr', 'contract', 'rules', 'hub', 'server', 'sdk', 'elements', 'widget', 'desk', 'demo'],
  scripts: ['signalr', 'contract'],
  'docs/.vitepress': [],
};

/** What the build copies: the files that one package ships into the static folder of another. */
export const arrowsOfFiles: Readonly<Record<string, readonly string[]>> = { server: ['widget', 'desk'] };

/** The packages that a browser loads: no Node built-in modules there. */
const browserPackages = ['contract', 'rules', 'hub', 'sdk', 'elements', 'widget', 'desk'];

/** What a browser loads of packages that have parts for Node too: these entries, and all that they reach. */
const browserEntries = [
  'signalr/src/client',
  'signalr/src/hub',
  'signalr/src/memory',
  'signalr/src/msgpack',
  'signalr/src/msw',
  'sdk/src/testing',
].map(path => `packages/${path}.ts`);

/** Packages that need Node. */
const nodePackages = ['ws', '@nara/signalr', '@nara/server'];
const reachAcross: Readonly<Record<string, readonly string[]>> = {
  scripts: ['demo', 'test', 'packages/signalr'],
  // The bundles of what is weakened are made as the true ones are.
  test: ['scripts'],
  // The tokens of the look, as a file.
  'docs/.vitepress': ['packages/elements'],
};
const importing =
  /(?:^|[\s;}])(?:import|export)\s+(?:type\s+)?(?:[\w*{}\s,$]+?\s+from\s+)?(['"])([^'"\n]+)\1|\bimport\(\s*(['"])([^'"\n]+)\3/g;

type Manifest = {
  readonly name: string;
  readonly exports?: Readonly<Record<string, unknown>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
};
type Package = { readonly key: string; readonly folder: string; readonly manifest: Manifest };

/** One import of a file: what it names and where, and whether it is of types alone, of which nothing is left when the file runs. */
export type Import = { readonly specifier: string; readonly line: number; readonly isType: boolean };

/** Everything a file imports or re-exports, types and dynamic imports included. */
export function importsOf(text: string): Import[] {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, comment => comment.replace(/[^\n]/g, ' '));
  return [...code.matchAll(importing)].map(match => ({
    specifier: match[2] ?? match[4] ?? '',
    line: lineAt(text, match.index + match[0].search(/\S/)),
    isType: /(?:import|export)\s+type\s/.test(match[0]),
  }));
}

/** Each import, and each declared dependency, that goes against the arrows or is not declared. */
export function arrowFaults(files: readonly SourceFile[]): string[] {
  const packages = packagesIn(files);
  const faults = packages.flatMap(declaredAgainstArrows);
  for (const file of files.filter(({ path }) => /\.m?[tj]s$/.test(path))) {
    const own =
      packages.find(({ folder }) => folder !== '' && file.path.startsWith(`${folder}/`)) ??
      packages.find(({ folder }) => folder === '');
    if (!own) continue;
    for (const { specifier, line } of importsOf(file.text)) {
      const fault = faultOfImport(file.path, specifier, own, packages);
      if (fault) faults.push(`${file.path}:${line} ${fault}`);
    }
  }
  return [...faults, ...browserEntries.flatMap(entry => browserFaults(files, entry))];
}

/** What needs Node among all that an entry reaches by relative imports when it runs. */
function browserFaults(files: readonly SourceFile[], entry: string): string[] {
  const byPath = new Map(files.map(file => [file.path, file]));
  const reached = new Set([entry]);
  const faults: string[] = [];
  for (const path of reached) {
    for (const { specifier, line, isType } of importsOf(byPath.get(path)?.text ?? '')) {
      if (isType) continue;
      if (specifier.startsWith('.')) reached.add(posix.join(posix.dirname(path), specifier));
      else if (specifier.startsWith('node:') || nodePackages.includes(specifier))
        faults.push(
          `${path}:${line} imports ${specifier}, which a browser does not have, and ${entry} reaches it`,
        );
    }
  }
  return faults;
}

function packagesIn(files: readonly SourceFile[]): Package[] {
  return files
    .filter(({ path }) => /^((packages\/[^/]+|demo|test|docs\/\.vitepress)\/)?package\.json$/.test(path))
    .map(({ path, text }) => {
      const folder = path.replace(/\/?package\.json$/, '');
      return {
        key: folder.replace('packages/', '') || 'scripts',
        folder,
        manifest: JSON.parse(text) as Manifest,
      };
    });
}

function declaredAgainstArrows({ key, folder, manifest }: Package): string[] {
  const allowed = [...(arrows[key] ?? []), ...(arrows[`${key}/testing`] ?? [])];
  const declared = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });
  return declared
    .filter(name => name.startsWith('@nara/') && !allowed.includes(name.slice('@nara/'.length)))
    .map(name => `${folder}/package.json declares ${name}, which the arrows do not allow`);
}

function faultOfImport(
  path: string,
  specifier: string,
  own: Package,
  packages: readonly Package[],
): string | undefined {
  if (specifier.startsWith('.')) return faultOfRelative(path, specifier, own);
  if (specifier.startsWith('node:') || builtinModules.includes(specifier)) {
    if (!specifier.startsWith('node:')) return `imports ${specifier} without node:`;
    return isForBrowsers(own, path) ? `imports ${specifier}, which a browser does not have` : undefined;
  }
  if (nodePackages.includes(specifier) && isForBrowsers(own, path))
    return `imports ${specifier}, which needs Node`;
  const name = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
  const { dependencies, peerDependencies, devDependencies } = own.manifest;
  const usable = {
    ...dependencies,
    ...peerDependencies,
    ...(isTest(path) || own.key === 'scripts' ? devDependencies : {}),
  };
  if (name === own.manifest.name)
    return isTest(path) || /\/examples\//.test(path) ? undefined : `imports its own package by name`;
  if (!(name in usable) && !(isTest(path) && `@types/${name}` in usable))
    return `imports ${name}, which ${posix.join(own.folder, 'package.json')} does not declare`;
  const target = packages.find(({ manifest }) => manifest.name === name);
  if (!target) return undefined;
  const from = own.key === 'sdk' && isTest(path) ? 'sdk/testing' : own.key;
  if (!isTestOfServerPair(path, target.key) && !arrows[from]?.includes(target.key))
    return `imports ${name}, which the arrows do not allow for ${from}`;
  return isExported(target.manifest, `.${specifier.slice(name.length)}`)
    ? undefined
    : `imports ${specifier}, which ${name} does not export`;
}

/** A test beside the code may drive its package through whatever its package.json declares for development. */
function isTestOfServerPair(path: string, target: string): boolean {
  return /\.test\.ts$/.test(path) && !(arrowsOfFiles['server'] ?? []).includes(target);
}

function isForBrowsers({ key }: Package, path: string): boolean {
  return browserPackages.includes(key) && !isTest(path);
}

function faultOfRelative(path: string, specifier: string, own: Package): string | undefined {
  const target = posix.join(posix.dirname(path), specifier);
  const folder = own.folder || 'scripts';
  if (target.startsWith(`${folder}/`)) return undefined;
  if (reachAcross[own.key]?.some(other => target.startsWith(`${other}/`))) return undefined;
  return `reaches out of its package by ${specifier}`;
}

function isExported(manifest: Manifest, key: string): boolean {
  return Object.keys(manifest.exports ?? {}).some(pattern => {
    const [before = '', after] = pattern.split('*');
    return after === undefined ? pattern === key : key.startsWith(before) && key.endsWith(after);
  });
}
