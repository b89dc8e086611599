import type { Plugin } from 'rollup';
import { type Edit, edited, nameOf, nodeAt, nodesIn, parse, part, type SyntaxNode } from './syntax-tree.ts';
import { isOf, type Trim } from './trim-packages.ts';

/** A method, getter or setter of a class. */
export type Member = { readonly className: string; readonly name: string };

/**
 * Leaves out of a bundle the members of trimmed packages' classes that neither the package nor its users name. A name that is put
 * together at run time would not be seen; neither package has one. A chunk's text is settled with all the others in view, before its
 * name's hash is made.
 */
export function dropUnreadMembers(trims: readonly Trim[]): Plugin {
  return {
    name: 'drop-unread-members',
    renderChunk(code, chunk, _options, { chunks }) {
      const modules = Object.values(chunks).flatMap(each => Object.entries(each.modules));
      const codeOf = (wanted: (id: string) => boolean) =>
        modules.filter(([id]) => wanted(id)).map(([, module]) => module.code ?? '');
      const unread = trims
        .filter(trim => chunk.moduleIds.some(id => isOf(trim, id)))
        .flatMap(trim =>
          unreadMembers(
            codeOf(id => isOf(trim, id)),
            codeOf(id => trim.users.test(id)),
          ),
        );
      return unread.length === 0 ? null : { code: withoutMembers(code, unread), map: null };
    },
  };
}

/** The members of the package's classes that nothing leads to, from what runs outside members on. */
export function unreadMembers(ofPackage: readonly string[], ofUsers: readonly string[]): Member[] {
  const members: Member[] = [];
  const reads: { readonly name: string; readonly by: Member | undefined }[] = [];
  const read = (name: string, by?: Member) => reads.push({ name, by });
  for (const code of ofPackage) walk(parse(code), { member: member => members.push(member), read });
  for (const code of ofUsers) walk(parse(code), { member: () => {}, read: name => read(name) });
  const reached = new Set<Member | undefined>([undefined]);
  for (const by of reached) {
    const names = new Set(reads.filter(read => read.by === by).map(({ name }) => name));
    for (const member of members) if (names.has(member.name)) reached.add(member);
  }
  return members.filter(member => !reached.has(member));
}

/** The code without these members. */
export function withoutMembers(code: string, unread: readonly Member[]): string {
  const edits: Edit[] = [];
  walk(parse(code), {
    member({ className, name }, { start, end }) {
      if (unread.some(each => each.className === className && each.name === name))
        edits.push({ start, end, text: '' });
    },
    read: () => {},
  });
  return edited(code, edits);
}

type Told = {
  member(member: Member, node: SyntaxNode): void;
  /** A name under which a property may be read or called, and the member that does. */
  read(name: string, by: Member | undefined): void;
};

function walk(node: SyntaxNode, told: Told, className?: string, by?: Member): void {
  const key = nodeAt(node, 'key');
  const computed = part(node, 'computed') === true;
  if (node.type === 'MethodDefinition' && part(node, 'kind') !== 'constructor' && !computed) {
    const name = nameOf(key);
    if (name !== undefined && className !== undefined) {
      const member = { className, name };
      told.member(member, node);
      for (const inner of nodesIn(node)) if (inner !== key) walk(inner, told, undefined, member);
      return;
    }
  }
  const name = readName(node, computed);
  if (name !== undefined) told.read(name, by);
  const inside = node.type === 'ClassBody' ? className : nameOf(nodeAt(node, 'id'));
  for (const inner of nodesIn(node)) walk(inner, told, inside, by);
}

function readName(node: SyntaxNode, computed: boolean): string | undefined {
  if (node.type === 'MemberExpression' && !computed) return nameOf(nodeAt(node, 'property'));
  if (node.type === 'Property' && !computed) return nameOf(nodeAt(node, 'key'));
  const value = node.type === 'Literal' ? part(node, 'value') : undefined;
  return typeof value === 'string' ? value : undefined;
}
