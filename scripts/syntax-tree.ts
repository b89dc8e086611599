import { parseAst } from 'rollup/parseAst';

/** A node of a syntax tree (ESTree): where in the code it stands, and what is in it. */
export type SyntaxNode = { readonly type: string; readonly start: number; readonly end: number };

/** A piece of code to put another in the place of. */
export type Edit = { readonly start: number; readonly end: number; readonly text: string };

/** The syntax tree of a module in JavaScript. */
export function parse(code: string): SyntaxNode {
  return parseAst(code);
}

/** What stands under a name in a node: a node, a list, a text, a flag. */
export function part(node: SyntaxNode, name: string): unknown {
  return Object.hasOwn(node, name) ? node[name as keyof SyntaxNode] : undefined;
}

/** The node under a name, if there is one. */
export function nodeAt(node: SyntaxNode, name: string): SyntaxNode | undefined {
  const found = part(node, name);
  return isNode(found) ? found : undefined;
}

/** The nodes in a node, in the order of the code. */
export function nodesIn(node: SyntaxNode): SyntaxNode[] {
  const parts: readonly unknown[] = Object.values(node).flat();
  return parts.filter(isNode).sort((a, b) => a.start - b.start);
}

function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}

/** The name of an identifier; undefined for anything else. */
export function nameOf(node: SyntaxNode | undefined): string | undefined {
  const name = node?.type === 'Identifier' ? part(node, 'name') : undefined;
  return typeof name === 'string' ? name : undefined;
}

/** The code with its edits made. None may overlap another. */
export function edited(code: string, edits: readonly Edit[]): string {
  let out = '';
  let at = 0;
  for (const { start, end, text } of [...edits].sort((a, b) => a.start - b.start)) {
    out += code.slice(at, start) + text;
    at = end;
  }
  return out + code.slice(at);
}
