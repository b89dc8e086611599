type Table = Readonly<Record<string, string>>;

/** A package.json, as far as packing concerns it. */
export type Manifest = {
  readonly name: string;
  readonly version: string;
  readonly exports: Table;
  readonly dependencies?: Table;
  readonly peerDependencies?: Table;
  readonly devDependencies?: Table;
  readonly [key: string]: unknown;
};

/** What the workspace knows and a published package must be told: the catalog's versions and those of our own packages. */
export type Versions = { readonly catalog: Table; readonly ours: Table };

/**
 * The package.json that is published: entries point at built JavaScript and its types, `catalog:` and `workspace:` become
 * versions, what only development needs is left out. `commands` maps a command's name to its source file.
 */
export function packedManifest(
  manifest: Manifest,
  versions: Versions,
  commands: Table = {},
): Record<string, unknown> {
  const { devDependencies: _, private: __, ...kept } = manifest;
  const built = (source: string) => source.replace('./src/', './dist/').replace(/\.ts$/, '.js');
  const entries = Object.entries(manifest.exports).map(([key, source]) => {
    const target = built(source);
    return [key, target === source ? source : { types: target.replace(/\.js$/, '.d.ts'), default: target }];
  });
  return {
    ...kept,
    exports: Object.fromEntries(entries),
    ...(Object.keys(commands).length > 0
      ? { bin: Object.fromEntries(Object.entries(commands).map(([name, source]) => [name, built(source)])) }
      : {}),
    ...resolved('dependencies', manifest.dependencies, versions),
    ...resolved('peerDependencies', manifest.peerDependencies, versions),
  };
}

function resolved(
  field: string,
  table: Table | undefined,
  { catalog, ours }: Versions,
): Record<string, Table> {
  if (!table) return {};
  const entries = Object.entries(table).map(([name, range]) => {
    const version = range.startsWith('workspace:')
      ? ours[name]
      : range === 'catalog:'
        ? catalog[name]
        : range;
    if (version === undefined) throw new Error(`${name} has no version for ${range}`);
    return [name, version];
  });
  return { [field]: Object.fromEntries(entries) };
}

/** The `catalog:` table of pnpm-workspace.yaml: the indented lines after it. */
export function catalogOf(workspace: string): Table {
  const block = /^catalog:\n((?: {2}.+\n?)+)/m.exec(workspace)?.[1] ?? '';
  return Object.fromEntries(
    [...block.matchAll(/^ {2}"?([^":]+)"?: *(\S+)$/gm)].map(match => [match[1] ?? '', match[2] ?? '']),
  );
}
