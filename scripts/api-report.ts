import { globSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { nameOf, nodeAt, nodesIn, part, type SyntaxNode } from './syntax-tree.ts';
import {
  codeOf,
  type Declared,
  declarationsOf,
  parseTypeScript,
  type TypeScriptTree,
} from './typescript-tree.ts';

/** Gives the text of a file of a packed package by its path in it. */
export type ReadFile = (path: string) => string;

type Module = {
  readonly path: string;
  readonly tree: TypeScriptTree;
  readonly declared: ReadonlyMap<string, readonly Declared[]>;
  /** Names that come from elsewhere: under which name, and from where. */
  readonly imported: ReadonlyMap<string, Source>;
  /** What the module exports, and which name of its own or of elsewhere that is. */
  readonly exported: ReadonlyMap<string, string | Source>;
};
type Source = { readonly from: string; readonly name: string };
/** A name in the module that declares it. */
type Place = { readonly module: Module; readonly name: string };

/**
 * What a packed package exports, as text: each entry with its declarations, then what these speak of without exporting it. Comments are left
 * out and names sorted, so that a difference is a difference of the public face.
 */
export function apiReport(
  name: string,
  entries: Readonly<Record<string, string>>,
  readFile: ReadFile,
): string {
  const modules = new Map<string, Module>();
  const load = (path: string): Module => {
    const known = modules.get(path);
    if (known) return known;
    const module = readModule(path, readFile(path));
    modules.set(path, module);
    return module;
  };
  const told = new Set<string>();
  const waiting: Place[] = [];
  const speak = (module: Module, node: SyntaxNode) => {
    for (const name of namesSpokenOf(node)) {
      const place = placeOf(module, name, load);
      if (place) waiting.push(place);
    }
  };
  const tell = ({ module, name: own }: Place): string => {
    told.add(keyOf({ module, name: own }));
    const declared = module.declared.get(own) ?? [];
    for (const { declaration } of declared) speak(module, declaration);
    return declared.map(each => declarationText(module, each)).join('\n');
  };
  const parts = Object.entries(entries).map(([key, path]) => {
    const module = load(path);
    const lines = [...module.exported.keys()].sort().map(exported => {
      const place = placeOfExport(module, exported, load);
      if (place && told.has(keyOf(place))) return `${exported} // as above`;
      return place
        ? renamed(tell(place), place.name, exported)
        : `export { ${exported} } // of another package`;
    });
    for (const node of changesOfOthers(module)) speak(module, node);
    return `## ${posix.join(name, key)}\n\n${lines.join('\n') || '(nothing by name)'}`;
  });
  const others: [place: string, text: string][] = [];
  for (const place of waiting) {
    const key = keyOf(place);
    if (!told.has(key)) others.push([`${place.name} ${key}`, tell(place)]);
  }
  if (others.length > 0)
    parts.push(
      `## Spoken of, not exported\n\n${others
        .sort()
        .map(([, text]) => text)
        .join('\n')}`,
    );
  const changes = [...modules.values()]
    .flatMap(module => changesOfOthers(module).map(node => withoutComments(module.tree, node)))
    .sort();
  if (changes.length > 0) parts.push(`## Told to other modules\n\n${changes.join('\n')}`);
  return `# ${name}\n\n${parts.join('\n\n')}\n`;
}

function keyOf({ module, name }: Place): string {
  return `${module.path} ${name}`;
}

/** The entries with types of a packed package, in a folder: a pattern stands for each file that it fits. */
export function typedEntries(folder: string): Record<string, string> {
  const { exports } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    exports: Record<string, string | { types: string }>;
  };
  return Object.fromEntries(
    Object.entries(exports).flatMap(([key, target]) => {
      if (typeof target === 'string') return [];
      const [before = '', after = ''] = target.types.split('*');
      const files = globSync(target.types, { cwd: folder }).map(path => `./${path}`.replace('././', './'));
      return files
        .sort()
        .map(path => [key.replace('*', path.slice(before.length, path.length - after.length)), path]);
    }),
  );
}

function readModule(path: string, text: string): Module {
  const tree = parseTypeScript(path, text);
  const imported = new Map<string, Source>();
  const exported = new Map<string, string | Source>();
  for (const statement of tree.statements) {
    const from = sourceOf(statement);
    const specifiers = nodesIn(statement).filter(({ type }) => /Specifier$/.test(type));
    if (statement.type === 'ImportDeclaration')
      for (const each of specifiers)
        imported.set(named(each, 'local'), { from, name: named(each, 'imported') || '*' });
    if (statement.type !== 'ExportNamedDeclaration') continue;
    for (const each of specifiers) {
      const local = named(each, 'local');
      exported.set(named(each, 'exported'), from === '' ? local : { from, name: local });
    }
  }
  const declared = declarationsOf(tree);
  for (const [name, [first]] of declared)
    if (first?.statement.type === 'ExportNamedDeclaration') exported.set(name, name);
  return { path, tree, declared, imported, exported };
}

function sourceOf(statement: SyntaxNode): string {
  const source = nodeAt(statement, 'source');
  return source ? String(part(source, 'value')) : '';
}

function named(specifier: SyntaxNode, field: string): string {
  return nameOf(nodeAt(specifier, field)) ?? '';
}

/** Where a name of a module is declared; undefined for one of another package or of the platform. */
function placeOf(module: Module, name: string, load: (path: string) => Module): Place | undefined {
  if (module.declared.has(name)) return { module, name };
  const source = module.imported.get(name);
  return source && placeIn(module, source, load);
}

function placeOfExport(module: Module, name: string, load: (path: string) => Module): Place | undefined {
  const target = module.exported.get(name);
  if (target === undefined) return undefined;
  return typeof target === 'string' ? placeOf(module, target, load) : placeIn(module, target, load);
}

function placeIn(
  { path }: Module,
  { from, name }: Source,
  load: (path: string) => Module,
): Place | undefined {
  if (!from.startsWith('.')) return undefined;
  const file = posix.join(posix.dirname(path), from).replace(/\.[jt]s$/, '.d.ts');
  return placeOfExport(load(`./${file}`), name, load);
}

/** The names that a declaration speaks of: types, values whose type is asked for, what a class extends. */
function namesSpokenOf(node: SyntaxNode): string[] {
  const heads = ['typeName', 'exprName', 'expression', 'superClass', 'left', 'qualifier']
    .map(field => nameOf(nodeAt(node, field)))
    .filter(name => name !== undefined);
  return [...heads, ...nodesIn(node).flatMap(namesSpokenOf)];
}

function declarationText({ tree }: Module, { declaration }: Declared): string {
  return withoutComments(tree, declaration)
    .replace(/^(export )?(declare )?/, '')
    .replace(/^ *#private;\n/gm, '')
    .replace(/import\("\.[^"]*"\)\./g, '')
    .replace(/;$/, '');
}

function withoutComments(tree: TypeScriptTree, node: SyntaxNode): string {
  let text = codeOf(tree, node);
  for (const { start, end } of tree.comments.toReversed())
    if (start >= node.start && end <= node.end)
      text = text.slice(0, start - node.start) + text.slice(end - node.start);
  return text
    .split('\n')
    .filter(line => line.trim() !== '')
    .join('\n');
}

function renamed(text: string, own: string, exported: string): string {
  return own === exported ? text : `${text} // as ${exported}`;
}

/** What a module says of others: `declare global` and `declare module`. */
function changesOfOthers({ tree }: Module): SyntaxNode[] {
  return tree.statements.filter(({ type }) => /^TS(Module|Global)Declaration$/.test(type));
}
