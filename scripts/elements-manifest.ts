import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type {
  Attribute,
  ClassField,
  ClassMember,
  ClassMethod,
  CustomElementDeclaration,
  Event,
  JavaScriptModule,
  Package,
} from 'custom-elements-manifest';
import { root } from './source-files.ts';
import { nodeAt, nodesIn, part, type SyntaxNode } from './syntax-tree.ts';
import {
  codeOf,
  declarationsOf,
  docAbove,
  memberName,
  parseTypeScript,
  type TypeScriptTree,
} from './typescript-tree.ts';

/** An element of ours: where it is made, and which interfaces say what it takes and tells, and in their JSDoc its slots, parts and custom properties. */
type Source = {
  readonly tag: string;
  readonly module: string;
  readonly className: string;
  readonly attributes: string;
  readonly events?: readonly [module: string, name: string];
};

/** A custom element as the manifest has it. */
export type Element = CustomElementDeclaration & { readonly tagName: string };

const attributesModule = 'element-attributes';
const sources: readonly Source[] = [
  {
    tag: 'nara-chat',
    module: 'nara-chat',
    className: 'NaraChat',
    attributes: 'ChatAttributes',
    events: ['chat-events', 'ChatEvents'],
  },
  { tag: 'nara-feedback', module: 'feedback', className: 'NaraFeedback', attributes: 'FeedbackAttributes' },
  { tag: 'nara-hours', module: 'hours', className: 'NaraHours', attributes: 'HoursAttributes' },
];

/** What browsers call by themselves. */
const calledByBrowsers =
  /^(constructor|observedAttributes|(connected|disconnected|connectedMove|attributeChanged)Callback)$/;

/** The custom-elements manifest of the widget, made of its sources. */
export function elementsManifest(read = readWidget): Package {
  return { schemaVersion: '2.1.0', readme: 'README.md', modules: sources.map(each => moduleOf(each, read)) };
}

/** The elements of a manifest. */
export function elementsOf(manifest: Package): Element[] {
  return manifest.modules
    .flatMap(({ declarations = [] }) => declarations)
    .filter((each): each is Element => 'tagName' in each && each.tagName !== undefined);
}

function readWidget(module: string): TypeScriptTree {
  const path = `packages/widget/src/${module}.ts`;
  return parseTypeScript(path, readFileSync(join(root, path), 'utf8'));
}

function moduleOf(source: Source, read: (module: string) => TypeScriptTree): JavaScriptModule {
  const path = `dist/${source.module}.js`;
  const declaration = { name: source.className, module: path };
  return {
    kind: 'javascript-module',
    path,
    declarations: [elementOf(source, read)],
    exports: [
      { kind: 'js', name: source.className, declaration },
      { kind: 'custom-element-definition', name: source.tag, declaration },
    ],
  };
}

function elementOf(source: Source, read: (module: string) => TypeScriptTree): CustomElementDeclaration {
  const tree = read(source.module);
  const { statement, declaration } = declared(tree, source.className);
  const attributes = attributesOf(read(attributesModule), source.attributes);
  const members = membersOf(tree, declaration).map(member =>
    member.kind === 'field' && attributes.some(({ name }) => name === member.name)
      ? { ...member, attribute: member.name, reflects: true }
      : member,
  );
  const given = declared(read(attributesModule), source.attributes).statement;
  const lines = docAbove(read(attributesModule), given);
  return {
    kind: 'class',
    name: source.className,
    tagName: source.tag,
    customElement: true,
    superclass: { name: 'HTMLElement', package: 'global:' },
    description: prose(docAbove(tree, statement)),
    attributes: attributes.map(attribute =>
      members.some(({ name }) => name === attribute.name)
        ? { ...attribute, fieldName: attribute.name }
        : attribute,
    ),
    members,
    ...(source.events ? { events: eventsOf(read(source.events[0]), source.events[1]) } : {}),
    slots: tagged(lines, 'slot'),
    cssParts: tagged(lines, 'csspart'),
    cssProperties: tagged(lines, 'cssprop'),
  };
}

function declared(tree: TypeScriptTree, name: string) {
  const found = declarationsOf(tree).get(name)?.[0];
  if (!found) throw new TypeError(`${name} is not declared where the manifest looks for it`);
  return found;
}

/** The members of an interface, each with its type and what is said of it. */
function signatures(tree: TypeScriptTree, name: string) {
  const body = nodeAt(declared(tree, name).declaration, 'body');
  return (body ? nodesIn(body) : []).map(member => ({
    member,
    name: memberName(member) ?? '',
    type: typeOf(tree, member),
    description: prose(docAbove(tree, member)),
  }));
}

function attributesOf(tree: TypeScriptTree, name: string): Attribute[] {
  return signatures(tree, name).map(({ member, name, type, description }) => ({
    name,
    type: { text: type.replace(' | undefined', '').replace('Flag', 'boolean') },
    description: `${description}${part(member, 'optional') ? '' : ' Needed.'}`,
  }));
}

function eventsOf(tree: TypeScriptTree, name: string): Event[] {
  return signatures(tree, name).map(({ name, type, description }) => ({
    name,
    type: { text: type },
    description,
  }));
}

function membersOf(tree: TypeScriptTree, declaration: SyntaxNode): ClassMember[] {
  const body = nodeAt(declaration, 'body');
  return (body ? nodesIn(body) : []).flatMap(member => {
    const name = memberName(member);
    if (name === undefined || calledByBrowsers.test(name)) return [];
    const description = prose(docAbove(tree, member));
    const rest = {
      ...(description === '' ? {} : { description }),
      ...(part(member, 'static') ? { static: true } : {}),
    };
    return [
      part(member, 'kind') === 'method'
        ? methodOf(tree, member, name, rest)
        : fieldOf(tree, member, name, rest),
    ];
  });
}

function methodOf(tree: TypeScriptTree, member: SyntaxNode, name: string, rest: object): ClassMethod {
  const made = nodeAt(member, 'value') ?? member;
  const given = part(made, 'params');
  const parameters = (Array.isArray(given) ? (given as SyntaxNode[]) : []).map(each => ({
    name: codeOf(tree, each).split(':')[0] ?? '',
    type: { text: typeOf(tree, each) },
  }));
  const returned = nodeAt(made, 'returnType');
  return {
    kind: 'method',
    name,
    ...rest,
    ...(parameters.length > 0 ? { parameters } : {}),
    return: { type: { text: returned ? typeText(tree, returned) : 'void' } },
  };
}

function fieldOf(tree: TypeScriptTree, member: SyntaxNode, name: string, rest: object): ClassField {
  const isRead = part(member, 'kind') === 'get' || part(member, 'readonly') === true;
  const returned = nodeAt(nodeAt(member, 'value') ?? member, 'returnType');
  return {
    kind: 'field',
    name,
    ...rest,
    type: { text: returned ? typeText(tree, returned) : typeOf(tree, member) },
    ...(isRead ? { readonly: true } : {}),
  };
}

function typeOf(tree: TypeScriptTree, node: SyntaxNode): string {
  const type = nodeAt(node, 'typeAnnotation');
  return type ? typeText(tree, type) : '';
}

/** What an annotation says: without its colon, and on one line. */
function typeText(tree: TypeScriptTree, annotation: SyntaxNode): string {
  return codeOf(tree, annotation).replace(/^:\s*/, '').replace(/\s+/g, ' ');
}

/** The first paragraph: what follows it is for those who read the code. */
function prose(lines: readonly string[]): string {
  const text = lines.slice(lines.findIndex(line => line !== ''));
  const end = text.findIndex(line => line === '' || line.startsWith('@'));
  return text.slice(0, end < 0 ? undefined : end).join(' ');
}

/** The lines `@csspart name - what it is` and their like. */
function tagged(lines: readonly string[], tag: string) {
  return lines
    .filter(line => line.startsWith(`@${tag} `))
    .map(line => {
      const [name = '', ...said] = line.slice(tag.length + 2).split(' - ');
      return { name: name.trim(), description: said.join(' - ') };
    });
}
