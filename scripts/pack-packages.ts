import { cpSync, existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { buildStatic, staticFolder } from './build-static.ts';
import { inputHash } from './input-hash.ts';
import { catalogOf, type Manifest, packedManifest } from './packed-manifest.ts';
import { runCommand } from './run-command.ts';
import { root } from './source-files.ts';

/** The packages that programs and pages install, and the commands that they bring. */
const packed: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  signalr: {},
  contract: {},
  rules: {},
  hub: {},
  sdk: {},
  elements: {},
  widget: {},
  server: { nara: './src/main.ts' },
};

/** What editors read of a package's elements. */
export const elementData = [
  'custom-elements.json',
  'vscode.html-custom-data.json',
  'web-types.json',
] as const;

const target = join(root, '.cache/packages');
const readManifest = (name: string): Manifest =>
  JSON.parse(readFileSync(join(root, 'packages', name, 'package.json'), 'utf8'));

/**
 * Compiles the packages and lays each out as it is published, in `.cache/packages/<name>`: JavaScript with declarations,
 * what lies beside the sources, README, licence and a package.json that needs no workspace; unless nothing has changed since. Answers with
 * these folders by name.
 */
export async function packPackages(): Promise<Readonly<Record<string, string>>> {
  await buildStatic();
  const stamp = join(target, 'packed.json');
  const hash = inputHash(/^packages\/|^scripts\/|^LICENSE$|^(?:pnpm-workspace\.yaml|tsconfig\.base\.json)$/);
  const folders = Object.fromEntries(Object.keys(packed).map(name => [name, join(target, name)]));
  if (existsSync(stamp) && JSON.parse(readFileSync(stamp, 'utf8')).hash === hash) return folders;
  rmSync(target, { recursive: true, force: true });
  await compile();
  const versions = {
    catalog: catalogOf(readFileSync(join(root, 'pnpm-workspace.yaml'), 'utf8')),
    ours: Object.fromEntries(Object.keys(packed).map(name => [`@nara/${name}`, readManifest(name).version])),
  };
  for (const [name, commands] of Object.entries(packed))
    layOut(name, packedManifest(readManifest(name), versions, commands));
  writeFileSync(stamp, JSON.stringify({ hash }));
  return folders;
}

/** One program for all, so that the types of one package are those of the next; only what an entry reaches is compiled. */
async function compile(): Promise<void> {
  const exported = Object.keys(packed).flatMap(name =>
    Object.entries(readManifest(name).exports).map(
      ([path, source]) => [`@nara/${join(name, path)}`, join(root, 'packages', name, source)] as const,
    ),
  );
  const commands = Object.entries(packed).flatMap(([name, sources]) =>
    Object.values(sources).map(source => join(root, 'packages', name, source)),
  );
  mkdirSync(target, { recursive: true });
  const config = {
    extends: join(root, 'tsconfig.base.json'),
    compilerOptions: {
      noEmit: false,
      declaration: true,
      rootDir: join(root, 'packages'),
      outDir: join(target, 'compiled'),
      typeRoots: [join(root, 'node_modules/@types')],
      // Found through node_modules, a package of ours would be somebody else's, of which nothing is written: which way a file is
      // come to first is chance.
      paths: Object.fromEntries(exported.map(([specifier, source]) => [specifier, [source]])),
      lib: ['es2024', 'esnext.collection', 'esnext.disposable', 'dom'],
    },
    files: [...exported.flatMap(([, source]) => sourcesOf(source)), ...commands],
  };
  writeFileSync(join(target, 'tsconfig.json'), JSON.stringify(config));
  const { code, output } = await runCommand('tsc', ['-p', target]);
  if (code !== 0) throw new Error(`The packages do not compile:\n${output}`);
}

/** The files of an entry, which `*` makes several, without their tests; none of one that is no source. */
function sourcesOf(entry: string): readonly string[] {
  return globSync(entry).filter(path => /(?<!\.(?:browser\.)?test|type-test)\.ts$/.test(path));
}

function layOut(name: string, manifest: Record<string, unknown>): void {
  const source = join(root, 'packages', name);
  const folder = join(target, name);
  cpSync(join(target, 'compiled', name, 'src'), join(folder, 'dist'), { recursive: true });
  for (const file of globSync('**/*.{sql,css,json}', { cwd: join(source, 'src') })) {
    mkdirSync(dirname(join(folder, 'dist', file)), { recursive: true });
    cpSync(join(source, 'src', file), join(folder, 'dist', file));
  }
  const beside = [
    'README.md',
    'locales',
    ...globSync(['*.example.yaml', ...elementData], { cwd: source }),
  ].filter(file => existsSync(join(source, file)));
  for (const file of beside) cpSync(join(source, file), join(folder, file), { recursive: true });
  cpSync(join(root, 'LICENSE'), join(folder, 'LICENSE'));
  if (name === 'server') cpSync(staticFolder, join(folder, basename(staticFolder)), { recursive: true });
  const files = ['dist', ...beside, ...(name === 'server' ? [basename(staticFolder)] : [])];
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify({ ...manifest, files }, null, 2)}\n`);
}
