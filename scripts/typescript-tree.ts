import { parseSync } from 'oxc-parser';
import { nameOf, nodeAt, nodesIn, part, type SyntaxNode } from './syntax-tree.ts';

/** A comment in TypeScript: where it stands, and what is between its marks. */
export type Comment = { readonly start: number; readonly end: number; readonly value: string };

/** A module in TypeScript, read. TypeScript 7 has no interface for that. */
export type TypeScriptTree = {
  readonly text: string;
  readonly statements: readonly SyntaxNode[];
  readonly comments: readonly Comment[];
};

/** Reads a module, or throws a `SyntaxError` with the file's name and what is wrong. */
export function parseTypeScript(path: string, text: string): TypeScriptTree {
  const { program, comments, errors } = parseSync(path, text);
  if (errors.length > 0) throw new SyntaxError(`${path}: ${errors[0]?.message}`);
  return { text, statements: nodesIn(program), comments };
}

/** The code of a node. */
export function codeOf({ text }: TypeScriptTree, { start, end }: SyntaxNode): string {
  return text.slice(start, end);
}

/** The statement that a declaration is in: with `export` before it, where it has that. */
export type Declared = { readonly statement: SyntaxNode; readonly declaration: SyntaxNode };

/** What a module declares at its top, by name. A name may have several: overloads, or a type beside a value. */
export function declarationsOf(tree: TypeScriptTree): ReadonlyMap<string, readonly Declared[]> {
  const found = new Map<string, Declared[]>();
  for (const statement of tree.statements) {
    const declaration = nodeAt(statement, 'declaration') ?? statement;
    const named =
      declaration.type === 'VariableDeclaration'
        ? nodesIn(declaration).map(each => nodeAt(each, 'id'))
        : [nodeAt(declaration, 'id')];
    for (const name of named.map(nameOf))
      if (name !== undefined) found.set(name, [...(found.get(name) ?? []), { statement, declaration }]);
  }
  return found;
}

/** The lines of the JSDoc comment right above a node, without its stars; empty ones part its paragraphs. */
export function docAbove({ text, comments }: TypeScriptTree, node: SyntaxNode): string[] {
  const comment = comments.findLast(({ end }) => end <= node.start);
  if (!comment?.value.startsWith('*') || text.slice(comment.end, node.start).trim() !== '') return [];
  return comment.value
    .slice(1)
    .split('\n')
    .map(line => line.replace(/^\s*\* ?/, '').trim());
}

/** The name under which a member stands in a class or an interface; undefined for one that is private or computed. */
export function memberName(member: SyntaxNode): string | undefined {
  const key = nodeAt(member, 'key');
  const value = key?.type === 'Literal' ? part(key, 'value') : undefined;
  return typeof value === 'string' ? value : nameOf(key);
}
