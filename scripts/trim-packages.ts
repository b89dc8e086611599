import { join } from 'node:path';
import type { Plugin } from 'rollup';
import { root } from './source-files.ts';
import { type Edit, edited, nodeAt, nodesIn, parse, part, type SyntaxNode } from './syntax-tree.ts';

/** What of another's package never runs in our pages. Its files stay as they are: the bundle leaves it out. */
export type Trim = {
  readonly package: string;
  /**
   * Expressions that have the same value whenever our pages come to them, by their text in the package (white space as one
   * space), and that value. What only another value leads to goes. One that the package no longer has fails the build.
   */
  readonly constants: Readonly<Record<string, string>>;
  /** How calls begin that do nothing in our pages and whose answer nobody looks at. */
  readonly silent: RegExp;
  /** The package's files that one of ours takes the place of for the others, from the root of the repository. */
  readonly replaced: Readonly<Record<string, string>>;
  /** Names of properties that nobody but the package uses, wherever they stand in its code. */
  readonly privateNames?: RegExp;
  /** The only files of ours that call the package's objects: what they and the package never name, they never call. */
  readonly users: RegExp;
};

/** Whether a module is of the trim's package. */
export function isOf(trim: Trim, id: string): boolean {
  return id.includes(`/node_modules/${trim.package}/`);
}

/** Trims packages as their modules are read. */
export function trimPackages(trims: readonly Trim[]): Plugin {
  const found = new Map<Trim, Set<string>>();
  return {
    name: 'trim-packages',
    buildStart: () => found.clear(),
    resolveId(source, importer = '') {
      const trim = trims.find(each => isOf(each, importer));
      const replaced = trim?.replaced[source.replace(/^\.\//, '').replace(/\.js$/, '')];
      return replaced === undefined ? null : join(root, replaced);
    },
    transform(code, id) {
      const trim = trims.find(each => isOf(each, id));
      if (trim === undefined) return null;
      const trimmed = trimModule(code, trim);
      found.set(trim, new Set([...(found.get(trim) ?? []), ...trimmed.found]));
      return { code: trimmed.code, map: null };
    },
    buildEnd(error) {
      for (const [trim, seen] of error ? [] : found) {
        const missing = Object.keys(trim.constants).filter(text => !seen.has(text));
        if (missing.length > 0) this.error(`${trim.package} has no longer: ${missing.join(' and ')}`);
      }
    },
  };
}

/** A module with the constants put in and the silent calls left out; and which of the constants were found in it. */
export function trimModule(
  code: string,
  { constants, silent }: Pick<Trim, 'constants' | 'silent'>,
): { readonly code: string; readonly found: ReadonlySet<string> } {
  const found = new Set<string>();
  const edits: Edit[] = [];
  const visit = (node: SyntaxNode, parent: SyntaxNode | undefined) => {
    const { start, end } = node;
    const text = code.slice(start, end).replace(/\s+/g, ' ');
    if (Object.hasOwn(constants, text) && !isWritten(node, parent)) {
      found.add(text);
      edits.push({ start, end, text: constants[text] ?? '' });
    } else if (node.type === 'CallExpression' && silent.test(text))
      edits.push({ start, end, text: 'undefined' });
    else for (const inner of nodesIn(node)) visit(inner, node);
  };
  visit(parse(code), undefined);
  return { code: edited(code, edits), found };
}

/** Whether the place is written to, and not read. */
function isWritten(node: SyntaxNode, parent: SyntaxNode | undefined): boolean {
  if (parent?.type === 'AssignmentExpression') return nodeAt(parent, 'left') === node;
  return (
    parent?.type === 'UpdateExpression' || (parent !== undefined && part(parent, 'operator') === 'delete')
  );
}
